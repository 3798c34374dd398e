import type { Document } from 'mongodb';
import type { Addition, Tallied, Tally } from './tally.ts';

/** Tallies that are written together. Those of one document are one from the start, and end together. */
export class Batch {
  readonly #additions = new Map<string, Waiting>();
  #size = 0;

  /** @returns whether the document is new to this batch */
  add(to: Tallied, tally: Tally): { readonly done: Promise<void>; readonly isFirst: boolean } {
    let waiting = this.#additions.get(to.document);
    const isFirst = waiting === undefined;
    if (!waiting) {
      waiting = new Waiting(to);
      this.#additions.set(to.document, waiting);
    }
    waiting.tallies.push(tally);
    this.#size++;
    return { done: waiting.done, isFirst };
  }

  /** The number of tallies. */
  get size(): number {
    return this.#size;
  }

  /** In the order in which they began. */
  get additions(): readonly Waiting[] {
    return [...this.#additions.values()];
  }
}

/** What is to be added to one document, and who waits for it. */
export class Waiting implements Addition {
  readonly to: Tallied;
  readonly onInsert: Document;
  readonly tallies: Tally[] = [];
  /** One for all: most tallies are of a document that others are of. */
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;

  /** @throws what the document's defaults throw */
  constructor(to: Tallied) {
    this.to = to;
    this.onInsert = to.onInsert();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.resolve = resolve;
    this.reject = reject;
    // A handler need not wait for it: what fails is logged where it fails.
    promise.catch(() => undefined);
  }
}
