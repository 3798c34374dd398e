/** One thing that went over the wire between the simulator and a client. */
export type TrafficEntry =
  | {
      kind: 'rest';
      id: number;
      at: number;
      method: string;
      path: string;
      applicationId: string | null;
      status: number;
      ms: number;
      request: unknown;
      answer: unknown;
    }
  | {
      kind: 'gateway';
      id: number;
      at: number;
      direction: 'in' | 'out';
      shard: number;
      op: number;
      t: string | null;
      data: unknown;
    };

type NewEntry = TrafficEntry extends infer E ? (E extends TrafficEntry ? Omit<E, 'id'> : never) : never;

/** The last REST calls and gateway frames, for an inspector. Bounded: the oldest go. */
export class Traffic {
  readonly #entries: TrafficEntry[] = [];
  readonly #listeners = new Set<(entry: TrafficEntry) => void>();
  readonly #capacity: number;
  #next = 1;

  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  /** The entries that are kept, oldest first. */
  entries(): readonly TrafficEntry[] {
    return this.#entries;
  }

  add(entry: NewEntry): void {
    const full = { ...entry, id: this.#next++ } as TrafficEntry;
    this.#entries.push(full);
    if (this.#entries.length > this.#capacity * 1.25)
      this.#entries.splice(0, this.#entries.length - this.#capacity);
    for (const listener of this.#listeners) listener(full);
  }

  subscribe(listener: (entry: TrafficEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
