import type { CommandContext, ComponentContext, Context, Logger, ModalContext } from '@guildhall/sdk';
import {
  type CustomId,
  decodePayload,
  parseCustomId,
  readModalFields,
  type SubcommandPiece,
} from '@guildhall/sdk/host';
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIChatInputApplicationCommandInteraction,
  type APIContextMenuInteraction,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type APIMessageComponentSelectMenuInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandType,
  ComponentType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { CommandTarget } from '../../commands/index.ts';
import { asCore, type Bot } from '../../discord/index.ts';
import type { HandlerRunner, Outcome } from '../handler-runner.ts';
import type { LiveInstallation } from '../live-installation.ts';
import { Answer } from './answer.ts';
import { readChosen, readMember, readMessage } from './chosen.ts';
import { OptionError, readOptions, resolveMember, unfold } from './options.ts';
import { structures } from './structures.ts';
import { type HostText, hostText } from './texts.ts';

/** Discord wants an answer within 3 seconds; the network needs some of them. */
const keepAliveMs = 2_000;
const maxChoices = 25;

export interface RouterParts {
  readonly bot: Bot;
  readonly runner: HandlerRunner;
  readonly logger: Logger;
  readonly live: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  /** What a command's full name stands for in a guild. */
  readonly target: (guildId: string, path: string) => CommandTarget | undefined;
  /** What an entry of a menu stands for, by Discord's type and name. */
  readonly menu: (guildId: string, type: number, name: string) => CommandTarget | undefined;
  readonly isCoreCommand: (name: string) => boolean;
  readonly context: (live: LiveInstallation, locale: string) => Context;
}

type PluginInteraction =
  | APIContextMenuInteraction
  | APIChatInputApplicationCommandInteraction
  | APIApplicationCommandAutocompleteInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/**
 * From an interaction to the handler of one plugin: by the command's name or the custom id, then by the guild's table. Whatever
 * happens, the member gets an answer.
 */
export class InteractionRouter {
  readonly #parts: RouterParts;

  constructor(parts: RouterParts) {
    this.#parts = parts;
  }

  /** Interactions that are not for a plugin are the core's own commands: discord.js and Sapphire take those. */
  isPlugins(payload: unknown): payload is PluginInteraction {
    const interaction = payload as APIInteraction;
    if (!interaction.guild_id) return false;
    switch (interaction.type) {
      case InteractionType.ApplicationCommand:
      case InteractionType.ApplicationCommandAutocomplete:
        // The core has no entries in menus.
        return interaction.data.type === ApplicationCommandType.ChatInput
          ? !this.#parts.isCoreCommand(interaction.data.name)
          : interaction.data.type === ApplicationCommandType.User ||
              interaction.data.type === ApplicationCommandType.Message;
      case InteractionType.MessageComponent:
      case InteractionType.ModalSubmit:
        return parseCustomId(interaction.data.custom_id) !== undefined;
      default:
        return false;
    }
  }

