import { has, permissionsInChannel } from '../access.ts';
import type { Application, Channel, Interaction, Message, Snowflake } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits, messageFlags } from '../limits.ts';
import type { MessageInput } from '../message-form.ts';
import { checkMessageForm, hasV2 } from '../message-form.ts';
import { checkModal } from '../modal-form.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { deleteMessages, rewriteMessage, writeMessage } from './messages.ts';

/** How an interaction was answered, in Discord's numbers. */
export const answers = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  autocomplete: 8,
  modal: 9,
} as const;

export type NewInteraction = Pick<Interaction, 'type' | 'channel_id' | 'guild_id' | 'user_id' | 'data'> &
  Partial<
    Pick<Interaction, 'name' | 'command_id' | 'custom_id' | 'source_message_id' | 'modal_of' | 'target_id'>
  >;

/** Something that a member did which the application must answer within 3 s. */
export function createInteraction(
  world: World,
  application: Application,
  given: NewInteraction,
): Interaction {
  forgetOld(world);
  const id = world.ids.next();
  const interaction = world.tables.interaction.put({
    name: null,
    command_id: null,
    custom_id: null,
    source_message_id: null,
    modal_of: null,
    target_id: null,
    ...given,
    id,
    token: Buffer.from(`interaction:${id}:${world.ids.secret(`interaction:${id}`, 96)}`).toString(
      'base64url',
    ),
    application_id: application.id,
    created_at: world.now(),
    created_real: Date.now(),
    answer: null,
    answer_data: null,
    original_message_id: null,
  });
  world.emit({ type: 'interactionCreate', interaction });
  return interaction;
}

/** Interactions whose token has run out are of no use to anyone. */
function forgetOld(world: World): void {
  for (const old of world.tables.interaction.values()) {
    if (world.now() - old.created_at <= limits.interactionToken + 60_000) return;
    world.tables.interaction.delete(old.id);
  }
}

/** Whether the application may still give its first answer. The 3 s are real time. */
export function isAnswerable(interaction: Interaction): boolean {
  return interaction.answer === null && Date.now() - interaction.created_real <= limits.interactionAnswer;
}

/**
 * The first answer to an interaction. 10062 when it is unknown or the 3 s are over, 40060 when it was answered.
 *
 * @returns the message that it made or changed, if any.
 */
export function answerInteraction(
  world: World,
  id: Snowflake,
  token: string,
  type: number,
  data: (MessageInput & Record<string, unknown>) | null | undefined,
): { interaction: Interaction; message: Message | null } {
  const interaction = world.tables.interaction.get(id);
  if (!interaction || interaction.token !== token) throw refuse(10062);
  if (interaction.answer !== null) throw refuse(40060);
  if (!isAnswerable(interaction)) throw refuse(10062);
  checkAnswerType(interaction, type);
  const channel = world.tables.channel.get(interaction.channel_id);
  if (!channel) throw refuse(10003);
  let message: Message | null = null;
  let answerData: Record<string, unknown> | null = null;
  if (type === answers.message || type === answers.deferredMessage) {
    message = writeAnswer(world, interaction, channel, data ?? {}, type === answers.deferredMessage);
  } else if (type === answers.update || type === answers.deferredUpdate) {
    const source = interaction.source_message_id
      ? world.tables.message.get(interaction.source_message_id)
      : undefined;
    if (!source) throw refuse(10008);
    if (data) checkMessageForm(data, hasV2(data.flags) || hasV2(source.flags), ['data']);
    message = type === answers.update && data ? rewriteMessage(world, source, data) : source;
  } else if (type === answers.autocomplete) {
    answerData = { choices: checkChoices(world, interaction, data?.choices) };
  } else if (type === answers.modal) {
    answerData = checkModal((data ?? {}) as Record<string, unknown>);
  }
  const answered = world.tables.interaction.put({
    ...interaction,
    answer: type,
    answer_data: answerData,
    original_message_id: message?.id ?? null,
  });
  world.emit({ type: 'interactionAnswer', interaction: answered });
  return { interaction: answered, message };
}

