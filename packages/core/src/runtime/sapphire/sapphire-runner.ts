import type { ManifestPiece } from '@guildhall/sdk/host';
import { type InteractionHandler, InteractionHandlerFilters } from '@sapphire/framework';
import {
  type APIApplicationCommandAutocompleteInteraction,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteraction,
  type APIContextMenuInteraction,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  type Interaction,
  InteractionType,
} from 'discord.js';
import type { CommandTarget } from '../../commands/index.ts';
import type { Bot } from '../../discord/index.ts';
import type { WrittenPiece } from '../dispatch-tables.ts';
import type { HandlerRunner, Outcome } from '../handler-runner.ts';
import type { Answered } from '../interactions/parts.ts';
import type { Replies } from '../interactions/replies.ts';
import { structures } from '../interactions/structures.ts';
import type { LiveInstallation } from '../live-installation.ts';
import type { MountedPieces } from './mounted-pieces.ts';
import { runAutocomplete, runInteraction, runMessage, type Tell } from './run-command.ts';
import type { SapphireMounts } from './sapphire-mounts.ts';

/** No message begins with it: without a prefix in the configuration, members mention the bot. */
const mentionOnly = '\0';

interface RunnerParts {
  readonly bot: Bot;
  readonly runner: HandlerRunner;
  readonly mounts: SapphireMounts;
  /** The enabled installations of a guild, the oldest first. */
  readonly installed: (guildId: string) => readonly LiveInstallation[];
}

type CommandKind = 'command' | 'userMenu' | 'messageMenu' | 'messageCommand';
type Payload =
  | APIChatInputApplicationCommandInteraction
  | APIContextMenuInteraction
  | APIApplicationCommandAutocompleteInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/** Runs ordinary Sapphire pieces for one guild: in the plugin's name, with its breaker and its Problems. */
export class SapphireRunner {
  readonly #parts: RunnerParts;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  /** Whether a command of the plugin is a Sapphire piece. */
  has(live: LiveInstallation, kind: CommandKind, name: string): boolean {
    return sapphireNameOf(live, kind, name) !== undefined;
  }

  async command(
    replies: Replies,
    live: LiveInstallation,
    target: CommandTarget,
    interaction: APIChatInputApplicationCommandInteraction,
  ): Promise<void> {
    await this.#run(replies, live, 'command', target.command, asDeclared(interaction, target));
  }

  async menu(
    replies: Replies,
    live: LiveInstallation,
    target: CommandTarget,
    interaction: APIContextMenuInteraction,
  ): Promise<void> {
    const kind = interaction.data.type === ApplicationCommandType.User ? 'userMenu' : 'messageMenu';
    const data = { ...interaction.data, name: target.command };
    await this.#run(replies, live, kind, target.command, {
      ...interaction,
      data,
    } as APIContextMenuInteraction);
  }

  async autocomplete(
    replies: Replies,
    live: LiveInstallation,
    target: CommandTarget,
    interaction: APIApplicationCommandAutocompleteInteraction,
  ): Promise<void> {
    const mounted = this.#parts.mounts.of(live);
    const name = sapphireNameOf(live, 'command', target.command) ?? '';
    const command = mounted?.command(name);
    const grant = this.#parts.bot.broker.tokens.grant(interaction.token, live.pluginId, live.guildId);
    if (mounted && command) {
      const structure = structures.autocomplete(this.#parts.bot.client, asDeclared(interaction, target));
      await this.#parts.runner.run(live, 'autocomplete', `sapphire ${name}`, async () => {
        if (command.autocompleteRun) return runAutocomplete(command, structure, this.#tell(live, mounted));
        for (const { piece } of mounted.handlers) await this.#handle(live, mounted, piece, structure);
      });
    }
    if (!grant.acknowledged) await replies.suggest(interaction, []);
  }

  /** Whether a guild has interaction handlers of Sapphire's. */
  handlesIn(guildId: string): boolean {
    return this.#parts
      .installed(guildId)
      .some((live) => (this.#parts.mounts.of(live)?.handlers.length ?? 0) > 0);
  }

  /** A component or form: the first plugin, in order of installation, with a handler that says that it is its own. */
  async component(
    replies: Replies,
    interaction: APIMessageComponentInteraction | APIModalSubmitInteraction,
  ): Promise<void> {
    const { bot, installed, mounts, runner } = this.#parts;
    for (const live of installed(interaction.guild_id ?? '')) {
      const mounted = mounts.of(live);
      if (!mounted || mounted.handlers.length === 0) continue;
      const grant = bot.broker.tokens.grant(interaction.token, live.pluginId, live.guildId);
      const structure = structureOf(bot, interaction);
      let taken = false;
      for (const { name, piece } of mounted.handlers) {
        const outcome = await runner.run(live, 'component', `sapphire ${name}`, async () => {
          await this.#handle(live, mounted, piece, structure, () => {
            taken = true;
          });
        });
        if (taken || outcome.kind === 'failed')
          await replies.explain(interaction, outcome, grant.acknowledged);
        if (outcome.kind === 'failed') return;
      }
      if (taken) return;
    }
    // Made by a plugin that is gone, or switched off.
    await replies.say(interaction, 'off');
  }

  /** Its commands that are written as messages, as entries of the dispatch table. */
  written(live: LiveInstallation): readonly WrittenPiece[] {
    const mounted = this.#parts.mounts.of(live);
    if (!mounted) return [];
    const { config } = live.plugin.declaration;
    const prefix = Object.hasOwn(config.schema.shape, 'prefix') ? { config: 'prefix' } : mentionOnly;
    return mounted.commands.flatMap((command) => {
      if (!command.supportsMessageCommands()) return [];
      const { name, aliases } = command;
      const run: WrittenPiece['run'] = (_context, { text }, payload) => {
        const message = structures.message(this.#parts.bot.client, payload);
        const written = { message, name, prefix: prefixOf(live, prefix), text };
        return runMessage(this.#parts.bot.client, mounted, command, written, this.#tell(live, mounted));
      };
      return [{ name, aliases, prefix, run }];
    });
  }

  async #run(
    replies: Replies,
    live: LiveInstallation,
    kind: CommandKind,
    command: string,
    interaction: Answered,
  ): Promise<void> {
    const { bot, mounts, runner } = this.#parts;
    const name = sapphireNameOf(live, kind, command) ?? '';
    const mounted = mounts.of(live);
    const piece = mounted?.command(name);
    if (!mounted || !piece) return replies.say(interaction, 'off');
    const grant = bot.broker.tokens.grant(interaction.token, live.pluginId, live.guildId);
    const structure = structureOf(bot, interaction);
    const outcome: Outcome = await runner.run(live, kind, `sapphire ${name}`, () =>
      runInteraction(bot.client, mounted, piece, structure as never, this.#tell(live, mounted)),
    );
    await replies.explain(interaction, outcome, grant.acknowledged);
  }

  /** As Sapphire asks a handler: whether an interaction is its own, and if so, to answer it. */
  async #handle(
    live: LiveInstallation,
    mounted: MountedPieces,
    handler: InteractionHandler,
    interaction: unknown,
    onTaken: () => void = () => undefined,
  ): Promise<void> {
    if (!InteractionHandlerFilters.get(handler.interactionHandlerType)?.(interaction as Interaction)) return;
    const tell = this.#tell(live, mounted);
    const told = { interaction, handler };
    let parsed: Awaited<ReturnType<InteractionHandler['parse']>>;
    try {
      parsed = await handler.parse(interaction as never);
    } catch (error) {
      await tell('interactionHandlerParseError', error, told);
      throw error;
    }
    if (parsed.isNone()) return;
    onTaken();
    try {
      await handler.run(interaction as never, parsed.unwrap());
    } catch (error) {
      await tell('interactionHandlerError', error, told);
      throw error;
    }
  }

  /** Tells a plugin's own listeners of an event of Sapphire's. What fails in one is under Problems, and stops nobody. */
  #tell(live: LiveInstallation, mounted: MountedPieces): Tell {
    return async (event, ...args) => {
      const listeners = mounted.listeners.filter((listener) => listener.event === event);
      for (const { name, run } of listeners) {
        await this.#parts.runner.run(live, event, `sapphire ${name}`, () => run(...args));
      }
      return listeners.length > 0;
    };
  }
}

