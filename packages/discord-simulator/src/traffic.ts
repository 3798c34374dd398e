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
      /** Who in the bot asked, as it says itself in `x-simulator-caller`. */
      caller: string | null;
      /** `X-Audit-Log-Reason`. */
      reason: string | null;
      /** Those of the answer that speak of rate limits. */
      headers: Record<string, string>;
      request: unknown;
      answer: unknown;
    }
  | {
      kind: 'gateway';
      id: number;
      at: number;
      direction: 'in' | 'out';
      applicationId: string | null;
      shard: number;
      op: number;
      t: string | null;
      readonly data: unknown;
    };

type RestCall = Omit<Extract<TrafficEntry, { kind: 'rest' }>, 'id' | 'kind'>;
/** A frame as it goes over the wire: what it carries is text. */
type Frame = Omit<Extract<TrafficEntry, { kind: 'gateway' }>, 'id' | 'kind' | 'data'> & {
  json: string;
};

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
    return this.#entries.slice(-this.#capacity);
  }

  /** How much there has been so far. */
  get count(): number {
    return this.#next - 1;
  }

  addCall(call: RestCall): void {
    this.#add({ ...call, kind: 'rest', id: this.#next++ });
  }

  addFrame(frame: Frame): void {
    this.#add(new SeenFrame(this.#next++, frame));
  }

  #add(entry: TrafficEntry): void {
    this.#entries.push(entry);
    // Cut in bulk: shifting one by one costs as much as the list is long.
    if (this.#entries.length > this.#capacity * 2)
      this.#entries.splice(0, this.#entries.length - this.#capacity);
    for (const listener of this.#listeners) listener(entry);
  }

  subscribe(listener: (entry: TrafficEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A frame as text: it is read only when somebody looks, which under load nobody does. */
class SeenFrame {
  readonly kind = 'gateway';
  readonly id: number;
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly applicationId: string | null;
  readonly shard: number;
  readonly op: number;
  readonly t: string | null;
  readonly #json: string;

  constructor(id: number, frame: Frame) {
    this.id = id;
    this.at = frame.at;
    this.direction = frame.direction;
    this.applicationId = frame.applicationId;
    this.shard = frame.shard;
    this.op = frame.op;
    this.t = frame.t;
    this.#json = frame.json;
  }

  get data(): unknown {
    return JSON.parse(this.#json);
  }
}
