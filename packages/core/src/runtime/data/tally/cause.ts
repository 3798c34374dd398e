import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What a handler is run for, so that its tallies can be told from those of any other time. */
export interface Cause {
  /** The same when Discord delivers the same event again, or a job is tried again. */
  readonly id: string;
  /** How often each document has been tallied for it so far. */
  readonly seen: Map<string, number>;
}

const storage = new AsyncLocalStorage<Cause>();

/** Everything that `run` starts, however late, is done because of it. */
export function because<T>(id: string, run: () => T): T {
  return storage.run({ id, seen: new Map() }, run);
}

/** A name for what another handler's work leads to: the same when that is done again. */
export function causeOf(what: string): string {
  return `${storage.getStore()?.id ?? randomUUID()}/${what}`;
}

/**
 * The name of the next tally of a document: the same when the handler runs again for the same cause.
 * @returns `undefined` outside of whatever may come again
 */
export function nextMark(document: string): string | undefined {
  const cause = storage.getStore();
  if (!cause) return undefined;
  const nth = cause.seen.get(document) ?? 0;
  cause.seen.set(document, nth + 1);
  return `${cause.id}/${document}/${nth}`;
}
