import { ApplicationFlagsBitField, GatewayIntentBits } from 'discord.js';
import type { PluginCatalogue } from '../plugins/types.ts';

export const privilegedIntentNames = ['GuildMembers', 'GuildPresences', 'MessageContent'] as const;
export type PrivilegedIntentName = (typeof privilegedIntentNames)[number];

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
  /** Wanted by a plugin and approved, not switched on for the application: those plugins run degraded. */
  readonly missing: readonly PrivilegedIntentName[];
  /** Wanted by a plugin, and not among those that the operator approves. */
  readonly unapproved: readonly PrivilegedIntentName[];
}

/** What an operator does so that the bot gets intents that it has not. */
export function wayToIntent(
  names: readonly PrivilegedIntentName[],
  { missing, unapproved }: Pick<ChosenIntents, 'missing' | 'unapproved'>,
): string {
  if (names.some((name) => unapproved.includes(name)))
    return 'The operator approves it in GUILDHALL_PRIVILEGED_INTENTS, and restarts the bot.';
  if (names.some((name) => missing.includes(name)))
    return 'The operator switches it on under "Bot → Privileged Gateway Intents" in the developer portal, and restarts the bot.';
  return 'The operator restarts the bot: it asks for the intents of its plugins when it starts.';
}

/**
 * The core's own intents and those of every plugin that can be installed here. A privileged one is only asked for when
 * the operator approves it and the application has it switched on, because Discord closes the connection (4014) otherwise.
 *
 * @param applicationFlags as `GET /applications/@me` gives them
 */
export function chooseIntents(
  catalogue: PluginCatalogue | undefined,
  applicationFlags: number,
  approved: readonly PrivilegedIntentName[] = privilegedIntentNames,
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
  const isOn = (name: PrivilegedIntentName) =>
    privileged[name].some((flag) => (applicationFlags & flag) !== 0);
  const usable = [...wanted].filter((name) => approved.includes(name));
  const granted = usable.filter(isOn);
  for (const name of granted) bits |= GatewayIntentBits[name];
  return {
    bits,
    privileged: granted,
    missing: usable.filter((name) => !isOn(name)),
    unapproved: [...wanted].filter((name) => !approved.includes(name)),
  };
}
