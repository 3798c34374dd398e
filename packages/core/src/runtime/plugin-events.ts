import { AsyncLocalStorage } from 'node:async_hooks';

/** So many events may follow from one another; more are a circle of plugins that answer each other for ever. */
const deepest = 8;

const depth = new AsyncLocalStorage<number>();

/** Runs what hears an event, one step deeper. @returns `undefined` when the chain is too long to go on. */
export function oneDeeper<T>(work: () => T): { readonly value: T } | undefined {
  const now = depth.getStore() ?? 0;
  if (now >= deepest) return undefined;
  return { value: depth.run(now + 1, work) };
}
