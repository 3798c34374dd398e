import { existsSync } from 'node:fs';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { GivenPlugin } from '@guildhall/core';
import type { Plugin } from '@guildhall/sdk';
import { buildPlugin } from '@guildhall/sdk/build';
import { describePlugin } from '@guildhall/sdk/host';

export type Tier = 'inline' | 'sandboxed';

/** @throws `RangeError` when the variable names no tier: a run that tests something else than it says is worth nothing */
export function tierOf({ tier }: { readonly tier?: Tier }): Tier {
  const wanted = tier ?? process.env.GUILDHALL_TEST_TIER ?? 'inline';
  if (wanted !== 'inline' && wanted !== 'sandboxed') {
    throw new RangeError(`GUILDHALL_TEST_TIER is "${wanted}"; it may be "inline" or "sandboxed".`);
  }
  return wanted;
}

/** The plugins as a Guildhall is given them, to run in this tier. */
export async function inTier(
  plugins: readonly Plugin[],
  tier: Tier,
  { caller, dataDir }: { readonly caller: string | undefined; readonly dataDir: string },
): Promise<readonly GivenPlugin[]> {
  const builds =
    tier === 'sandboxed' && caller !== undefined
      ? await buildsNear(caller, path.join(dataDir, 'builds'), plugins)
      : new Map<string, string>();
  return plugins.map((plugin) => {
    const { id } = plugin.declaration;
    const folder = builds.get(id);
    if (folder !== undefined) return { folder, tier };
    return { plugin, manifest: describePlugin(plugin, { package: id, version: '0.0.0' }) };
  });
}

/** Builds of the package that a file is in and of those that it depends on, by plugin id, where they are among the wanted. */
async function buildsNear(
  file: string,
  outDir: string,
  wanted: readonly Plugin[],
): Promise<ReadonlyMap<string, string>> {
  const home = packageAbove(path.dirname(file));
  const built = new Map<string, string>();
  if (home === undefined) return built;
  const ids = new Set(wanted.map((plugin) => plugin.declaration.id));
  for (const folder of [home, ...(await dependenciesOf(home))]) {
    if (built.size === ids.size || !(await isPlugin(folder))) continue;
    const { manifest, outDir: where } = await buildPlugin(folder, {
      outDir: path.join(outDir, path.basename(folder)),
    });
    if (ids.has(manifest.id)) built.set(manifest.id, where);
  }
  return built;
}

function packageAbove(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, 'package.json'))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

async function dependenciesOf(folder: string): Promise<readonly string[]> {
  const { dependencies = {} } = await packageOf(folder);
  const found: string[] = [];
  for (const name of Object.keys(dependencies)) {
    const at = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(at, 'package.json'))) found.push(await realpath(at));
  }
  return found;
}

/** A plugin needs the SDK, and has an entry like one; the SDK itself does not. */
async function isPlugin(folder: string): Promise<boolean> {
  const { dependencies = {}, peerDependencies = {} } = await packageOf(folder);
  return (
    ('@guildhall/sdk' in dependencies || '@guildhall/sdk' in peerDependencies) &&
    !('@guildhall/core' in dependencies) &&
    existsSync(path.join(folder, 'src', 'index.ts'))
  );
}

interface PackageFile {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

async function packageOf(folder: string): Promise<PackageFile> {
  return JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as PackageFile;
}
