import type { CollectionDeclaration } from '@guildhall/sdk';
import type { CallRef } from '../protocol/messages.ts';
import { calling } from './guest.ts';
import type { HostLink } from './link.ts';
import { byOwnRules } from './own-rules.ts';

type Row = Record<string, unknown>;

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
  const call = (method: string, parameters: readonly unknown[]) =>
    link.ask(refNow(ref), 'data', [name, method, parameters, transaction]);
  const find = (filter: unknown = {}) => cursor(call, filter, { sort: {} });
  // Functions that the host may have beside these, it has under the same name.
  return new Proxy(
    { find },
    {
      get(target, method) {
        if (method === 'find') return target.find;
        if (typeof method !== 'string' || method === 'then') return undefined;
        return async (...parameters: unknown[]) =>
          call(method, byOwnRules(name, declaration, method, parameters));
      },
    },
  );
}

function cursor(
  call: (method: string, parameters: readonly unknown[]) => Promise<unknown>,
  filter: unknown,
  reading: Reading,
) {
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
    async *[Symbol.asyncIterator]() {
      const id = await call('open', [filter, reading]);
      try {
        for (;;) {
          const { rows, done } = (await call('next', [id, pageSize])) as { rows: Row[]; done: boolean };
          yield* rows;
          if (done) return;
        }
      } finally {
        await call('close', [id]);
      }
    },
  };
}
