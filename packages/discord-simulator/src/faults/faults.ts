import { seeded } from '../world/seeded.ts';

/** What the gateway can be made to do wrong. */
export interface GatewayFaults {
  /** For how many milliseconds what a connection hears next is held back. */
  holdFor: () => number;
  withholdsAcks: boolean;
  /** Calls back for everything that happens in the world. */
  onEvent(listener: () => void): () => void;
  drop(): void;
  reconnect(): void;
  invalidSession(resumable: boolean): void;
  silence(): void;
  readonly silentConnections: number;
  dropSilent(): void;
}

/** Calls of a route that are to fail. */
export interface PlannedFault {
  /** `POST /channels/*\/messages` */
  readonly route: string;
  readonly status: number;
  /** How many more calls. */
  readonly left: number;
}

/** One blow of a storm: what the methods of the same names do; `serverError` lets the next call of any route fail with 500. */
export type StormFault = 'drop' | 'reconnect' | 'invalidResumable' | 'invalid' | 'silence' | 'serverError';

export interface StormOptions {
  /** The same seed and the same events make the same storm. */
  seed: number;
  /** After how many events, on the average; 20 when not given. */
  every?: number;
  /** All that lose nothing when not given: `drop`, `reconnect`, `invalidResumable`, `serverError`. */
  kinds?: readonly StormFault[];
}

interface Planned {
  method: string;
  path: string;
  pattern: RegExp;
  status: number;
  left: number;
}

const none = () => 0;

/**
 * Makes the simulator behave as Discord does on a bad day.
 *
 * @example
 * discord.faults.next('POST /channels/*\/messages', 500);   // the next message fails once
 * discord.faults.dropGateway();                             // every socket is cut, without a close frame
 */
export class Faults {
  readonly #gateway: GatewayFaults;
  readonly #planned: Planned[] = [];
  readonly #storms = new Set<() => void>();
  #latency = 0;
  #jitter: () => number = none;

  constructor(gateway: GatewayFaults) {
    this.#gateway = gateway;
  }

  /** Cuts every gateway connection without a close frame. Sessions stay resumable. */
  dropGateway(): void {
    this.#gateway.drop();
  }

  /** Asks every client to reconnect and resume (op 7). */
  reconnect(): void {
    this.#gateway.reconnect();
  }

  /** Tells every client that its session is invalid (op 9). */
  invalidSession(resumable: boolean): void {
    this.#gateway.invalidSession(resumable);
  }

  /** Open sockets on which nothing comes any more, heartbeat acknowledgements included. New ones are fine. */
  silence(): void {
    this.#gateway.silence();
  }

  /** Heartbeats are heard and not acknowledged, though events still come: clients must notice and reconnect. */
  withholdAcknowledgements(on = true): void {
    this.#gateway.withholdsAcks = on;
  }

  /**
   * Discord promises no order between the answer to a call and the event that it makes, nor between the answers to two calls
   * under way. Holds answers, and each connection's events as one line, for up to `upTo` milliseconds, so that either comes first.
   *
   * @param options.seed the same seed draws the same waits.
   */
  reorder(options: { seed: number; upTo?: number }): void {
    const draw = seeded(options.seed);
    const upTo = options.upTo ?? 20;
    this.#jitter = () => draw(upTo + 1);
    this.#gateway.holdFor = () => (draw(3) === 0 ? draw(upTo + 1) : 0);
  }

  /**
   * One fault after another while things happen in the world, by a seed: after each `every` events or so, one of `kinds`.
   *
   * @returns the way to end it.
   * @example
   * const calm = discord.faults.storm({ seed: 7, every: 20 });
   * await playYourScene();
   * calm();
   */
  storm(options: StormOptions): () => void {
    const draw = seeded(options.seed);
    const every = options.every ?? 20;
    const kinds = options.kinds ?? ['drop', 'reconnect', 'invalidResumable', 'serverError'];
    const next = () => 1 + draw(2 * every - 1);
    let left = next();
    const stop = this.#gateway.onEvent(() => {
      left -= 1;
      if (left > 0) return;
      left = next();
      const kind = kinds[draw(kinds.length)];
      // Not in the middle of what is being told.
      if (kind !== undefined) setImmediate(() => this.#strike(kind));
    });
    const calm = () => {
      stop();
      this.#storms.delete(calm);
    };
    this.#storms.add(calm);
    return calm;
  }

  #strike(kind: StormFault): void {
    if (kind === 'drop') this.dropGateway();
    else if (kind === 'reconnect') this.reconnect();
    else if (kind === 'silence') this.silence();
    else if (kind === 'serverError') this.#plan('*', '(any)', /^/, 500, 1);
    else this.invalidSession(kind === 'invalidResumable');
  }

  /** Every REST answer takes this much longer (real time). */
  latency(ms: number): void {
    this.#latency = ms;
  }

  /**
   * Lets the next calls of a route fail.
   *
   * @param route - method and path, `*` for any segment: `POST /channels/*\/messages`.
   * @param status - 429, or any 4xx or 5xx.
   * @param times - how many calls; one when not given.
   */
  next(route: string, status: number, times = 1): void {
    const [method, path, ...rest] = route.trim().split(/\s+/);
    if (!method || !path || rest.length > 0) {
      throw new TypeError(`"${route}" is no route: write it like "POST /channels/*/messages"`);
    }
    const source = path
      .split('/')
      .map((part) => (part === '*' ? '[^/]+' : part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')))
      .join('/');
    this.#plan(method.toUpperCase(), path, new RegExp(`^${source}$`), status, times);
  }

  #plan(method: string, path: string, pattern: RegExp, status: number, left: number): void {
    this.#planned.push({ method, path, pattern, status, left });
  }

  /** What is planned for this call; counts it. */
  take(method: string, path: string): number | null {
    const index = this.#planned.findIndex(
      (it) => (it.method === '*' || it.method === method) && it.pattern.test(path),
    );
    const planned = this.#planned[index];
    if (!planned) return null;
    planned.left -= 1;
    if (planned.left <= 0) this.#planned.splice(index, 1);
    return planned.status;
  }

  /** How much longer every REST answer takes. */
  get delay(): number {
    return this.#latency;
  }

  /** For how long the next answer is held back, the latency included. */
  hold(): number {
    return this.#latency + this.#jitter();
  }

  /** What still is to fail. */
  get planned(): PlannedFault[] {
    return this.#planned.map(({ method, path, status, left }) => ({
      route: `${method} ${path}`,
      status,
      left,
    }));
  }

  get withholdsAcknowledgements(): boolean {
    return this.#gateway.withholdsAcks;
  }

  get reorders(): boolean {
    return this.#jitter !== none;
  }

  /** How many storms there are. */
  get storms(): number {
    return this.#storms.size;
  }

  /** Open sockets on which nothing comes any more. */
  get silentConnections(): number {
    return this.#gateway.silentConnections;
  }

  /** Ends every fault: no latency, nothing planned, no storm; silent sockets are cut, as they can say nothing more. */
  reset(): void {
    this.#latency = 0;
    this.#planned.length = 0;
    this.#jitter = none;
    this.#gateway.holdFor = none;
    this.#gateway.withholdsAcks = false;
    for (const calm of [...this.#storms]) calm();
    this.#gateway.dropSilent();
  }
}
