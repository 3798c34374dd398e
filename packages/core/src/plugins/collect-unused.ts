import type { PluginVersion } from './types.ts';

/** For this long a version that nobody needs waits for somebody who does. */
export const unusedMs = 30 * 24 * 60 * 60_000;

export interface Collection {
  readonly versions: () => readonly PluginVersion[];
  /** How many guilds have it installed, are on their way to it, or can go back to it. */
  readonly useOf: (id: string, hash: string) => Promise<number>;
  /** Since when it was seen to be unused, as it is written beside the version. */
  readonly unusedSince: (version: PluginVersion) => Promise<number | undefined>;
  readonly note: (version: PluginVersion, unusedSince: number | undefined) => Promise<void>;
  readonly remove: (version: PluginVersion) => Promise<void>;
  readonly now: number;
}

/**
 * Removes versions that no guild has needed for 30 days, so that each release does not leave its own behind for ever. A plugin's
 * newest version stays: it is what the catalogue offers. So do those that live in memory.
 *
 * @returns what was removed
 */
export async function collectUnused(parts: Collection): Promise<readonly PluginVersion[]> {
  const removed: PluginVersion[] = [];
  const seen = new Set<string>();
  for (const version of parts.versions()) {
    const { id, hash, origin } = version;
    const isNewest = !seen.has(id);
    seen.add(id);
    if (!origin) continue;
    const since = await parts.unusedSince(version);
    if (isNewest || (await parts.useOf(id, hash)) > 0) {
      if (since !== undefined) await parts.note(version, undefined);
    } else if (since === undefined) {
      await parts.note(version, parts.now);
    } else if (parts.now - since >= unusedMs) {
      await parts.remove(version);
      removed.push(version);
    }
  }
  return removed;
}
