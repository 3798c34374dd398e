import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** What taking in or removing a version makes on its way. */
const scratch = /^\.(unpack|draft|record|removed)-/;
/** Nothing takes so long: what is older was left by a process that died in the middle. */
const abandonedMs = 60 * 60_000;

/** Deletes what former processes have left half unpacked, copied or removed. @returns how much that was */
export async function sweepScratch(root: string, now: number): Promise<number> {
  let swept = 0;
  const places = [root, ...(await entries(root)).filter((name) => !name.startsWith('.'))];
  for (const place of places) {
    const folder = path.resolve(root, place);
    for (const name of await entries(folder)) {
      if (!scratch.test(name)) continue;
      const file = path.join(folder, name);
      const found = await stat(file).catch(() => undefined);
      // Gone meanwhile: another process sweeps, too, or has come to its end.
      if (!found || now - found.mtimeMs < abandonedMs) continue;
      await rm(file, { recursive: true, force: true });
      swept += 1;
    }
  }
  return swept;
}

async function entries(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  });
}
