import { reviveError } from '@guildhall/sandbox-runtime';
import type { Context, Contribution, Cursor, Results } from '@guildhall/sdk';
import type { OpenCall } from './open-calls.ts';

type Data = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
type Any = (...parameters: unknown[]) => unknown;

/** Functions of the context that a plugin's process may call as they are, by their path. */
const plain: ReadonlySet<string> = new Set([
  'audit',
  'can',
  'cannot',
  'defer',
  'discord.addRole',
  'discord.ban',
  'discord.delete',
  'discord.direct',
  'discord.edit',
  'discord.isBanned',
  'discord.kick',
  'discord.removeRole',
  'discord.send',
  'discord.timeout',
  'discord.unban',
  'emit',
  'explain',
  'fetch',
  'followUp',
  'image.svg',
  'jobs.at',
  'jobs.cancel',
  'plan.current',
  'plan.has',
  'reply',
  'showModal',
  'update',
]);

/** Functions that belong to one interaction. */
const answers: ReadonlySet<string> = new Set(['reply', 'defer', 'followUp', 'update', 'showModal']);

const collectionFunctions: ReadonlySet<string> = new Set([
  'count',
  'deleteMany',
  'deleteOne',
  'findOne',
  'findOneAndUpdate',
  'insertMany',
  'insertOne',
  'tally',
  'updateMany',
  'updateOne',
]);

/** An iteration that nobody goes on with is given up when so many newer ones are open. */
const mostIterations = 100;
const largestPage = 1_000;

/** A call of something that a context does not have, or that a plugin's process may not call. */
class NotCallable extends TypeError {
  override readonly name = 'NotCallable';
  readonly code = 'NOT_CALLABLE';
}

interface Transaction {
  readonly data: Data;
  /** What the database said last: it has to hear it again, to know whether to try once more. */
  failure: unknown;
  readonly end: (ok: boolean) => void;
}

/** What a plugin's process asks of its contexts, done on the host's own. One for each process. */
export class ContextFunctions {
  readonly #transactions = new Map<number, Transaction>();
  readonly #iterations = new Map<number, AsyncIterator<unknown>>();
  readonly #pluginId: string;
  #last = 0;

  constructor(pluginId: string) {
    this.#pluginId = pluginId;
  }

  /** @param given what came over the channel, decoded @throws what the context's function throws */
  async run({ context, ofGuild }: OpenCall, path: string, given: readonly unknown[]): Promise<unknown> {
    switch (path) {
      case 'data':
        return this.#data(context, given);
      case 'use':
        return use(context, given);
      case 'contributions':
        return contribute(this.#pluginId, context, given);
      default:
        if (ofGuild && answers.has(path))
          throw new NotCallable('That interaction can’t be answered any more.');
        if (plain.has(path)) return callPlain(context, path, given);
        throw new NotCallable(`A sandboxed plugin can't call ctx.${path}.`);
    }
  }

  /** @param begin tells the process to run its work; `ended` is told how it went */
  async transaction({ context }: OpenCall, begin: (transaction: number) => void): Promise<void> {
    await context.transaction(async (data) => {
      const id = this.#next();
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const transaction: Transaction = { data: data as unknown as Data, failure: undefined, end: resolve };
      this.#transactions.set(id, transaction);
      try {
        begin(id);
        if (await promise) return;
        throw (
          transaction.failure ??
          reviveError({
            name: 'Error',
            message: 'the work of a transaction failed',
            properties: { code: 'WORK_FAILED' },
          })
        );
      } finally {
        this.#transactions.delete(id);
      }
    });
  }

  ended(transaction: number, ok: boolean): void {
    this.#transactions.get(transaction)?.end(ok);
  }

  /** The process is gone: what it had open is given up. */
  close(): void {
    for (const { end } of this.#transactions.values()) end(false);
    for (const iterator of this.#iterations.values()) void iterator.return?.();
    this.#iterations.clear();
  }

  async #data(
    context: Context,
    [name, method, parameters, transactionId]: readonly unknown[],
  ): Promise<unknown> {
    const transaction =
      transactionId === undefined ? undefined : this.#transactions.get(Number(transactionId));
    if (transactionId !== undefined && !transaction) throw new NotCallable('That transaction is over.');
    const data = transaction?.data ?? (context.data as unknown as Data);
    if (typeof name !== 'string' || !Object.hasOwn(data, name)) {
      throw new NotCallable(`There is no collection "${String(name)}".`);
    }
    const collection = data[name] ?? {};
    const given = Array.isArray(parameters) ? parameters : [];
    try {
      return await this.#collection(collection, String(method), given);
    } catch (error) {
      if (transaction) transaction.failure = error;
      throw error;
    }
  }

  async #collection(
    collection: Readonly<Record<string, unknown>>,
    method: string,
    given: readonly unknown[],
  ): Promise<unknown> {
    switch (method) {
      case 'find':
        return reading(collection, given).toArray();
      case 'aggregate':
        return results(collection, given).toArray();
      case 'open':
        return this.#open(reading(collection, given));
      case 'openAggregate':
        return this.#open(results(collection, given));
      case 'next':
        return this.#page(Number(given[0]), Math.min(Number(given[1]) || 1, largestPage));
      case 'close':
        return this.#giveUp(Number(given[0]));
      default: {
        const run = collection[method];
        if (!collectionFunctions.has(method) || typeof run !== 'function') {
          throw new NotCallable(`A collection has no function "${method}".`);
        }
        return (run as Any).apply(collection, [...given]);
      }
    }
  }

  async #open(rows: AsyncIterable<unknown>): Promise<number> {
    const id = this.#next();
    this.#iterations.set(id, rows[Symbol.asyncIterator]());
    const [oldest] = this.#iterations.keys();
    if (this.#iterations.size > mostIterations && oldest !== undefined) await this.#giveUp(oldest);
    return id;
  }

  async #page(id: number, size: number): Promise<{ readonly rows: unknown[]; readonly done: boolean }> {
    const iterator = this.#iterations.get(id);
    if (!iterator) throw new NotCallable('That iteration is over.');
    const rows: unknown[] = [];
    while (rows.length < size) {
      const { value, done } = await iterator.next();
      if (done) {
        this.#iterations.delete(id);
        return { rows, done: true };
      }
      rows.push(value);
    }
    return { rows, done: false };
  }

