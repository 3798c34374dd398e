import { sdkVersion } from '@guildhall/sdk/host';
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import semver from 'semver';
import { hasPermission } from '../../access/index.ts';
import type { Bot, GuildView } from '../../discord/index.ts';
import type { PluginCatalogue, PluginVersion } from '../../plugins/index.ts';
import { InstallationError } from '../errors.ts';
import type { Dependant } from '../types.ts';

export interface RequirementParts {
  readonly bot: Pick<Bot, 'intents'>;
  readonly catalogue: PluginCatalogue;
  /** The version of the enabled plugin that offers a service in the guild. */
  readonly provider: (serviceId: string) => PluginVersion | undefined;
}

/**
 * What must be there before a plugin runs. Privileged intents are not among it: without one, a plugin runs degraded, as its
 * manifest says; missing permissions are shown as a problem that goes away with them.
 *
 * @throws `InstallationError` `SDK_UNSUPPORTED`, `MISSING_INTENT`, `REQUIREMENT_MISSING`
 */
export function checkRequirements(version: PluginVersion, parts: RequirementParts): void {
  checkSdk(version);
  const { manifest } = version;
  const missing = manifest.intents.standard.filter((name) => {
    const bit = GatewayIntentBits[name as keyof typeof GatewayIntentBits];
    return (parts.bot.intents.bits & bit) === 0;
  });
  if (missing.length > 0) {
    throw new InstallationError(
      'MISSING_INTENT',
      `${version.id} needs events that the bot has not asked Discord for (${missing.join(', ')}). Restart Guildhall: it asks for them at start.`,
    );
  }
  const absent = missingServices(version, parts);
  if (absent.length > 0) throw new InstallationError('REQUIREMENT_MISSING', absent.join(' '));
}

/** Built for another SDK, code may call what is not there. @throws `InstallationError` `SDK_UNSUPPORTED` */
export function checkSdk({ id, version, manifest }: PluginVersion): void {
  if (semver.satisfies(sdkVersion, manifest.sdk, { includePrerelease: true })) return;
  throw new InstallationError(
    'SDK_UNSUPPORTED',
    `${id} ${version} was built for @guildhall/sdk ${manifest.sdk}; this Guildhall has ${sdkVersion}. Choose another version of ${id}, or update Guildhall.`,
  );
}

/** One sentence for each required service that no enabled plugin offers in the wanted range. */
export function missingServices(
  version: PluginVersion,
  { provider, catalogue }: Omit<RequirementParts, 'bot'>,
): readonly string[] {
  return version.manifest.uses.flatMap(({ id, optional, range }) => {
    if (optional) return [];
    const found = provider(id);
    if (found && inRange(found, range)) return [];
    const candidates = catalogue
      .list()
      .flatMap((newest) => catalogue.versions(newest.id))
      .filter((candidate) => candidate.manifest.offers === id && inRange(candidate, range));
    const [best] = candidates;
    const wanted = `"${id}"${range === undefined ? '' : ` ${range}`}`;
    const head = `${version.id} needs the service ${wanted}.`;
    if (found) {
      const { id: who, version: what } = found;
      const to = best ? ` Update ${who} to ${best.version}.` : ` No version of ${who} here is in that range.`;
      return [`${head} ${who} ${what}, which offers it here, is outside that range.${to}`];
    }
    if (!best) return [`${head} No plugin of this Guildhall offers it.`];
    // Two plugins that need each other would otherwise wait for each other for ever.
    if (best.manifest.uses.some((used) => !used.optional && used.id === version.manifest.offers)) return [];
    return [`${head} Install and enable ${best.id} ${best.version} first.`];
  });
}

export function inRange({ version }: PluginVersion, range: string | undefined): boolean {
  return range === undefined || semver.satisfies(version, range, { includePrerelease: true });
}

/** Those among the given plugins of a guild that call the service of `provider`. Pure. */
export function dependantsOf(
  provider: PluginVersion,
  others: readonly PluginVersion[],
): readonly Dependant[] {
  const service = provider.manifest.offers;
  if (service === undefined) return [];
  return others.flatMap((other) => {
    const used = other.manifest.uses.find(({ id }) => id === service);
    if (!used || other.id === provider.id) return [];
    return [{ pluginId: other.id, version: other.version, optional: used.optional, range: used.range }];
  });
}

/** Names of the permissions that the plugin's capabilities need and the bot does not have in the guild. */
export function missingPermissions(version: PluginVersion, guild: GuildView | undefined): readonly string[] {
  if (!guild) return [];
  return version.manifest.permissions.filter((name) => {
    const bit = PermissionFlagsBits[name as keyof typeof PermissionFlagsBits];
    return bit !== undefined && !hasPermission(guild.bot.permissions, bit);
  });
}
