import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** What a handler is run for, so that its tallies can be told from those of any other time. */
interface Cause {
  /** The same when Discord delivers the same event again, or a job is tried again. */
  readonly id: string;
  /** The document that was tallied first, and how often: most handlers tally one. */
  first: string | undefined;
  times: number;
  /** The same of all others. */
  others: Map<string, number> | undefined;
}

const storage = new AsyncLocalStorage<Cause>();

/** Everything that `run` starts, however late, is done because of it. It takes arguments so that nobody needs a closure for each event. */
export function because<A extends readonly unknown[], T>(
  id: string,
  run: (...given: A) => T,
  ...given: A
): T {
  return storage.run({ id, first: undefined, times: 0, others: undefined }, run, ...given);
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
  return cause && `${cause.id}/${document}/${timesBefore(cause, document)}`;
}

/** How often a document has been tallied for this cause so far. */
function timesBefore(cause: Cause, document: string): number {
  cause.first ??= document;
  if (cause.first === document) return cause.times++;
  cause.others ??= new Map();
  const times = cause.others.get(document) ?? 0;
  cause.others.set(document, times + 1);
  return times;
}