  async #giveUp(id: number): Promise<void> {
    const iterator = this.#iterations.get(id);
    this.#iterations.delete(id);
    await iterator?.return?.();
  }

  #next(): number {
    this.#last += 1;
    return this.#last;
  }
}

function reading(
  collection: Readonly<Record<string, unknown>>,
  [filter, how]: readonly unknown[],
): Cursor<object> {
  const { sort, skip, limit } = (how ?? {}) as {
    readonly sort?: Record<string, 1 | -1>;
    readonly skip?: number;
    readonly limit?: number;
  };
  let cursor = (collection.find as Any)(filter ?? {}) as Cursor<Record<string, unknown>>;
  if (sort && Object.keys(sort).length > 0) cursor = cursor.sort(sort);
  if (skip !== undefined) cursor = cursor.skip(skip);
  if (limit !== undefined) cursor = cursor.limit(limit);
  return cursor as unknown as Cursor<object>;
}

function results(
  collection: Readonly<Record<string, unknown>>,
  [pipeline]: readonly unknown[],
): Results<unknown> {
  return (collection.aggregate as Any)(pipeline) as Results<unknown>;
}

function callPlain(context: Context, path: string, given: readonly unknown[]): unknown {
  let owner: unknown;
  let value: unknown = context;
  for (const name of path.split('.')) {
    owner = value;
    value = (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  }
  if (typeof value !== 'function') throw new NotCallable(`This context has no "${path}".`);
  return value.apply(owner, [...given]);
}

function use(context: Context, [key, offer, input]: readonly unknown[]): unknown {
  const clients = context.use as unknown as Readonly<
    Record<string, Readonly<Record<string, Any>> | undefined>
  >;
  const client = Object.hasOwn(clients, String(key)) ? clients[String(key)] : undefined;
  const run = client && Object.hasOwn(client, String(offer)) ? client[String(offer)] : undefined;
  if (!run) throw new NotCallable(`"${String(key)}.${String(offer)}" is not there now.`);
  return run(input);
}

function contribute(
  asking: string,
  context: Context,
  [point, pluginId, name, input]: readonly unknown[],
): unknown {
  const found = contributionsOf(asking, context, String(point)).find(
    (contribution) => contribution.pluginId === pluginId && contribution.name === name,
  );
  if (!found) throw new NotCallable(`"${String(name)}" of ${String(pluginId)} is not there now.`);
  return found.call(input as never);
}

/** @throws `TypeError` when the plugin has no such extension point */
export function contributionsOf(pluginId: string, context: Context, point: string): readonly Contribution[] {
  return context.contributions({ plugin: pluginId, name: point } as never);
}
