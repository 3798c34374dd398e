import { ApplicationFlagsBitField, GatewayIntentBits } from 'discord.js';
import type { PluginCatalogue } from '../plugins/types.ts';

export type PrivilegedIntentName = 'GuildMembers' | 'GuildPresences' | 'MessageContent';

const privileged: Readonly<Record<PrivilegedIntentName, readonly number[]>> = {
  GuildMembers: [
    ApplicationFlagsBitField.Flags.GatewayGuildMembers,
    ApplicationFlagsBitField.Flags.GatewayGuildMembersLimited,
  ],
  GuildPresences: [
    ApplicationFlagsBitField.Flags.GatewayPresence,
    ApplicationFlagsBitField.Flags.GatewayPresenceLimited,
  ],
  MessageContent: [
    ApplicationFlagsBitField.Flags.GatewayMessageContent,
    ApplicationFlagsBitField.Flags.GatewayMessageContentLimited,
  ],
};

export interface ChosenIntents {
  readonly bits: number;
  /** Privileged intents that are asked of Discord. */
  readonly privileged: readonly PrivilegedIntentName[];
  /** Wanted by a plugin, not switched on for the application: those plugins run degraded. */
  readonly missing: readonly PrivilegedIntentName[];
}

/**
 * The core's own intents and those of every plugin that can be installed here. A privileged one is only asked for when
 * the application has it switched on, because Discord closes the connection (4014) otherwise.
 *
 * @param applicationFlags as `GET /applications/@me` gives them
 */
export function chooseIntents(
  catalogue: PluginCatalogue | undefined,
  applicationFlags: number,
): ChosenIntents {
  let bits: number = GatewayIntentBits.Guilds;
  const wanted = new Set<PrivilegedIntentName>();
  for (const version of catalogue?.list() ?? []) {
    for (const name of version.manifest.intents.standard) {
      const bit = GatewayIntentBits[name as keyof typeof GatewayIntentBits];
      if (bit !== undefined && !(name in privileged)) bits |= bit;
    }
    for (const intent of version.manifest.intents.privileged) wanted.add(intent.name);
  }
  const granted = [...wanted].filter((name) =>
    privileged[name].some((flag) => (applicationFlags & flag) !== 0),
  );
  for (const name of granted) bits |= GatewayIntentBits[name];
  return { bits, privileged: granted, missing: [...wanted].filter((name) => !granted.includes(name)) };
}
