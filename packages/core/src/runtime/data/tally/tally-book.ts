import { randomUUID } from 'node:crypto';
import type { Logger } from '@guildhall/sdk';
import type { ClientSession } from 'mongodb';
import { asDuplicate, DataError } from '../errors.ts';
import { Batch, type Waiting } from './batch.ts';
import type { NewTally } from './read-tally.ts';
import { isLasting, type TallyWriter } from './tally-writer.ts';

/** A tally waits this long for others. Half of it is what it adds to an event on average. */
const gatherMs = 20;
/** So many are written without waiting for more. */
const enough = 500;
/** So many more may join them while an earlier write is under way. The database does nothing else meanwhile. */
const mostAtOnce = 2_000;
/** From so many on no more events are taken in, and from so few on they are again. */
const pressure = { high: 1_500, low: 500 };
/** The same while the database is away: then others than those who count would wait for nothing. */
const highWhileAway = 50_000;
/** More are refused: a bounded queue. */
const mostWaiting = 100_000;
const retryMs = 250;
const closeLimitMs = 10_000;

/**
 * The tallies of this process that are not on disk yet.
 *
 * 1. A tally is written at the latest 20 ms after it came, or with the 500th, unless a write is under way: then with the next.
 * 2. One transaction writes the numbers, the marks by which an event is known again, and how far the gateway's events have
 *    been handled. So an event is either counted and marked, or neither.
 * 3. While the database is away they wait, in order; nothing is lost, and nothing is acknowledged to Discord.
 * 4. What the database refuses for good to add to a document is rejected, and keeps nothing from being added to others.
 * 5. When events come faster than they can be written, whoever brings them is told to hold back, before memory is full of them.
 */
export class TallyBook {
  readonly #writer: TallyWriter;
  readonly #logger: Logger;
  readonly #onPressure: (high: boolean) => void;
  /** The oldest first. The first one is being written, or will be. */
  readonly #batches: Batch[] = [];
  /** Of each owner, how many documents of how many batches wait. */
  readonly #byOwner = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;
  #underWay: Batch | undefined;
  #isAway = false;
  #isPressed = false;
  #giveUp = false;
  #added = 0;
  #done = 0;

  constructor(options: {
    readonly writer: TallyWriter;
    readonly logger: Logger;
    /** Told when too many wait, and when they no longer do. */
    readonly onPressure?: (high: boolean) => void;
  }) {
    this.#writer = options.writer;
    this.#logger = options.logger;
    this.#onPressure = options.onPressure ?? (() => undefined);
  }

  /** Resolves when it is on disk. @throws `DataError` `TALLY_REFUSED` when too many wait already */
  add({ to, increments, mark = randomUUID() }: NewTally): Promise<void> {
    if (this.#waiting >= mostWaiting || this.#giveUp) {
      throw new DataError(
        'TALLY_REFUSED',
        `${mostWaiting} tallies wait for the database already. It is away, or too slow.`,
      );
    }
    const batch = this.#gathering();
    const { done, isFirst } = batch.add(to, { increments, mark });
    if (isFirst) this.#count(ownerOf(to), 1);
    this.#added++;
    if (batch.size === enough) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), gatherMs);
    if (this.#waiting >= (this.#isAway ? highWhileAway : pressure.high)) this.#press(true);
    return done;
  }

  /** Counts as a part of somebody's transaction, with which it comes and goes. */
  async addIn(session: ClientSession, { to, increments, mark = randomUUID() }: NewTally): Promise<void> {
    try {
      await this.#writer.writeIn(session, [{ to, onInsert: to.onInsert(), tallies: [{ increments, mark }] }]);
    } catch (error) {
      throw asDuplicate(to.name, error);
    }
  }

  /** Whether an installation's tallies wait. */
  waits(pluginId: string, guildId: string): boolean {
    return this.#byOwner.size > 0 && this.#byOwner.has(ownerOf({ pluginId, guildId }));
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
    this.#press(false);
  }

  get #waiting(): number {
    return this.#added - this.#done;
  }

  /** The batch that tallies of now go to. */
  #gathering(): Batch {
    const last = this.#batches.at(-1);
    if (last && last !== this.#underWay && last.size < mostAtOnce) return last;
    const next = new Batch();
    this.#batches.push(next);
    return next;
  }

  #press(high: boolean): void {
    if (this.#isPressed === high) return;
    this.#isPressed = high;
    this.#onPressure(high);
  }

  #count(owner: string, change: 1 | -1): void {
    const left = (this.#byOwner.get(owner) ?? 0) + change;
    if (left > 0) this.#byOwner.set(owner, left);
    else this.#byOwner.delete(owner);
  }

  #end(): void {
    this.#giveUp = true;
    const lost = this.#batches.splice(0);
    this.#byOwner.clear();
    this.#press(false);
    if (lost.length === 0) return;
    this.#logger.error('tallies could not be written before the end; their events are not acknowledged', {
      tallies: this.#waiting,
    });
    for (const { additions } of lost) {
      for (const { reject } of additions) reject(new DataError('TALLY_REFUSED', 'The database is away.'));
    }
  }

  async #write(): Promise<void> {
    const [batch] = this.#batches;
    if (!batch) return;
    this.#underWay = batch;
    for (;;) {
      // Tallies that nobody waits for keep no event open: what is stored must not go past those that are not in this write.
      const whole = this.#batches.length === 1;
      try {
        await this.#commit(batch.additions, whole);
        break;
      } catch (error) {
        if (!this.#isAway) {
          this.#logger.warn('tallies could not be written; they wait', {
            tallies: batch.size,
            error: String(error),
          });
        }
        this.#isAway = true;
        if (this.#giveUp) return;
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
    this.#isAway = false;
    if (this.#giveUp) return;
    this.#batches.shift();
    this.#underWay = undefined;
    this.#done += batch.size;
    for (const { to } of batch.additions) this.#count(ownerOf(to), -1);
    if (this.#waiting <= pressure.low) this.#press(false);
  }

  /** Writes all, or the halves apart when one of them is refused for good. */
  async #commit(additions: readonly Waiting[], whole: boolean): Promise<void> {
    try {
      await this.#writer.write(additions, whole);
    } catch (error) {
      if (!isLasting(error)) throw error;
      if (additions.length > 1) {
        const half = additions.length >> 1;
        await this.#commit(additions.slice(0, half), false);
        await this.#commit(additions.slice(half), false);
        return;
      }
      for (const { to, tallies, reject } of additions) {
        const { pluginId, guildId, collection } = to;
        this.#logger.error('a tally was refused', {
          pluginId,
          guildId,
          collection,
          tallies: tallies.length,
          error: String(error),
        });
        reject(asDuplicate(to.name, error));
      }
      return;
    }
    for (const { resolve } of additions) resolve();
  }
}

function ownerOf({ pluginId, guildId }: { readonly pluginId: string; readonly guildId: string }): string {
  return `${guildId}:${pluginId}`;
}
