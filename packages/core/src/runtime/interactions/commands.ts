import type { CommandContext, SuggestContext } from '@guildhall/sdk';
import type { SubcommandPiece } from '@guildhall/sdk/host';
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIContextMenuInteraction,
  ApplicationCommandType,
} from 'discord.js';
import { readMember, readMessage } from './chosen.ts';
import { OptionError, readGiven, readOptions, resolveMember, unfold } from './options.ts';
import { placeOf, type RouterParts } from './parts.ts';
import { define, type Replies } from './replies.ts';
import { structures } from './structures.ts';

const maxChoices = 25;

/** A chat input command, to the handler of the plugin that it stands for in the guild. */
export async function routeCommand(
  parts: RouterParts,
  replies: Replies,
  interaction: APIChatInputApplicationCommandInteraction,
): Promise<void> {
  const found = findCommand(parts, interaction);
  if (!found) return replies.say(interaction, 'gone');
  if (!found.live) return replies.say(interaction, 'off');
  const { live, command, given, label, target } = found;
  if (parts.sapphire.has(live, 'command', target.command)) {
    return parts.sapphire.command(replies, live, target, interaction);
  }
  let options: Readonly<Record<string, unknown>>;
  try {
    options = readOptions(command.options, given, interaction.data.resolved);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return replies.say(interaction, 'option', { option: error.option, why: error.why });
  }
  const { run } = command;
  if (!run) return replies.say(interaction, 'gone');
  await replies.answer(interaction, live, `command ${label}`, (base, answer) => {
    const context = replies.answering(base, answer, interaction) as unknown as CommandContext;
    define(context, 'interaction', () => structures.command(parts.bot.client, interaction));
    define(context, 'showModal', () => answer.showModal.bind(answer));
    return run(context, options);
  });
}

/** An entry of the menu on a member or message. */
export async function routeMenu(
  parts: RouterParts,
  replies: Replies,
  interaction: APIContextMenuInteraction,
): Promise<void> {
  const guildId = interaction.guild_id ?? '';
  const { data } = interaction;
  const target = parts.menu(guildId, data.type, data.name);
  if (!target) return replies.say(interaction, 'gone');
  const live = parts.live(guildId, target.pluginId);
  if (!live) return replies.say(interaction, 'off');
  const isUser = data.type === ApplicationCommandType.User;
  if (parts.sapphire.has(live, isUser ? 'userMenu' : 'messageMenu', target.command)) {
    return parts.sapphire.menu(replies, live, target, interaction);
  }
  const piece = (isUser ? live.pieces.userMenus : live.pieces.messageMenus).get(target.command);
  if (!piece) return replies.say(interaction, 'gone');
  let on: unknown;
  try {
    on = readTarget(data);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return replies.say(interaction, 'option', { option: error.option, why: error.why });
  }
  if (on === undefined) return replies.say(interaction, 'gone');
  await replies.answer(interaction, live, `${piece.kind} ${piece.name}`, (base, answer) => {
    const context = replies.answering(base, answer, interaction);
    const { client } = parts.bot;
    define(context, 'interaction', () =>
      isUser ? structures.userMenu(client, interaction) : structures.messageMenu(client, interaction),
    );
    define(context, 'showModal', () => answer.showModal.bind(answer));
    return piece.run(context as never, on as never);
  });
}

/** What a member is shown while they type an option. Somebody always answers, if with nothing. */
export async function routeAutocomplete(
  parts: RouterParts,
  replies: Replies,
  interaction: APIApplicationCommandAutocompleteInteraction,
): Promise<void> {
  const found = findCommand(parts, interaction);
  if (found?.live && parts.sapphire.has(found.live, 'command', found.target.command)) {
    return parts.sapphire.autocomplete(replies, found.live, found.target, interaction);
  }
  const focused = found?.given.find((option) => 'focused' in option && option.focused);
  const suggest = focused && found?.command.autocomplete[focused.name];
  let choices: unknown[] = [];
  if (found?.live && focused && suggest) {
    const { live } = found;
    const context = parts.context(live, interaction.locale, placeOf(interaction)) as SuggestContext;
    const { member } = interaction;
    define(context, 'member', () => member && resolveMember(member));
    define(context, 'channelId', () => interaction.channel?.id);
    define(context, 'locale', () => interaction.locale);
    const others = readGiven(found.command.options, found.given);
    await parts.runner.run(live, 'autocomplete', `command ${found.label}`, async () => {
      const suggestions = await suggest(context, String(focused.value), others);
      choices = suggestions.slice(0, maxChoices).map(({ name, value }) => ({ name, value }));
    });
  }
  await replies.suggest(interaction, choices);
}

function findCommand(
  parts: RouterParts,
  interaction: APIChatInputApplicationCommandInteraction | APIApplicationCommandAutocompleteInteraction,
) {
  const guildId = interaction.guild_id ?? '';
  const { path, options: given } = unfold(interaction.data.options);
  const target = parts.target(guildId, [interaction.data.name, ...path].join(' '));
  if (!target) return undefined;
  const live = parts.live(guildId, target.pluginId);
  const top = live?.pieces.commands.get(target.command);
  const command = target.subcommand
    ? top?.subcommands.find(
        (sub) => sub.name === target.subcommand?.name && sub.group?.name === target.subcommand?.group,
      )
    : top;
  const label = [target.command, target.subcommand?.group, target.subcommand?.name].filter(Boolean).join(' ');
  const isSapphire = live !== undefined && parts.sapphire.has(live, 'command', target.command);
  if (!live || !(command || isSapphire)) {
    return { live: undefined, command: emptyCommand, given, label, target };
  }
  return { live, command: command ?? emptyCommand, given, label, target };
}

const emptyCommand: Pick<SubcommandPiece, 'options' | 'autocomplete'> & { run?: SubcommandPiece['run'] } = {
  options: {},
  autocomplete: {},
};

/** The member or message that an entry of a menu was used on. @throws `OptionError` for who is no member. */
function readTarget(data: APIContextMenuInteraction['data']): unknown {
  if (data.type === ApplicationCommandType.User) return readMember(data.resolved, data.target_id);
  const message = data.resolved.messages[data.target_id];
  return message && readMessage(message);
}
