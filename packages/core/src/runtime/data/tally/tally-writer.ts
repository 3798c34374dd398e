import { type AnyBulkWriteOperation, type ClientSession, type Document, MongoServerError } from 'mongodb';
import type { Database } from '../../../database/index.ts';

/** An event is known again for this long: longer than Discord keeps a session that can be resumed. */
const markedSeconds = 15 * 60;
const marksName = 'tally_marks';

/** Numbers to add to one document. */
export interface Tally {
  readonly pluginId: string;
  readonly guildId: string;
  /** As it is stored. */
  readonly collection: string;
  readonly id: Document;
  /** The document's `_id` as a text, to tell documents apart. */
  readonly document: string;
  readonly increments: Readonly<Record<string, number>>;
  /** What the document has besides, when it is made. */
  readonly onInsert: Document;
  /** Written once. */
  readonly mark: string;
}

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
  async write(tallies: readonly Tally[], whole: boolean): Promise<void> {
    // At once: a moment later others may wait, whose events count as handled already.
    const snapshot = this.#progress.snapshot();
    await this.#index();
    const session = this.#database.connection.getClient().startSession();
    try {
      await session.withTransaction(async () => {
        await this.writeIn(session, tallies);
        await snapshot.write(session, whole);
      });
      if (whole) snapshot.written();
    } finally {
      await session.endSession();
    }
  }

  /** Writes tallies as a part of somebody's transaction. */
  async writeIn(session: ClientSession, tallies: readonly Tally[]): Promise<void> {
    const fresh = await this.#unmarked(tallies, session);
    if (fresh.length === 0) return;
    const at = new Date();
    await this.#marks.insertMany(
      fresh.map(({ mark }) => ({ _id: mark, at })),
      { session, ordered: false },
    );
    for (const [collection, operations] of coalesce(fresh)) {
      await this.#database.db().collection(collection).bulkWrite(operations, { session });
    }
  }

  /** Those that no earlier write has counted, each once. */
  async #unmarked(tallies: readonly Tally[], session: ClientSession): Promise<readonly Tally[]> {
    const byMark = new Map(tallies.map((tally) => [tally.mark, tally]));
    const known = this.#marks.find({ _id: { $in: [...byMark.keys()] } }, { session, projection: { _id: 1 } });
    for await (const { _id } of known) byMark.delete(_id);
    return [...byMark.values()];
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

/** One write a document, whatever the number of its tallies. */
export function coalesce(tallies: readonly Tally[]): ReadonlyMap<string, AnyBulkWriteOperation<Document>[]> {
  const byCollection = new Map<string, Map<string, { tally: Tally; sums: Record<string, number> }>>();
  for (const tally of tallies) {
    const documents =
      byCollection.get(tally.collection) ?? new Map<string, { tally: Tally; sums: Record<string, number> }>();
    byCollection.set(tally.collection, documents);
    const known = documents.get(tally.document) ?? { tally, sums: {} };
    documents.set(tally.document, known);
    for (const [field, n] of Object.entries(tally.increments))
      known.sums[field] = (known.sums[field] ?? 0) + n;
  }
  return new Map(
    [...byCollection].map(([collection, documents]) => [
      collection,
      [...documents.values()].map(({ tally: { id, onInsert }, sums }) => ({
        updateOne: {
          filter: { _id: id as never },
          update: {
            $inc: sums,
            $setOnInsert: Object.fromEntries(Object.entries(onInsert).filter(([name]) => !(name in sums))),
          },
          upsert: true,
        },
      })),
    ]),
  );
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
