import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PluginStoreError } from './errors.ts';

/** After so many deaths in a row a version is not tried again by itself. */
const deathLimit = 3;

/** Marks that this process has made: of those alone it knows that they are under way. */
const ours = new Set<string>();

/**
 * Remembers what a version was in the middle of when the process ended: a mark is on disk while it is under way, so one whose
 * process is gone is a death. Code that ends the process at each start would otherwise do so for ever.
 *
 * Written at once and without waiting for the disk: a process that ends leaves the mark; a machine that loses its power may not.
 */
export class StartJournal {
  readonly #folder: string;
  readonly #name: string;

  /** @param home the version's folder; marks are made beside it */
  constructor(home: string) {
    this.#folder = path.dirname(home);
    this.#name = path.basename(home);
  }

  /**
   * @param what e.g. `load`, or `setup` of one guild: each is counted for itself
   * @throws `PluginStoreError` `ENDS_THE_PROCESS` when the process has ended in it three times in a row
   */
  async attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    const deaths = this.#deaths(what);
    if (deaths.length >= deathLimit) {
      throw new PluginStoreError(
        'ENDS_THE_PROCESS',
        `Guildhall has ended ${deaths.length} times in a row in the middle of ${what.split('-')[0]}.`,
        'Update it or go back to another version, and tell its author; enabling it tries it again.',
      );
    }
    const mark = path.join(this.#folder, `${this.#prefix(what)}${process.pid}.${randomUUID()}`);
    ours.add(mark);
    writeFileSync(mark, '');
    try {
      return await work();
    } finally {
      // Throwing is not dying: only what a process leaves behind counts.
      for (const survived of [mark, ...deaths]) rmSync(survived, { force: true });
      ours.delete(mark);
    }
  }

  /** Begins to count anew. */
  forgive(): void {
    for (const file of this.#files(`.${this.#name}.`)) rmSync(file, { force: true });
  }

  #deaths(what: string): readonly string[] {
    const prefix = this.#prefix(what);
    return this.#files(prefix).filter((file) => {
      if (ours.has(file)) return false;
      const pid = Number(path.basename(file).slice(prefix.length).split('.')[0]);
      // A container gives each run the same small ids: our own id, and not our mark, is a former run.
      return pid === process.pid || !isAlive(pid);
    });
  }

  #files(prefix: string): readonly string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.startsWith(prefix))
      .map((name) => path.join(this.#folder, name));
  }

  #prefix(what: string): string {
    return `.${this.#name}.${what}.`;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
