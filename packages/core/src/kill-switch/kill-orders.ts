import { randomUUID } from 'node:crypto';
import { unwatchFile, watchFile } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the command line wants of the Guildhall that runs, or will run, on a data folder. */
export interface KillOrder {
  readonly pluginId: string;
  /** Why it is switched off everywhere; `null`: it may run again. */
  readonly reason: string | null;
}

const lookEveryMs = 1_000;
const folderOf = (dataDir: string) => path.join(dataDir, 'kill-switch');
/** Written after every order: the one file that is watched. */
const stampOf = (dataDir: string) => path.join(folderOf(dataDir), '.changed');

/**
 * Leaves an order in the data folder: an embedded database belongs to the process that runs on it.
 *
 * @param waitMs so long it is waited for somebody to carry it out
 * @returns whether somebody has; if not, whoever starts next does so before any plugin runs
 */
export async function leaveKillOrder(dataDir: string, order: KillOrder, waitMs: number): Promise<boolean> {
  const folder = folderOf(dataDir);
  await mkdir(folder, { recursive: true });
  // Carried out in the order of their names.
  const name = `${String(Date.now()).padStart(15, '0')}-${randomUUID()}.json`;
  await writeFile(path.join(folder, `.${name}`), JSON.stringify(order), { mode: 0o600 });
  await rename(path.join(folder, `.${name}`), path.join(folder, name));
  await writeFile(stampOf(dataDir), randomUUID());
  const until = Date.now() + waitMs;
  while ((await readdir(folder)).includes(name)) {
    if (Date.now() >= until) return false;
    await sleep(100);
  }
  return true;
}

/**
 * Carries out the orders that are there, and from now on those that come. An order is gone once it is carried out; what is none is
 * told of and goes, too.
 *
 * @param carryOut resolves when it is durable
 * @returns how to stop
 */
export async function followKillOrders(
  dataDir: string,
  carryOut: (order: KillOrder) => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<() => Promise<void>> {
  let looking: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const names = (await namesIn(folderOf(dataDir))).filter((name) => /^[^.].*\.json$/.test(name));
    for (const name of names.sort()) {
      const file = path.join(folderOf(dataDir), name);
      const order = readOrder(await readFile(file, 'utf8'));
      if (order) await carryOut(order);
      else onFailure(new Error(`${file} is no order to switch a plugin off or on`));
      await rm(file, { force: true });
    }
  };
  const lookAgain = () => {
    looking = looking.then(look).catch(onFailure);
  };
  const stamp = stampOf(dataDir);
  watchFile(stamp, { interval: lookEveryMs, persistent: false }, lookAgain);
  await look().catch(onFailure);
  return async () => {
    unwatchFile(stamp, lookAgain);
    await looking;
  };
}

/** None where no order was ever left. */
function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
}

function readOrder(text: string): KillOrder | undefined {
  try {
    const { pluginId, reason } = JSON.parse(text) as Partial<Record<keyof KillOrder, unknown>>;
    if (typeof pluginId !== 'string' || (reason !== null && typeof reason !== 'string')) return undefined;
    return { pluginId, reason };
  } catch {
    return undefined;
  }
}
