import { type ClientSession, type Document, MongoServerError } from 'mongodb';
import type { Database } from '../../../database/index.ts';
import type { Addition } from './tally.ts';

/** An event is known again for this long: longer than Discord keeps a session that can be resumed. */
const markedSeconds = 15 * 60;
const marksName = 'tally_marks';
/** Documents of one command. */
const mostInCommand = 1_000;

/** An earlier write has some of the marks. */
class MarkedBefore extends Error {}

/** How far the gateway's events have been handled; written in the same transaction as their effects. */
export interface Progress {
  /** As it is now: everything up to it has had its effects, but for what is being written. */
  snapshot(): ProgressSnapshot;
}

export interface ProgressSnapshot {
  /**
   * @param whole whether nothing else waits: otherwise it only makes sure that this process still drives its shards
   * @throws when it does not: then nothing of the transaction may be written
   */
  write(session: ClientSession, whole: boolean): Promise<void>;
  /** It is on disk. */
  written(): void;
}

/** Writes tallies in transactions. */
export class TallyWriter {
  readonly #database: Database;
  readonly #progress: Progress;
  #indexed: Promise<unknown> | undefined;

  constructor(database: Database, progress: Progress) {
    this.#database = database;
    this.#progress = progress;
  }

  /** @param whole whether no other tally waits */
  async write(additions: readonly Addition[], whole: boolean): Promise<void> {
    // At once: a moment later others may wait, whose events count as handled already.
    const snapshot = this.#progress.snapshot();
    await this.#index();
    const session = this.#database.connection.getClient().startSession();
    const commit = (write: () => Promise<void>) =>
      session.withTransaction(async () => {
        await write();
        await snapshot.write(session, whole);
      });
    try {
      try {
        // Hardly ever does an event come again: the marks themselves tell when one does.
        await commit(() => this.#writeNew(session, additions));
      } catch (error) {
        if (!(error instanceof MarkedBefore)) throw error;
        await commit(() => this.writeIn(session, additions));
      }
      if (whole) snapshot.written();
    } finally {
      await session.endSession();
    }
  }

  /** Writes tallies as a part of somebody's transaction. */
  async writeIn(session: ClientSession, additions: readonly Addition[]): Promise<void> {
    const fresh = await this.#unmarked(session, additions);
    if (fresh.length > 0) await this.#writeNew(session, fresh);
  }

  /** @throws `MarkedBefore`; nothing may become of the transaction then */
  async #writeNew(session: ClientSession, additions: readonly Addition[]): Promise<void> {
    const at = new Date();
    const marks = additions.flatMap(({ tallies }) => tallies.map(({ mark }) => ({ _id: mark, at })));
    for (const documents of inParts(marks)) {
      const failure = await this.#command(session, { insert: marksName, documents });
      if (failure?.code === 11000) throw new MarkedBefore();
      if (failure) throw failure;
    }
    for (const [collection, all] of byCollection(additions)) {
      for (const updates of inParts(all.map(updateOf))) {
        const failure = await this.#command(session, { update: collection, updates });
        if (failure) throw failure;
      }
    }
  }

  /**
   * The driver's own bulk writes measure each document before they encode it, in order to divide what is far too much for one
   * command; here, that takes longer than all else.
   * @returns why the database refused it
   */
  async #command(session: ClientSession, command: Document): Promise<MongoServerError | undefined> {
    const reply = await this.#database.db().command(command, { session });
    const [error] = (reply.writeErrors ?? []) as readonly Document[];
    return error && new MongoServerError({ message: error.errmsg, ...error });
  }

  /** What no earlier write has counted, each once. */
  async #unmarked(session: ClientSession, additions: readonly Addition[]): Promise<readonly Addition[]> {
    const marks = additions.flatMap(({ tallies }) => tallies.map(({ mark }) => mark));
    const known = new Set<string>();
    const found = this.#marks.find({ _id: { $in: marks } }, { session, projection: { _id: 1 } });
    for await (const { _id } of found) known.add(_id);
    const isNew = (mark: string) => !known.has(mark) && known.add(mark);
    return additions
      .map((addition) => ({ ...addition, tallies: addition.tallies.filter(({ mark }) => isNew(mark)) }))
      .filter(({ tallies }) => tallies.length > 0);
  }

  get #marks() {
    return this.#database.db().collection<{ _id: string; at: Date }>(marksName);
  }

  /** Collections and indexes are made outside of transactions. */
  #index(): Promise<unknown> {
    this.#indexed ??= this.#marks
      .createIndex({ at: 1 }, { expireAfterSeconds: markedSeconds })
      .catch((error: unknown) => {
        this.#indexed = undefined;
        throw error;
      });
    return this.#indexed;
  }
}

function byCollection(additions: readonly Addition[]): ReadonlyMap<string, readonly Addition[]> {
  return Map.groupBy(additions, ({ to }) => to.collection);
}

function updateOf({ to, onInsert, tallies }: Addition): Document {
  const sums: Record<string, number> = {};
  for (const { increments } of tallies) {
    for (const [field, n] of Object.entries(increments)) sums[field] = (sums[field] ?? 0) + n;
  }
  const besides = Object.entries(onInsert).filter(([name]) => !(name in sums));
  return {
    q: { _id: to.id },
    u: { $inc: sums, $setOnInsert: Object.fromEntries(besides) },
    upsert: true,
  };
}

function* inParts<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += mostInCommand) yield all.slice(from, from + mostInCommand);
}

/** The database's last word, and not an accident on the way there. */
export function isLasting(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  return (
    lastingCodes.has(Number(error.code)) &&
    error.errorLabels.every((label) => label !== 'TransientTransactionError')
  );
}

/** Duplicate key, type mismatch, bad value, failed to parse, failed validation, too large. */
const lastingCodes: ReadonlySet<number> = new Set([11000, 14, 2, 9, 121, 10334, 17419]);
