import { readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that this process holds. */
const held = new Set<string>();

/**
 * Holds a folder for this process: two writers would tear the journal. A lock whose process is gone is taken over.
 *
 * @returns the way to let go.
 * @throws Error when another simulator has it.
 */
export function lockFolder(folder: string): () => void {
  const real = realpathSync(folder);
  const file = join(real, 'lock');
  if (held.has(real)) throw inUse(real, 'this process');
  const mine = JSON.stringify(identityOf(process.pid));
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = readOwner(file);
      const alive = owner !== null && owner.pid !== process.pid && isAlive(owner);
      if (alive || attempt > 3) throw inUse(real, `process ${owner?.pid ?? '?'}`);
      rmSync(file, { force: true });
    }
  }
  held.add(real);
  return () => {
    held.delete(real);
    rmSync(file, { force: true });
  };
}

interface Owner {
  pid: number;
  /** When the process started, where the system tells: numbers of processes are used again. */
  started: string | null;
}

function identityOf(pid: number): Owner {
  let started: string | null = null;
  try {
    // The 22nd field; what comes before the last parenthesis may hold spaces.
    started = readFileSync(`/proc/${pid}/stat`, 'utf8').split(')').at(-1)?.trim().split(' ')[19] ?? null;
  } catch {
    // Only Linux has this file; elsewhere the number alone must do.
  }
  return { pid, started };
}

function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    // Gone meanwhile, or cut short by a crash: nobody's.
    return null;
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return identityOf(owner.pid).started === owner.started;
}

function inUse(folder: string, by: string): Error {
  return new Error(
    `the simulated world in ${folder} is in use by ${by}. Stop that one first, or give this one another folder.`,
  );
}
