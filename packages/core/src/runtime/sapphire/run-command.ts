import type { Command, Precondition, UserError } from '@sapphire/framework';
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type ContextMenuCommandInteraction,
  type Message,
  MessageFlags,
} from 'discord.js';
import type { GuildhallClient } from '../../discord/index.ts';
import type { MountedPieces } from './mounted-pieces.ts';

/** Tells the plugin's own listeners of one of Sapphire's events. @returns whether one listens */
export type Tell = (event: string, ...args: readonly unknown[]) => Promise<boolean>;

type Called = ChatInputCommandInteraction | ContextMenuCommandInteraction;
type Flow = 'chatInput' | 'contextMenu' | 'message';

interface Call {
  readonly flow: Flow;
  readonly command: Command;
  /** The interaction, or the message. */
  readonly subject: Called | Message;
  readonly context: object;
  /** What the command's method gets behind the subject. */
  readonly parameters: readonly unknown[];
  readonly sayNo: (error: UserError) => Promise<unknown>;
}

/** A chat input or context menu command, as Sapphire runs one: its preconditions, then it; listeners hear of each step. */
export async function runInteraction(
  client: GuildhallClient,
  mounted: MountedPieces,
  command: Command,
  interaction: Called,
  tell: Tell,
): Promise<void> {
  const context = { commandId: interaction.commandId, commandName: interaction.commandName };
  await run(client, mounted, tell, {
    flow: interaction.isChatInputCommand() ? 'chatInput' : 'contextMenu',
    command,
    subject: interaction,
    context,
    parameters: [context],
    sayNo: async ({ message }) => {
      if (interaction.replied || interaction.deferred) return;
      await interaction.reply({ content: message, flags: MessageFlags.Ephemeral });
    },
  });
}

/** A command that was written as a message. */
export async function runMessage(
  client: GuildhallClient,
  mounted: MountedPieces,
  command: Command,
  written: {
    readonly message: Message;
    readonly name: string;
    readonly prefix: string;
    readonly text: string;
  },
  tell: Tell,
): Promise<void> {
  const { message, name, prefix, text } = written;
  const context = { commandName: name, commandPrefix: prefix, prefix };
  const parsed: unknown = await command.messagePreParse(message, text, context);
  await run(client, mounted, tell, {
    flow: 'message',
    command,
    subject: message,
    context,
    parameters: [parsed, context],
    sayNo: (error) => message.reply(error.message),
  });
}

export async function runAutocomplete(
  command: Command,
  interaction: AutocompleteInteraction,
  tell: Tell,
): Promise<void> {
  const { commandId, commandName } = interaction;
  const payload = { command, context: { commandId, commandName }, interaction };
  try {
    await command.autocompleteRun?.(interaction);
  } catch (error) {
    await tell('commandAutocompleteInteractionError', error, payload);
    throw error;
  }
  await tell('commandAutocompleteInteractionSuccess', payload);
}

async function run(client: GuildhallClient, mounted: MountedPieces, tell: Tell, call: Call): Promise<void> {
  const { flow, command, subject, context, parameters } = call;
  const payload = {
    command,
    context,
    [flow === 'message' ? 'message' : 'interaction']: subject,
    parameters: '',
  };
  const denial = await denialOf(client, mounted, call, payload);
  if (denial) {
    const heard = await tell(`${flow}CommandDenied`, denial, payload);
    // Without a listener Sapphire would let the member wait for an answer that never comes.
    if (!heard && !isSilent(denial)) await call.sayNo(denial);
    return;
  }
  await tell(`${flow}CommandAccepted`, payload);
  await tell(`${flow}CommandRun`, subject, command, payload);
  const started = performance.now();
  let success = false;
  try {
    const method = Reflect.get(command, `${flow}Run`) as (...args: readonly unknown[]) => unknown;
    const result = await method.call(command, subject, ...parameters);
    success = true;
    await tell(`${flow}CommandSuccess`, { ...payload, result, duration: performance.now() - started });
  } catch (error) {
    const heard = success || (await tell(`${flow}CommandError`, error, { ...payload, duration: -1 }));
    // Sapphire's way of telling a member what they did wrong: nothing is broken.
    if (success || !isUserError(error)) throw error;
    if (!heard && !isSilent(error)) await call.sayNo(error);
  } finally {
    const duration = success ? performance.now() - started : -1;
    await tell(`${flow}CommandFinish`, subject, command, { ...payload, success, duration });
  }
}

/** What keeps the command from running: the first precondition that says so. */
async function denialOf(
  client: GuildhallClient,
  mounted: MountedPieces,
  { flow, command, subject }: Call,
  payload: object,
): Promise<UserError | undefined> {
  const method = `${flow}Run` as const;
  const called = [subject as never, command as never, payload as never] as const;
  const everywhere = await client.stores.get('preconditions')[method](...called);
  if (everywhere.isErr()) return everywhere.unwrapErr();
  for (const precondition of mounted.globalPreconditions) {
    const check = Reflect.get(precondition, method) as Precondition['chatInputRun'];
    const result = check
      ? await check.call(precondition, ...called)
      : await precondition.error({ message: `The precondition "${precondition.name}" has no ${method}.` });
    if (result.isErr()) return result.unwrapErr();
  }
  const result = await command.preconditions[method](...called);
  return result.isErr() ? result.unwrapErr() : undefined;
}

/** Of whatever copy of Sapphire. */
function isUserError(error: unknown): error is UserError {
  return error instanceof Error && 'identifier' in error && 'context' in error;
}

function isSilent(error: UserError): boolean {
  return Reflect.get(Object(error.context), 'silent') === true;
}
