import type { z } from 'zod';
import type { Pipeline, Results } from './pipeline.ts';

/** A document of which only the fields' names are known to be texts. */
export type Row = Record<string, unknown>;

/** Comparison operators that a plugin's filter may use; anything else is refused by the host. */
export interface FilterOperators<V> {
  readonly $eq?: V;
  readonly $ne?: V;
  readonly $gt?: V;
  readonly $gte?: V;
  readonly $lt?: V;
  readonly $lte?: V;
  readonly $in?: readonly V[];
  readonly $nin?: readonly V[];
  readonly $exists?: boolean;
}

/** A filter over one collection. The guild is not part of it: the host always adds it. */
export type Filter<T extends object> = { readonly [K in keyof T]?: T[K] | FilterOperators<T[K]> } & {
  readonly $or?: readonly Filter<T>[];
  readonly $and?: readonly Filter<T>[];
};

/** Update operators that a plugin may use; anything else is refused by the host. */
export interface Update<T extends object> {
  readonly $set?: Partial<T>;
  readonly $setOnInsert?: Partial<T>;
  readonly $unset?: { readonly [K in keyof T]?: true };
  readonly $inc?: { readonly [K in keyof T]?: number };
  readonly $min?: Partial<T>;
  readonly $max?: Partial<T>;
  readonly $push?: { readonly [K in keyof T]?: T[K] extends readonly (infer E)[] ? E : never };
  readonly $addToSet?: { readonly [K in keyof T]?: T[K] extends readonly (infer E)[] ? E : never };
  readonly $pull?: { readonly [K in keyof T]?: T[K] extends readonly (infer E)[] ? E : never };
}

/** A lazy result: nothing is read until it is awaited or iterated. Chainable like the MongoDB driver's. */
export interface Cursor<T extends object> extends AsyncIterable<T>, PromiseLike<T[]> {
  sort(order: { readonly [K in keyof T]?: 1 | -1 }): Cursor<T>;
  skip(count: number): Cursor<T>;
  /** At most this many documents (the host caps it at 1,000). */
  limit(count: number): Cursor<T>;
  toArray(): Promise<T[]>;
}

/**
 * One declared collection, of one guild. A document is identified by its declared key fields;
 * the host keeps `_id` and the guild out of sight.
 */
export interface Collection<T extends object, Names extends string = string, Tallied extends string = never> {
  find(filter?: Filter<T>): Cursor<T>;
  findOne(filter?: Filter<T>): Promise<T | undefined>;
  count(filter?: Filter<T>): Promise<number>;
  /** @throws `DuplicateKeyError` when a document with this key, or with a unique field's value, exists. */
  insertOne(document: T): Promise<void>;
  insertMany(documents: readonly T[]): Promise<void>;
  /** @returns whether a document matched (or was made, with `upsert`). */
  updateOne(filter: Filter<T>, update: Update<T>, options?: { upsert?: boolean }): Promise<boolean>;
  updateMany(filter: Filter<T>, update: Update<T>): Promise<number>;
  /** Atomic read-and-write of one document. `returns` says which side you get (default `'after'`). */
  findOneAndUpdate(
    filter: Filter<T>,
    update: Update<T>,
    options?: { upsert?: boolean; returns?: 'before' | 'after' },
  ): Promise<T | undefined>;
  deleteOne(filter: Filter<T>): Promise<boolean>;
  deleteMany(filter: Filter<T>): Promise<number>;
  /**
   * Counts: adds to numbers of one document, which is made when it is not there. Many calls become one write, so it is meant
   * for what happens all the time.
   *
   * 1. Written within 100 ms, in one transaction with how far the gateway's events have been handled: what Discord delivers
   *    again after a crash is not counted again, and nothing is lost.
   * 2. The same event of Discord, handled by the same handler, counts once; so does the same `once`, for 15 minutes. A job
   *    that is tried again counts once too.
   * 3. Resolves when it is on disk. The event is not done with before that, whether you wait for it or not.
   * 4. The plugin's own reads and writes in this guild come after what was tallied before them.
   * 5. In a transaction it is part of it.
   *
   * @param key the whole key
   * @param increments fields that the collection declares under `tally`
   * @throws `DataError` `TALLY_REFUSED`; `DuplicateKeyError` when a new document would violate a unique index
   * @example
   * const count = stats.onRaw('MESSAGE_CREATE', (ctx, message) =>
   *   ctx.data.days.tally({ userId: message.author.id, day: message.timestamp.slice(0, 10) }, { messages: 1 }));
   */
  tally(
    key: Partial<T>,
    increments: [Tallied] extends [never]
      ? Readonly<Record<string, never>>
      : { readonly [F in Tallied]?: number },
    options?: {
      /** A name for this increment: given again, it is not counted again. */
      readonly once?: string;
    },
  ): Promise<void>;
  /**
   * Runs MongoDB's aggregation stages over this guild's documents; see {@link Pipeline} for those that there are.
   *
   * 1. From the first stage on, in joins and in sub-pipelines too, there is nothing but this guild's documents.
   * 2. `_id` is what `$group` makes; a document's own is not there. Its key fields are fields like any other.
   * 3. At most 50 stages, nested ones included, and 5 seconds.
   *
   * With a schema as its second argument, what comes out is checked and has its type; without it, rows are of unknown values.
   * @throws `DataError` `PIPELINE_REFUSED`, naming the stage and what to do instead
   * @example
   * const best = await ctx.data.posts.aggregate(
   *   [{ $group: { _id: '$authorId', stars: { $sum: '$stars' } } }, { $sort: { stars: -1 } }, { $limit: 10 }],
   *   z.object({ _id: z.string(), stars: z.int() }),
   * );
   */
  aggregate(pipeline: Pipeline<Names>): Results<Row>;
  aggregate<S extends z.ZodType>(pipeline: Pipeline<Names>, returns: S): Results<z.output<S>>;
}

/** Declaration of a collection in a contract. */
export interface CollectionDeclaration<S extends z.ZodObject = z.ZodObject> {
  readonly version: number;
  readonly schema: S;
  /** The fields that identify a document inside a guild. */
  readonly key: readonly (keyof z.output<S> & string)[];
  readonly indexes?: readonly (readonly (keyof z.output<S> & string)[])[];
  readonly unique?: readonly (readonly (keyof z.output<S> & string)[])[];
  /** Numbers that `tally` counts. A document that it makes has 0 in the others, and every further field's default. */
  readonly tally?: readonly (keyof z.output<S> & string)[];
  /** Fields that hold user ids: exported and erased with the member. */
  readonly personal?: readonly (keyof z.output<S> & string)[];
  /**
   * Texts that are encrypted where they are kept, with a key of this plugin and guild: what members wrote, above all. Handlers read and
   * write them like any other; nothing can be looked for in them, and they are not part of keys, indexes or pipelines.
   */
  readonly encrypted?: readonly (keyof z.output<S> & string)[];
  /** Step `n` takes a document of version `n - 1` to version `n`. What is encrypted it sees sealed, and leaves as it is. */
  readonly migrate?: Readonly<Record<number, (old: Row) => Row>>;
}