function prefixOf(live: LiveInstallation, prefix: WrittenPiece['prefix']): string {
  return typeof prefix === 'string' ? '' : String(live.config[prefix.config]);
}

/** The Sapphire piece behind a command of the manifest. */
function sapphireNameOf(live: LiveInstallation, kind: CommandKind, name: string): string | undefined {
  const found = live.version.manifest.pieces.find(
    (piece): piece is Extract<ManifestPiece, { sapphire?: string | undefined }> =>
      piece.kind === kind && piece.name === name,
  );
  return found?.sapphire;
}

/** The interaction as the plugin's author knows it, whatever its command is called in this guild. */
function asDeclared<
  T extends APIChatInputApplicationCommandInteraction | APIApplicationCommandAutocompleteInteraction,
>(interaction: T, target: CommandTarget): T {
  const { data } = interaction;
  // In its plugin's group the command is one step further down: `/fun ping`, of the plugin `fun`.
  const [only] = (data.options ?? []) as APIApplicationCommandInteractionDataOption[];
  const grouped =
    data.name !== target.command &&
    only?.name === target.command &&
    only.name !== target.subcommand?.name &&
    only.name !== target.subcommand?.group &&
    (only.type === ApplicationCommandOptionType.Subcommand ||
      only.type === ApplicationCommandOptionType.SubcommandGroup);
  const options = grouped ? (only.options ?? []) : data.options;
  return { ...interaction, data: { ...data, name: target.command, options } };
}

function structureOf(bot: Bot, interaction: Payload): unknown {
  const { client } = bot;
  switch (interaction.type) {
    case InteractionType.ApplicationCommand:
      if (interaction.data.type === ApplicationCommandType.ChatInput) {
        return structures.command(client, interaction);
      }
      return interaction.data.type === ApplicationCommandType.User
        ? structures.userMenu(client, interaction)
        : structures.messageMenu(client, interaction);
    case InteractionType.ApplicationCommandAutocomplete:
      return structures.autocomplete(client, interaction);
    case InteractionType.ModalSubmit:
      return structures.modal(client, interaction);
    case InteractionType.MessageComponent: {
      const kind = selectKinds.get(interaction.data.component_type);
      return kind ? structures.select(kind, client, interaction) : structures.component(client, interaction);
    }
  }
}

const selectKinds = new Map([
  [ComponentType.StringSelect, 'string'],
  [ComponentType.UserSelect, 'user'],
  [ComponentType.RoleSelect, 'role'],
  [ComponentType.ChannelSelect, 'channel'],
  [ComponentType.MentionableSelect, 'mentionable'],
] as const) as ReadonlyMap<ComponentType, Parameters<typeof structures.select>[0]>;
