import { randomUUID } from 'node:crypto';
import type { Logger } from '@guildhall/sdk';
import type { ClientSession } from 'mongodb';
import { DataError } from '../errors.ts';
import { isLasting, type Tally, type TallyWriter } from './tally-writer.ts';

/** A tally waits this long for others. Half of it is what it adds to an event on average. */
const gatherMs = 20;
const mostAtOnce = 500;
/** While the database is away. More are refused: a bounded queue. */
const mostWaiting = 100_000;
const retryMs = 250;
const closeLimitMs = 10_000;

export type NewTally = Omit<Tally, 'mark'> & { readonly mark: string | undefined };

interface Waiting {
  readonly tally: Tally;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The tallies of this process that are not on disk yet.
 *
 * 1. A tally is written at the latest 20 ms after it came, or with the 500th, unless a write is under way: then with the next.
 * 2. One transaction writes the numbers, the marks by which an event is known again, and how far the gateway's events have
 *    been handled. So an event is either counted and marked, or neither.
 * 3. While the database is away they wait, in order; nothing is lost, and nothing is acknowledged to Discord.
 * 4. One that the database refuses for good is rejected, and keeps no other from being written.
 */
export class TallyBook {
  readonly #writer: TallyWriter;
  readonly #logger: Logger;
  readonly #waiting: Waiting[] = [];
  readonly #byOwner = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #giveUp = false;
  #added = 0;
  #done = 0;

  constructor(options: { readonly writer: TallyWriter; readonly logger: Logger }) {
    this.#writer = options.writer;
    this.#logger = options.logger;
  }

  /** Resolves when it is on disk. @throws `DataError` `TALLY_REFUSED` when too many wait already */
  add(tally: NewTally): Promise<void> {
    if (this.#waiting.length >= mostWaiting || this.#giveUp) {
      throw new DataError(
        'TALLY_REFUSED',
        `${mostWaiting} tallies wait for the database already. It is away, or too slow.`,
      );
    }
    const done = Promise.withResolvers<void>();
    // A handler need not wait for it: what fails then is logged by `#settle`.
    done.promise.catch(() => undefined);
    const { resolve, reject } = done;
    this.#waiting.push({ tally: { ...tally, mark: tally.mark ?? randomUUID() }, resolve, reject });
    const owner = ownerOf(tally);
    this.#byOwner.set(owner, (this.#byOwner.get(owner) ?? 0) + 1);
    this.#added++;
    if (this.#waiting.length % mostAtOnce === 0) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    return done.promise;
  }

  /** Counts as a part of somebody's transaction, with which it comes and goes. */
  addIn(session: ClientSession, tally: NewTally): Promise<void> {
    return this.#writer.writeIn(session, [{ ...tally, mark: tally.mark ?? randomUUID() }]);
  }

  /** Whether an installation's tallies wait. */
  waits(pluginId: string, guildId: string): boolean {
    return this.#byOwner.has(ownerOf({ pluginId, guildId }));
  }

  /** Resolves when everything that was added before is on disk, or refused. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const wanted = this.#added;
    while (this.#done < wanted && !this.#giveUp) {
      this.#writing ??= this.#write().finally(() => {
        this.#writing = undefined;
      });
      await this.#writing;
    }
  }

  /** From now on what waits is given up after 10 seconds: the end must not wait for a database that is away. */
  endSoon(): void {
    this.#ending ??= setTimeout(() => this.#end(), closeLimitMs).unref();
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    this.endSoon();
    await this.flush();
    clearTimeout(this.#ending);
  }

  #end(): void {
    this.#giveUp = true;
    const lost = this.#waiting.splice(0);
    this.#byOwner.clear();
    if (lost.length === 0) return;
    this.#logger.error('tallies could not be written before the end; their events are not acknowledged', {
      tallies: lost.length,
    });
    for (const { reject } of lost) reject(new DataError('TALLY_REFUSED', 'The database is away.'));
  }

  async #write(): Promise<void> {
    const batch = this.#waiting.slice(0, mostAtOnce);
    let failures = 0;
    for (;;) {
      // Tallies that nobody waits for keep no event open: what is stored must not go past those that are not in this write.
      const whole = batch.length === this.#waiting.length;
      try {
        await this.#commit(batch, whole);
        break;
      } catch (error) {
        failures++;
        if (failures === 1) {
          this.#logger.warn('tallies could not be written; they wait', {
            tallies: batch.length,
            error: String(error),
          });
        }
        if (this.#giveUp) return;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    if (this.#giveUp) return;
    this.#waiting.splice(0, batch.length);
    this.#done += batch.length;
    for (const { tally } of batch) {
      const owner = ownerOf(tally);
      const left = (this.#byOwner.get(owner) ?? 1) - 1;
      if (left > 0) this.#byOwner.set(owner, left);
      else this.#byOwner.delete(owner);
    }
  }

  /** Writes all, or the halves apart when one of them is refused for good. */
  async #commit(batch: readonly Waiting[], whole: boolean): Promise<void> {
    try {
      await this.#writer.write(
        batch.map(({ tally }) => tally),
        whole,
      );
    } catch (error) {
      if (!isLasting(error)) throw error;
      if (batch.length > 1) {
        const half = batch.length >> 1;
        await this.#commit(batch.slice(0, half), false);
        await this.#commit(batch.slice(half), false);
        return;
      }
      for (const { tally, reject } of batch) {
        const { pluginId, guildId, collection } = tally;
        this.#logger.error('a tally was refused', { pluginId, guildId, collection, error: String(error) });
        reject(error);
      }
      return;
    }
    for (const { resolve } of batch) resolve();
  }
}

function ownerOf({ pluginId, guildId }: { readonly pluginId: string; readonly guildId: string }): string {
  return `${guildId}:${pluginId}`;
}
