import type { ConfigPlace, Context, Logger } from '@guildhall/sdk';
import type {
  APIApplicationCommandAutocompleteInteraction,
  APIChatInputApplicationCommandInteraction,
  APIContextMenuInteraction,
  APIMessageComponentInteraction,
  APIModalSubmitInteraction,
} from 'discord.js';
import type { CommandTarget } from '../../commands/index.ts';
import type { Bot } from '../../discord/index.ts';
import type { HandlerRunner } from '../handler-runner.ts';
import type { LiveInstallation } from '../live-installation.ts';
import type { SapphireRunner } from '../sapphire/index.ts';

/** What interactions are routed with. */
export interface RouterParts {
  readonly bot: Bot;
  readonly runner: HandlerRunner;
  readonly sapphire: SapphireRunner;
  readonly logger: Logger;
  readonly live: (guildId: string, pluginId: string) => LiveInstallation | undefined;
  /** What a command's full name stands for in a guild. */
  readonly target: (guildId: string, path: string) => CommandTarget | undefined;
  /** What an entry of a menu stands for, by Discord's type and name. */
  readonly menu: (guildId: string, type: number, name: string) => CommandTarget | undefined;
  readonly isCoreCommand: (name: string, type: number) => boolean;
  readonly context: (live: LiveInstallation, locale: string, place: ConfigPlace) => Context;
}

/** Interactions that plugins answer. */
export type PluginInteraction =
  | APIContextMenuInteraction
  | APIChatInputApplicationCommandInteraction
  | APIApplicationCommandAutocompleteInteraction
  | APIMessageComponentInteraction
  | APIModalSubmitInteraction;

/** Those that take an answer in words. */
export type Answered = Exclude<PluginInteraction, APIApplicationCommandAutocompleteInteraction>;

/** Where an interaction was used, and by whom. */
export function placeOf({ channel, member }: PluginInteraction): ConfigPlace {
  return { channelId: channel?.id, roleIds: member?.roles };
}
