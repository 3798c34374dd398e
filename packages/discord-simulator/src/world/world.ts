import type { BlobStore } from './blobs.ts';
import { memoryBlobs } from './blobs.ts';
import type { SimulatorClock } from './clock.ts';
import type { WorldEvent } from './events.ts';
import { IdSource } from './snowflake.ts';
import type { Operation, Tables } from './store.ts';
import { createTables } from './store.ts';

/** Something that Discord would have refused, or that the simulator itself did wrong. */
export interface Violation {
  kind:
    | 'response-schema'
    | 'event-schema'
    | 'route-not-simulated'
    | 'gateway-protocol'
    | 'late-answer'
    | 'internal';
  /** Where: `POST /channels/1/messages`, `MESSAGE_CREATE` … */
  where: string;
  message: string;
  at: number;
}

/**
 * Every entity, the clock, ids, and what happens. Nothing here checks permissions: the actions do,
 * before they change anything.
 */
export class World {
  readonly tables: Tables;
  readonly clock: SimulatorClock;
  readonly ids: IdSource;
  readonly violations: Violation[] = [];
  /** Where attachments are served from: `http://127.0.0.1:PORT/cdn`. Set when the server listens. */
  cdn = '';
  blobs: BlobStore = memoryBlobs();
  readonly #listeners = new Set<(event: WorldEvent) => void>();
  #onOperation: (operation: Operation) => void = () => {};
  #keep: ((tell: () => void) => void) | null = null;

  constructor(options: { clock: SimulatorClock; seed?: number | undefined }) {
    this.clock = options.clock;
    this.ids = new IdSource(() => this.clock.now(), options.seed);
    this.tables = createTables((operation) => this.#onOperation(operation));
  }

  now(): number {
    return this.clock.now();
  }

  /** Tells every listener, in the order in which they subscribed, before it returns. */
  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /**
   * Listens to everything that happens.
   *
   * @returns the way to stop listening.
   * @example
   * const stop = world.subscribe((event) => { if (event.type === 'messageCreate') show(event.message); });
   */
  subscribe(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The journal's ear; one at a time. */
  set onOperation(listener: (operation: Operation) => void) {
    this.#onOperation = listener;
  }

  /** Writes an operation that is not a table's own (a session's replayed event). */
  record(operation: Operation): void {
    this.#onOperation(operation);
  }

  /** Runs `tell` once all that has happened so far is on disk; at once when nothing is kept there. */
  whenKept(tell: () => void): void {
    if (this.#keep) this.#keep(tell);
    else tell();
  }

  /** The journal's promise to call back after its next write. */
  set keep(keep: ((tell: () => void) => void) | null) {
    this.#keep = keep;
  }

  violate(kind: Violation['kind'], where: string, message: string): void {
    this.violations.push({ kind, where, message, at: this.now() });
  }
}
