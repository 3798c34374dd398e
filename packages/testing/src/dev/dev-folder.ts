import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** How many saved versions of a plugin outlive a run. */
const keptVersions = 3;

/** Where a plugin's development runs keep what they know: `.guildhall` in its folder. */
export interface DevFolder {
  /** Of the Guildhall that runs: the guild's messages, the database, the plugin's versions. */
  readonly dataDir: string;
  /** Where the plugin itself, or one beside it, is built to. */
  buildOf(name: string): string;
}

export async function openDevFolder(folder: string, fresh: boolean): Promise<DevFolder> {
  const root = path.join(folder, '.guildhall');
  const dataDir = path.join(root, 'data');
  if (fresh) await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });
  const ignore = path.join(root, '.gitignore');
  if (!existsSync(ignore)) await writeFile(ignore, '*\n');
  await forgetOldVersions(path.join(dataDir, 'plugins'));
  return { dataDir, buildOf: (name) => path.join(root, 'build', name) };
}

/** Every save that built is a version in the store; a day of work would leave thousands. */
async function forgetOldVersions(store: string): Promise<void> {
  if (!existsSync(store)) return;
  for (const plugin of await readdir(store, { withFileTypes: true })) {
    if (!plugin.isDirectory()) continue;
    const folder = path.join(store, plugin.name);
    const records = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    const dated = await Promise.all(
      records.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
    );
    for (const { name } of dated.sort((a, b) => b.at - a.at).slice(keptVersions)) {
      await rm(path.join(folder, name), { force: true });
      await rm(path.join(folder, name.slice(0, -'.json'.length)), { recursive: true, force: true });
    }
  }
}
