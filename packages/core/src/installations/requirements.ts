import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import { hasPermission } from '../access/index.ts';
import type { Bot, GuildView } from '../discord/index.ts';
import type { PluginVersion } from '../plugins/index.ts';
import { InstallationError } from './errors.ts';

/**
 * What must be there before a plugin runs. Privileged intents are not among it: without one, a plugin runs degraded, as its
 * manifest says; missing permissions are shown as a problem that goes away with them.
 *
 * @throws `InstallationError` `MISSING_INTENT`, `REQUIREMENT_MISSING`
 */
export function checkRequirements(
  version: PluginVersion,
  bot: Pick<Bot, 'intents'>,
  isOffered: (serviceId: string) => boolean,
): void {
  const { manifest } = version;
  const missing = manifest.intents.standard.filter((name) => {
    const bit = GatewayIntentBits[name as keyof typeof GatewayIntentBits];
    return (bot.intents.bits & bit) === 0;
  });
  if (missing.length > 0) {
    throw new InstallationError(
      'MISSING_INTENT',
      `${version.id} needs events that the bot has not asked Discord for (${missing.join(', ')}). Restart Guildhall: it asks for them at start.`,
    );
  }
  const absent = manifest.uses.filter((used) => !used.optional && !isOffered(used.id));
  if (absent.length > 0) {
    throw new InstallationError(
      'REQUIREMENT_MISSING',
      `${version.id} needs ${absent.map((used) => `"${used.id}"`).join(', ')} here. Install and enable that first.`,
    );
  }
}

/** Names of the permissions that the plugin's capabilities need and the bot does not have in the guild. */
export function missingPermissions(version: PluginVersion, guild: GuildView | undefined): readonly string[] {
  if (!guild) return [];
  return version.manifest.permissions.filter((name) => {
    const bit = PermissionFlagsBits[name as keyof typeof PermissionFlagsBits];
    return bit !== undefined && !hasPermission(guild.bot.permissions, bit);
  });
}
