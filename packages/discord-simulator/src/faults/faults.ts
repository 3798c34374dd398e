/** What the gateway can be made to do wrong. */
export interface GatewayFaults {
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

interface Planned {
  method: string;
  path: string;
  pattern: RegExp;
  status: number;
  left: number;
}

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
  #latency = 0;

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
    this.#planned.push({
      method: method.toUpperCase(),
      path,
      pattern: new RegExp(`^${source}$`),
      status,
      left: times,
    });
  }

  /** What is planned for this call; counts it. */
  take(method: string, path: string): number | null {
    const index = this.#planned.findIndex((it) => it.method === method && it.pattern.test(path));
    const planned = this.#planned[index];
    if (!planned) return null;
    planned.left -= 1;
    if (planned.left <= 0) this.#planned.splice(index, 1);
    return planned.status;
  }

  get delay(): number {
    return this.#latency;
  }

  /** What still is to fail. */
  get planned(): PlannedFault[] {
    return this.#planned.map(({ method, path, status, left }) => ({
      route: `${method} ${path}`,
      status,
      left,
    }));
  }

  /** Open sockets on which nothing comes any more. */
  get silentConnections(): number {
    return this.#gateway.silentConnections;
  }

  /** Ends every fault: no latency, nothing planned; silent sockets are cut, as they can say nothing more. */
  reset(): void {
    this.#latency = 0;
    this.#planned.length = 0;
    this.#gateway.dropSilent();
  }
}