/** Which answers fit which interaction: choices only for autocomplete, an update only where there is a message, no modal after a modal. */
function checkAnswerType(interaction: Interaction, type: number): void {
  const fits =
    interaction.type === 4
      ? type === answers.autocomplete
      : type === answers.message ||
        type === answers.deferredMessage ||
        ((type === answers.update || type === answers.deferredUpdate) &&
          interaction.source_message_id !== null) ||
        (type === answers.modal && interaction.type !== 5);
  if (!fits) {
    throw badField(
      ['type'],
      'INTERACTION_CALLBACK_INVALID_TYPE',
      'This interaction cannot be answered in this way',
    );
  }
}

function checkChoices(_world: World, interaction: Interaction, given: unknown): unknown[] {
  const choices = (Array.isArray(given) ? given : []) as { name?: unknown; value?: unknown }[];
  if (choices.length > 25)
    throw badField(['data', 'choices'], 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  const kind = focusedType(interaction.data.options) ?? 3;
  choices.forEach((choice, index) => {
    if (typeof choice.name !== 'string' || choice.name.length < 1 || choice.name.length > 100) {
      throw badField(
        ['data', 'choices', index, 'name'],
        'BASE_TYPE_BAD_LENGTH',
        'Must be between 1 and 100 in length.',
      );
    }
    const right =
      kind === 3
        ? typeof choice.value === 'string' && choice.value.length <= 100
        : typeof choice.value === 'number';
    if (!right) {
      throw badField(
        ['data', 'choices', index, 'value'],
        kind === 3 ? 'BASE_TYPE_MAX_LENGTH' : 'NUMBER_TYPE_COERCE',
        kind === 3 ? 'Must be 100 or fewer in length.' : `Value "${String(choice.value)}" is not a number.`,
      );
    }
  });
  return choices;
}

function focusedType(options: unknown): number | null {
  for (const option of (options ?? []) as { focused?: boolean; type: number; options?: unknown }[]) {
    if (option.focused) return option.type;
    const nested = focusedType(option.options);
    if (nested !== null) return nested;
  }
  return null;
}

function botOf(world: World, interaction: Interaction): Application {
  const application = world.tables.application.get(interaction.application_id);
  if (!application) throw refuse(10062);
  return application;
}

function metadataOf(world: World, interaction: Interaction): Record<string, unknown> {
  const base = {
    id: interaction.id,
    type: interaction.type,
    user_id: interaction.user_id,
    authorizing_integration_owners:
      interaction.guild_id === null ? { '0': '0' } : { '0': interaction.guild_id },
  };
  if (interaction.type === 3) return { ...base, interacted_message_id: interaction.source_message_id };
  if (interaction.type === 5) {
    const opener = interaction.modal_of ? world.tables.interaction.get(interaction.modal_of) : undefined;
    return { ...base, ...(opener ? { triggering_interaction_metadata: metadataOf(world, opener) } : {}) };
  }
  if (interaction.target_id === null) return base;
  return {
    ...base,
    ...(interaction.data.type === 2
      ? { target_user_id: interaction.target_id }
      : { target_message_id: interaction.target_id }),
  };
}

/** A command's answer is of type 20 (slash) or 23 (menu); one to a component replies to its message. */
function messageType(interaction: Interaction): number {
  if (interaction.type === 2) return interaction.target_id === null ? 20 : 23;
  return interaction.source_message_id === null ? 20 : 19;
}

function writeAnswer(
  world: World,
  interaction: Interaction,
  channel: Channel,
  input: MessageInput,
  deferred: boolean,
): Message {
  const ephemeral = ((input.flags ?? 0) & messageFlags.ephemeral) !== 0;
  if (!deferred) checkMessageForm(input, hasV2(input.flags), ['data']);
  return writeAs(world, interaction, channel, deferred ? {} : input, {
    type: messageType(interaction),
    extraFlags: (ephemeral ? messageFlags.ephemeral : 0) | (deferred ? messageFlags.loading : 0),
    ephemeral,
    reply: interaction.source_message_id,
  });
}

function writeAs(
  world: World,
  interaction: Interaction,
  channel: Channel,
  input: MessageInput,
  as: { type: number; extraFlags: number; ephemeral: boolean; reply: Snowflake | null; original?: Snowflake },
): Message {
  const application = botOf(world, interaction);
  const permissions = permissionsInChannel(world, application.bot_user_id, channel);
  return writeMessage(
    world,
    channel,
    application.bot_user_id,
    {
      ...input,
      // A reply to a component's message pings nobody for that.
      ...(as.reply ? { message_reference: { message_id: as.reply } } : {}),
      allowed_mentions: input.allowed_mentions ?? {
        parse: ['users', 'roles', 'everyone'],
        replied_user: false,
      },
    },
    {
      type: as.type,
      application_id: application.id,
      extraFlags: as.extraFlags,
      ephemeral_for: as.ephemeral ? interaction.user_id : null,
      interaction_metadata: {
        ...metadataOf(world, interaction),
        ...(as.original ? { original_response_message_id: as.original } : {}),
      },
      ...(interaction.type === 2 && !as.original
        ? {
            interaction: {
              id: interaction.id,
              type: 2,
              name: interaction.name ?? '',
              user_id: interaction.user_id,
            },
          }
        : {}),
      mayMentionEveryone: has(permissions, P.MentionEveryone),
    },
  );
}

/** The answered interaction that a token belongs to. 50027 for an unknown or old token, 10015 before the first answer. */
export function interactionByToken(world: World, applicationId: Snowflake, token: string): Interaction {
  const interaction = world.tables.interaction.by('token', token)[0];
  if (!interaction || interaction.application_id !== applicationId) throw refuse(50027);
  if (world.now() - interaction.created_at > limits.interactionToken) throw refuse(50027);
  if (interaction.answer === null) throw refuse(10015);
  return interaction;
}

/** A further message. While the first answer is still "thinking", this becomes it. */
export function followUp(
  world: World,
  applicationId: Snowflake,
  token: string,
  input: MessageInput,
): Message {
  const interaction = interactionByToken(world, applicationId, token);
  const channel = world.tables.channel.get(interaction.channel_id);
  if (!channel) throw refuse(10003);
  checkMessageForm(input, hasV2(input.flags));
  const original = interaction.original_message_id
    ? world.tables.message.get(interaction.original_message_id)
    : undefined;
  if (
    original &&
    (original.flags & messageFlags.loading) !== 0 &&
    interaction.answer === answers.deferredMessage
  ) {
    return rewriteMessage(world, original, input, messageFlags.loading);
  }
  const ephemeral = ((input.flags ?? 0) & messageFlags.ephemeral) !== 0;
  return writeAs(world, interaction, channel, input, {
    type: original ? 19 : 0,
    extraFlags: ephemeral ? messageFlags.ephemeral : 0,
    ephemeral,
    reply: original?.id ?? null,
    ...(original ? { original: original.id } : {}),
  });
}

/** A message that this interaction's token may read, edit and delete: `@original` or one of its followups. */
export function interactionMessage(
  world: World,
  interaction: Interaction,
  messageId: Snowflake | '@original',
): Message {
  const id = messageId === '@original' ? interaction.original_message_id : messageId;
  const message = id === null ? undefined : world.tables.message.get(id);
  if (!message) throw refuse(10008);
  const own =
    message.id === interaction.original_message_id || message.interaction_metadata?.id === interaction.id;
  if (!own) throw refuse(10008);
  return message;
}

export function editInteractionMessage(
  world: World,
  applicationId: Snowflake,
  token: string,
  messageId: Snowflake | '@original',
  input: MessageInput,
): Message {
  const interaction = interactionByToken(world, applicationId, token);
  const message = interactionMessage(world, interaction, messageId);
  return rewriteMessage(world, message, input, messageFlags.loading);
}

export function deleteInteractionMessage(
  world: World,
  applicationId: Snowflake,
  token: string,
  messageId: Snowflake | '@original',
): void {
  const interaction = interactionByToken(world, applicationId, token);
  const message = interactionMessage(world, interaction, messageId);
  const channel = world.tables.channel.get(message.channel_id);
  if (!channel) throw refuse(10003);
  deleteMessages(world, channel, [message]);
}
