import { chmod, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const prefix = 'guildhall-sandbox-';

/**
 * Copies that any user of the machine can read, and only this process can write: a plugin's process runs as a user who sees
 * nothing else of ours.
 */
export class Staging {
  readonly #root: string;
  readonly #staged = new Map<string, Promise<string>>();

  private constructor(root: string) {
    this.#root = root;
  }

  static async open(): Promise<Staging> {
    await sweep();
    const root = await mkdtemp(path.join(os.tmpdir(), `${prefix}${process.pid}-`));
    await chmod(root, 0o711);
    return new Staging(root);
  }

  /** @returns where the copy of `folder` is; made once a name */
  stage(folder: string, name: string): Promise<string> {
    const known = this.#staged.get(name);
    if (known) return known;
    const staged = (async () => {
      const target = path.join(this.#root, name);
      await mkdir(path.dirname(target), { recursive: true, mode: 0o755 });
      await cp(folder, target, { recursive: true });
      await open(target);
      return target;
    })();
    this.#staged.set(name, staged);
    staged.catch(() => this.#staged.delete(name));
    return staged;
  }

  async forget(name: string): Promise<void> {
    if (!this.#staged.delete(name)) return;
    await rm(path.join(this.#root, name), { recursive: true, force: true });
  }

  async close(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true });
  }
}

async function open(target: string): Promise<void> {
  await chmod(target, 0o755);
  for (const entry of await readdir(target, { withFileTypes: true, recursive: true })) {
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o444);
  }
}

/** What processes that were killed have left. */
async function sweep(): Promise<void> {
  for (const name of await readdir(os.tmpdir())) {
    const pid = Number(/^guildhall-sandbox-(\d+)-/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || pid === process.pid || isAlive(pid)) continue;
    // Somebody else's, perhaps: then it is not ours to remove.
    await rm(path.join(os.tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
