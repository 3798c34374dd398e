import type { CollectionDeclaration } from '@guildhall/sdk';
import type { CallRef } from '../protocol/messages.ts';
import { calling } from './guest.ts';
import type { HostLink } from './link.ts';
import { byOwnRules } from './own-rules.ts';

type Row = Record<string, unknown>;
/** Asks the host for a function of the collection. */
type Call = (method: string, parameters: readonly unknown[]) => Promise<unknown>;

interface Reading {
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly skip?: number;
  readonly limit?: number;
}

/** How many documents one step of an iteration brings. */
const pageSize = 100;

/**
 * A context's `data`: each function of a collection is a call to the host, which has the rules.
 *
 * @param transaction the one that the calls belong to
 */
export function collections(
  link: HostLink,
  ref: CallRef,
  declared: Readonly<Record<string, CollectionDeclaration>>,
  transaction?: number,
): Readonly<Record<string, unknown>> {
  const made = new Map<string, unknown>();
  const data = {};
  for (const [name, declaration] of Object.entries(declared)) {
    Object.defineProperty(data, name, {
      enumerable: true,
      get() {
        if (!made.has(name)) made.set(name, collection(link, ref, name, declaration, transaction));
        return made.get(name);
      },
    });
  }
  return data;
}

/** Events share their guild's context: what is counted there is counted for the event that is being handled. */
function refNow(ref: CallRef): CallRef {
  const now = calling.getStore();
  return ref.call === undefined && now?.guildId === ref.guildId ? now : ref;
}

function collection(
  link: HostLink,
  ref: CallRef,
  name: string,
  declaration: CollectionDeclaration,
  transaction: number | undefined,
): unknown {
  const call: Call = (method, parameters) =>
    link.ask(refNow(ref), 'data', [name, method, parameters, transaction]);
  const find = (filter: unknown = {}) => cursor(call, filter, { sort: {} });
  // Functions that the host may have beside these, it has under the same name.
  return new Proxy(
    { find, aggregate: results(call, name) },
    {
      get(target, method) {
        if (method === 'find' || method === 'aggregate') return target[method];
        if (typeof method !== 'string' || method === 'then') return undefined;
        return async (...parameters: unknown[]) =>
          call(method, byOwnRules(name, declaration, method, parameters));
      },
    },
  );
}

function cursor(call: Call, filter: unknown, reading: Reading) {
  const toArray = () => call('find', [filter, reading]) as Promise<Row[]>;
  const next = (change: Partial<Reading>): unknown => cursor(call, filter, { ...reading, ...change });
  return {
    sort: (order: Reading['sort']) => next({ sort: { ...reading.sort, ...order } }),
    skip: (count: number) => next({ skip: count }),
    limit: (count: number) => next({ limit: count }),
    toArray,
    // biome-ignore lint/suspicious/noThenProperty: the SDK's cursor is awaitable, like a query of mongoose.
    then: (resolve: (rows: Row[]) => unknown, reject?: (error: unknown) => unknown) =>
      toArray().then(resolve, reject),
    [Symbol.asyncIterator]: () => iterated(call, 'open', [filter, reading]),
  };
}

/** What the host opens, page by page. */
async function* iterated(call: Call, open: string, parameters: readonly unknown[]): AsyncGenerator<Row> {
  const id = await call(open, parameters);
  try {
    for (;;) {
      const { rows, done } = (await call('next', [id, pageSize])) as { rows: Row[]; done: boolean };
      yield* rows;
      if (done) return;
    }
  } finally {
    await call('close', [id]);
  }
}

/** A pipeline's results: the rows come from the host, and are held to the schema here, where it is. */
function results(call: Call, collection: string) {
  return (pipeline: unknown, returns?: Schema) => {
    const asDeclared = (row: Row): unknown => (returns ? checked(collection, returns, row) : row);
    const toArray = async () => ((await call('aggregate', [pipeline])) as Row[]).map(asDeclared);
    return {
      toArray,
      // biome-ignore lint/suspicious/noThenProperty: awaitable like the host's.
      then: (resolve: (rows: unknown[]) => unknown, reject?: (error: unknown) => unknown) =>
        toArray().then(resolve, reject),
      async *[Symbol.asyncIterator]() {
        for await (const row of iterated(call, 'openAggregate', [pipeline])) yield asDeclared(row);
      },
    };
  };
}

/** A zod schema, of whatever copy. */
interface Schema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: {
      readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
    };
  };
}

function checked(collection: string, returns: Schema, row: unknown): unknown {
  const parsed = returns.safeParse(row);
  if (parsed.success) return parsed.data;
  const why = (parsed.error?.issues ?? [])
    .map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
  throw Object.assign(
    new Error(`A pipeline of "${collection}" gives something else than it declares: ${why}.`),
    {
      code: 'DOCUMENT_INVALID',
    },
  );
}