  /** Never rejects. */
  async route(interaction: PluginInteraction): Promise<void> {
    try {
      switch (interaction.type) {
        case InteractionType.ApplicationCommand:
          return await (isMenu(interaction) ? this.#menu(interaction) : this.#command(interaction));
        case InteractionType.ApplicationCommandAutocomplete:
          return await this.#autocomplete(interaction);
        case InteractionType.MessageComponent:
          return await this.#component(interaction);
        case InteractionType.ModalSubmit:
          return await this.#modal(interaction);
      }
    } catch (error) {
      this.#parts.logger.error('an interaction could not be routed', {
        guildId: interaction.guild_id,
        error: error instanceof Error ? error.stack : String(error),
      });
    }
  }

  async #command(interaction: APIChatInputApplicationCommandInteraction): Promise<void> {
    const found = this.#findCommand(interaction);
    if (!found) return this.#say(interaction, 'gone');
    if (!found.live) return this.#say(interaction, 'off');
    const { live, command, given, label } = found;
    let options: Readonly<Record<string, unknown>>;
    try {
      options = readOptions(command.options, given, interaction.data.resolved);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      return this.#say(interaction, 'option', { option: error.option, why: error.why });
    }
    const { run } = command;
    if (!run) return this.#say(interaction, 'gone');
    await this.#answer(interaction, live, `command ${label}`, (base, answer) => {
      const context = this.#answering(base, answer, interaction) as unknown as CommandContext;
      define(context, 'interaction', () => structures.command(this.#parts.bot.client, interaction));
      define(context, 'showModal', () => answer.showModal.bind(answer));
      return run(context, options);
    });
  }

  async #menu(interaction: APIContextMenuInteraction): Promise<void> {
    const guildId = interaction.guild_id ?? '';
    const { data } = interaction;
    const target = this.#parts.menu(guildId, data.type, data.name);
    if (!target) return this.#say(interaction, 'gone');
    const live = this.#parts.live(guildId, target.pluginId);
    if (!live) return this.#say(interaction, 'off');
    const isUser = data.type === ApplicationCommandType.User;
    const piece = (isUser ? live.pieces.userMenus : live.pieces.messageMenus).get(target.command);
    if (!piece) return this.#say(interaction, 'gone');
    let on: unknown;
    try {
      on = readTarget(data);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      return this.#say(interaction, 'option', { option: error.option, why: error.why });
    }
    if (on === undefined) return this.#say(interaction, 'gone');
    await this.#answer(interaction, live, `${piece.kind} ${piece.name}`, (base, answer) => {
      const context = this.#answering(base, answer, interaction);
      const { client } = this.#parts.bot;
      define(context, 'interaction', () =>
        isUser ? structures.userMenu(client, interaction) : structures.messageMenu(client, interaction),
      );
      define(context, 'showModal', () => answer.showModal.bind(answer));
      return piece.run(context as never, on as never);
    });
  }

  async #select(
    interaction: APIMessageComponentSelectMenuInteraction,
    id: CustomId,
    live: LiveInstallation,
  ): Promise<void> {
    const piece = live.pieces.selects.get(id.piece);
    const values = piece && this.#decode(id, piece.parameters);
    if (!piece || !values || interaction.data.component_type !== selectTypes[piece.of]) {
      return this.#say(interaction, 'outdated');
    }
    let chosen: unknown;
    try {
      chosen = readChosen(piece.of, interaction.data);
    } catch (error) {
      if (!(error instanceof OptionError)) throw error;
      return this.#say(interaction, 'option', { option: error.option, why: error.why });
    }
    await this.#answer(interaction, live, `select ${piece.name}`, (base, answer) => {
      const context = this.#onComponent(base, answer, interaction);
      define(context, 'interaction', () => structures.select(piece.of, this.#parts.bot.client, interaction));
      return piece.run(context, chosen as never, values as never);
    });
  }

  async #autocomplete(interaction: APIApplicationCommandAutocompleteInteraction): Promise<void> {
    const found = this.#findCommand(interaction);
    const focused = found?.given.find((option) => 'focused' in option && option.focused);
    const suggest = focused && found?.command.autocomplete[focused.name];
    let choices: unknown[] = [];
    if (found?.live && focused && suggest) {
      const { live } = found;
      const context = this.#parts.context(live, interaction.locale);
      await this.#parts.runner.run(live, 'autocomplete', `command ${found.label}`, async () => {
        const suggestions = await suggest(context, String(focused.value));
        choices = suggestions.slice(0, maxChoices).map(({ name, value }) => ({ name, value }));
      });
    }
    await this.#callback(interaction, {
      type: InteractionResponseType.ApplicationCommandAutocompleteResult,
      data: { choices },
    });
  }

  async #component(interaction: APIMessageComponentInteraction): Promise<void> {
    const id = parseCustomId(interaction.data.custom_id);
    const live = this.#liveOf(interaction, id);
    if (!id || !live) return this.#say(interaction, 'off');
    if (isSelect(interaction)) return this.#select(interaction, id, live);
    const piece = live.pieces.buttons.get(id.piece);
    const values = piece && this.#decode(id, piece.parameters);
    if (!piece || !values) return this.#say(interaction, 'outdated');
    await this.#answer(interaction, live, `button ${piece.name}`, (base, answer) => {
      const context = this.#onComponent(base, answer, interaction);
      define(context, 'interaction', () => structures.component(this.#parts.bot.client, interaction));
      return piece.run(context, values as never);
    });
  }

  async #modal(interaction: APIModalSubmitInteraction): Promise<void> {
    const id = parseCustomId(interaction.data.custom_id);
    const live = this.#liveOf(interaction, id);
    if (!id || !live) return this.#say(interaction, 'off');
    const piece = live.pieces.modals.get(id.piece);
    const values = piece && this.#decode(id, piece.parameters);
    if (!piece || !values) return this.#say(interaction, 'outdated');
    const submitted = readModalFields(interaction.data.components);
    await this.#answer(interaction, live, `modal ${piece.name}`, (base, answer) => {
      const context = this.#answering(base, answer, interaction) as unknown as ModalContext;
      define(context, 'interaction', () => structures.modal(this.#parts.bot.client, interaction));
      return piece.run(context, submitted as never, values as never);
    });
  }

  /** Runs a handler that answers, keeps the interaction alive meanwhile, and answers itself where the handler could not. */
  async #answer(
    interaction: Exclude<PluginInteraction, APIApplicationCommandAutocompleteInteraction>,
    live: LiveInstallation,
    piece: string,
    handle: (base: Context, answer: Answer) => unknown,
  ): Promise<void> {
    const { bot, runner, logger } = this.#parts;
    const grant = bot.broker.tokens.grant(interaction.token, live.pluginId, live.guildId);
    const answer = new Answer(
      bot.client,
      {
        id: interaction.id,
        token: interaction.token,
        applicationId: bot.applicationId,
        onComponent: interaction.type === InteractionType.MessageComponent,
      },
      live.owner,
      grant,
    );
    const keepAlive = setTimeout(() => {
      answer.keepAlive().catch((error: unknown) => {
        logger.warn('an interaction could not be kept alive', { piece, error: String(error) });
      });
    }, keepAliveMs);
    const kind = piece.slice(0, piece.indexOf(' '));
    let outcome: Outcome;
    try {
      const base = this.#parts.context(live, interaction.locale);
      outcome = await runner.run(live, kind, piece, () => handle(base, answer));
      if (outcome.kind === 'done') await answer.finish(hostText(interaction.locale, 'done'));
    } finally {
      clearTimeout(keepAlive);
    }
    if (outcome.kind === 'failed') {
      await this.#say(interaction, 'failed', { reference: outcome.reference }, answer.given);
    } else if (outcome.kind !== 'done') {
      await this.#say(interaction, outcome.kind, {}, answer.given);
    }
  }

  #answering(base: Context, answer: Answer, interaction: PluginInteraction): object {
    const context = Object.create(base, Object.getOwnPropertyDescriptors(base)) as object;
    const { member } = interaction;
    define(context, 'member', () => {
      if (!member) throw new Error('an interaction in a guild has a member');
      return resolveMember(member);
    });
    define(context, 'channelId', () => interaction.channel?.id ?? '');
    define(context, 'locale', () => interaction.locale);
    define(context, 'reply', () => answer.reply.bind(answer));
    define(context, 'defer', () => answer.defer.bind(answer));
    define(context, 'followUp', () => answer.followUp.bind(answer));
    return context;
  }

  #onComponent(base: Context, answer: Answer, interaction: APIMessageComponentInteraction): ComponentContext {
    const context = this.#answering(base, answer, interaction) as unknown as ComponentContext;
    define(context, 'messageId', () => interaction.message.id);
    define(context, 'update', () => answer.update.bind(answer));
    define(context, 'showModal', () => answer.showModal.bind(answer));
    return context;
  }

  #findCommand(
    interaction: APIChatInputApplicationCommandInteraction | APIApplicationCommandAutocompleteInteraction,
  ) {
    const guildId = interaction.guild_id ?? '';
    const { path, options } = unfold(interaction.data.options);
    const target = this.#parts.target(guildId, [interaction.data.name, ...path].join(' '));
    if (!target) return undefined;
    const live = this.#parts.live(guildId, target.pluginId);
    const top = live?.pieces.commands.get(target.command);
    const command = target.subcommand
      ? top?.subcommands.find(
          (sub) => sub.name === target.subcommand?.name && sub.group?.name === target.subcommand?.group,
        )
      : top;
    const label = [target.command, target.subcommand?.group, target.subcommand?.name]
      .filter(Boolean)
      .join(' ');
    if (!live || !command) return { live: undefined, command: emptyCommand, given: options, label };
    return { live, command, given: options, label };
  }

  #liveOf(interaction: PluginInteraction, id: CustomId | undefined): LiveInstallation | undefined {
    return id && this.#parts.live(interaction.guild_id ?? '', id.plugin);
  }

  #decode(
    id: CustomId,
    parameters: Parameters<typeof decodePayload>[1],
  ): Readonly<Record<string, unknown>> | undefined {
    try {
      return decodePayload(id.piece, parameters, id.payload);
    } catch {
      // Made by an older version, or by somebody who made ids up: either way there is nothing to call.
      return undefined;
    }
  }

  /** The host's own words: politely, to the member alone. */
  async #say(
    interaction: PluginInteraction,
    key: HostText,
    parameters: Readonly<Record<string, string>> = {},
    answered = false,
  ): Promise<void> {
    if (interaction.type === InteractionType.ApplicationCommandAutocomplete) return;
    const data = {
      content: hostText(interaction.locale, key, parameters),
      flags: MessageFlags.Ephemeral,
      allowed_mentions: { parse: [] },
    };
    const { client, applicationId } = this.#parts.bot;
    if (answered) {
      await asCore(() =>
        client.rest.post(Routes.webhook(applicationId, interaction.token), { body: data, auth: false }),
      );
    } else {
      await this.#callback(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
    }
  }

  async #callback(interaction: PluginInteraction, body: unknown): Promise<void> {
    await asCore(() =>
      this.#parts.bot.client.rest.post(Routes.interactionCallback(interaction.id, interaction.token), {
        body,
        auth: false,
      }),
    );
  }
}

const emptyCommand: Pick<SubcommandPiece, 'options' | 'autocomplete'> & { run?: SubcommandPiece['run'] } = {
  options: {},
  autocomplete: {},
};

const selectTypes = {
  string: ComponentType.StringSelect,
  user: ComponentType.UserSelect,
  role: ComponentType.RoleSelect,
  channel: ComponentType.ChannelSelect,
} as const;

function isMenu(
  interaction: APIChatInputApplicationCommandInteraction | APIContextMenuInteraction,
): interaction is APIContextMenuInteraction {
  return interaction.data.type !== ApplicationCommandType.ChatInput;
}

function isSelect(
  interaction: APIMessageComponentInteraction,
): interaction is APIMessageComponentSelectMenuInteraction {
  return interaction.data.component_type !== ComponentType.Button;
}

/** The member or message that an entry of a menu was used on. @throws `OptionError` for who is no member. */
function readTarget(data: APIContextMenuInteraction['data']): unknown {
  if (data.type === ApplicationCommandType.User) return readMember(data.resolved, data.target_id);
  const message = data.resolved.messages[data.target_id];
  return message && readMessage(message);
}

function define(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, { enumerable: true, configurable: true, get });
}
