import { PermissionFlagsBits } from 'discord.js';
import { hasPermission } from '../../access/index.ts';
import type { Actor, AuditLog } from '../../audit/types.ts';
import type { GuildDirectory } from '../../discord/index.ts';
import type { GuildSettingsStore } from '../../guilds/index.ts';

/** What the core itself needs in a guild. */
export const corePermissions = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'] as const;

export interface Initialization {
  /** Whether this call did it; `false` when it had been done before. */
  readonly initialized: boolean;
  /** Names of permissions that the bot lacks. */
  readonly missingPermissions: readonly string[];
}

/** `/setup` and the dashboard's first visit: makes the defaults and checks the bot's permissions. Idempotent. */
export async function initializeGuild(
  parts: {
    readonly directory: GuildDirectory;
    readonly settings: GuildSettingsStore;
    readonly audit: AuditLog;
  },
  guildId: string,
  actor: Actor,
): Promise<Initialization> {
  const { directory, settings, audit } = parts;
  const held = directory.guild(guildId)?.bot.permissions ?? 0n;
  const missingPermissions = corePermissions.filter(
    (name) => !hasPermission(held, PermissionFlagsBits[name]),
  );
  const initialized = await settings.initialize(guildId);
  if (initialized) await audit.record({ guildId, actor, action: 'guild.initialized' });
  return { initialized, missingPermissions };
}
