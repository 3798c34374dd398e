import { sdkVersion } from '@guildhall/sdk/host';
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js';
import semver from 'semver';
import { hasPermission } from '../../access/index.ts';
import { type Bot, type GuildView, wayToIntent } from '../../discord/index.ts';
import type { PluginCatalogue, PluginVersion } from '../../plugins/index.ts';
import { InstallationError } from '../errors.ts';
import type { Dependant, InstallationState } from '../types.ts';

export interface RequirementParts {
  readonly bot: Pick<Bot, 'intents'>;
  readonly catalogue: PluginCatalogue;
  /** The version of the enabled plugin that offers a service in the guild. */
  readonly provider: (serviceId: string) => PluginVersion | undefined;
  /** Who offers it there but is switched off, and in which state. */
  readonly switchedOff: (
    serviceId: string,
  ) => { readonly pluginId: string; readonly state: InstallationState } | undefined;
}

/** A required service that a plugin can't call in a guild. */
export interface Lack {
  readonly summary: string;
  readonly remedy: string;
  /** Nobody who is enabled offers it, and who could needs this plugin in turn: one of the two has to come first. */
  readonly isTurn: boolean;
}

/**
 * What must be there before a plugin runs. Privileged intents are only among it where its manifest doesn't say what it does without:
 * otherwise it runs degraded; missing permissions are shown as a problem that goes away with them.
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
  const had = parts.bot.intents.privileged;
  const indispensable = manifest.intents.privileged
    .filter(({ name, degraded }) => degraded === undefined && !had.includes(name))
    .map(({ name }) => name);
  if (indispensable.length > 0) {
    throw new InstallationError(
      'MISSING_INTENT',
      `${version.id} can't do without ${indispensable.join(', ')}, which this bot does not have. ${wayToIntent(indispensable, parts.bot.intents)}`,
    );
  }
  // Of plugins that need each other, the first is let in without the others: it waits for them, and says so.
  const absent = lacksOf(version, parts).filter(({ isTurn }) => !isTurn);
  if (absent.length === 0) return;
  throw new InstallationError(
    'REQUIREMENT_MISSING',
    absent.map(({ summary, remedy }) => `${summary} ${remedy}`).join(' '),
  );
}

/** Built for another SDK, code may call what is not there. @throws `InstallationError` `SDK_UNSUPPORTED` */
export function checkSdk({ id, version, manifest }: PluginVersion): void {
  if (semver.satisfies(sdkVersion, manifest.sdk, { includePrerelease: true })) return;
  throw new InstallationError(
    'SDK_UNSUPPORTED',
    `${id} ${version} was built for @guildhall/sdk ${manifest.sdk}; this Guildhall has ${sdkVersion}. Choose another version of ${id}, or update Guildhall.`,
  );
}

/** One for each required service that no enabled plugin offers in the wanted range. */
export function lacksOf(
  version: PluginVersion,
  { provider, catalogue, switchedOff }: Omit<RequirementParts, 'bot'>,
): readonly Lack[] {
  return version.manifest.uses.flatMap(({ id, optional, range }) => {
    if (optional) return [];
    const found = provider(id);
    if (found && inRange(found, range)) return [];
    const candidates = offering(catalogue, id, range);
    const needsBack = candidates.some((candidate) => needs(candidate, version, catalogue));
    const [best] = candidates;
    const head = `${version.id} needs the service "${id}"${range === undefined ? '' : ` ${range}`}`;
    if (found) return [outOfRange(version, head, found, range, best, needsBack, catalogue)];
    const off = switchedOff(id);
    if (off) {
      const summary = `${head} of ${off.pluginId}, which is ${off.state}.`;
      return [{ summary, remedy: `Enable ${off.pluginId} again.`, isTurn: needsBack }];
    }
    if (!best) {
      const remedy = 'No plugin of this Guildhall offers it.';
      return [{ summary: `${head}.`, remedy, isTurn: false }];
    }
    return [
      {
        summary: `${head}.`,
        remedy: `Install and enable ${best.id} ${best.version}${needsBack ? '' : ' first'}.`,
        isTurn: needsBack,
      },
    ];
  });
}

function outOfRange(
  version: PluginVersion,
  head: string,
  found: PluginVersion,
  range: string | undefined,
  best: PluginVersion | undefined,
  needsBack: boolean,
  catalogue: PluginCatalogue,
): Lack {
  const { id: who, version: what } = found;
  const isTooNew = range !== undefined && semver.gtr(what, range, { includePrerelease: true });
  const summary = `${head}. ${who} ${what}, which offers it here, is too ${isTooNew ? 'new' : 'old'} for it.`;
  const fitting = catalogue
    .versions(version.id)
    .find(({ manifest }) =>
      manifest.uses.every((used) => used.id !== found.manifest.offers || inRange(found, used.range)),
    );
  const other = fitting ? `${version.id} ${fitting.version} works with it.` : undefined;
  let remedy: string;
  if (!best) {
    remedy = other ?? `No version of ${who} here is in that range.`;
  } else if (needsBack) {
    remedy = `They need each other: disable ${who}, bring ${version.id} to ${version.version}, then ${who} to ${best.version}, and enable it again.`;
  } else if (isTooNew) {
    remedy = other ?? `Take ${who} back to ${best.version}, or wait for a newer ${version.id}.`;
  } else {
    remedy = `Update ${who} to ${best.version}.`;
  }
  return { summary, remedy, isTurn: false };
}

/** Versions that offer a service in the range, a plugin's newest first. */
function offering(
  catalogue: PluginCatalogue,
  serviceId: string,
  range: string | undefined,
): readonly PluginVersion[] {
  return catalogue
    .list()
    .flatMap((newest) => catalogue.versions(newest.id))
    .filter((candidate) => candidate.manifest.offers === serviceId && inRange(candidate, range));
}

/** Whether a version requires the service of `target`, itself or through what it requires. */
function needs(
  version: PluginVersion,
  target: PluginVersion,
  catalogue: PluginCatalogue,
  seen: Set<string> = new Set(),
): boolean {
  if (seen.has(version.hash)) return false;
  seen.add(version.hash);
  return version.manifest.uses.some(({ id, optional, range }) => {
    if (optional) return false;
    if (id === target.manifest.offers) return inRange(target, range);
    return offering(catalogue, id, range).some((next) => needs(next, target, catalogue, seen));
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
