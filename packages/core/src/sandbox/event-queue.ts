import { cacheOnly, type PortableError, readError, reviveError } from '@guildhall/sandbox-runtime';
import { SandboxError } from './errors.ts';

/** Events that are sent in one message. */
const batchSize = 32;
/** So many events may be in the process at once; more wait here. */
const credits = 512;
/** More than this waiting is a process that does not keep up with its guilds. */
const mostWaiting = 20_000;

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Waiting {
  readonly id: number;
  readonly guildId: string;
  readonly type: string;
  readonly source: unknown;
  readonly places: number[];
  readonly config: unknown;
  /** Who waits, in the order of `places`. */
  readonly waiters: Waiter[];
}

export interface EventQueueOptions {
  /** What of a payload the plugin may see. */
  readonly withhold: (type: string, payload: unknown) => unknown;
  /** Told when there is something to send, once until `flush`. */
  readonly onWaiting: () => void;
}

/**
 * Events on their way to a plugin's process: each once, however many of its pieces hear it; in batches; never more in the process
 * than it has credit for. What is not yet sent when a process ends, the next one gets.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: Waiting[] = [];
  readonly #sent = new Map<number, Waiting>();
  #latest: Waiting | undefined;
  #last = 0;
  #batch = 0;
  #scheduled = false;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** Events that the process has, or will get. */
  get size(): number {
    return this.#waiting.length + this.#sent.size;
  }

  /**
   * @returns when all that the event has set off in the process has ended; it rejects with what this piece threw
   * @throws `SandboxError` when too many wait
   */
  add(guildId: string, place: number, type: string, payload: unknown, config?: unknown): Promise<void> {
    const latest = this.#latest;
    // The host calls one piece after the other with the same frame.
    const isSame =
      latest !== undefined &&
      latest.source === payload &&
      latest.guildId === guildId &&
      !latest.places.includes(place);
    const event = isSame ? latest : this.#wait(guildId, type, payload, config);
    event.places.push(place);
    return new Promise((resolve, reject) => event.waiters.push({ resolve, reject }));
  }

  #wait(guildId: string, type: string, payload: unknown, config: unknown): Waiting {
    if (this.#waiting.length >= mostWaiting) {
      throw new SandboxError(
        'SANDBOX_HUNG',
        `${mostWaiting} events wait for it.`,
        'It is too slow for its guilds; tell its author.',
      );
    }
    this.#last += 1;
    const event: Waiting = {
      id: this.#last,
      guildId,
      type,
      source: payload,
      places: [],
      config,
      waiters: [],
    };
    this.#latest = event;
    this.#waiting.push(event);
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#options.onWaiting();
    }
    return event;
  }

  /** @returns the messages to send now, as JSON */
  flush(): string[] {
    this.#scheduled = false;
    this.#latest = undefined;
    const messages: string[] = [];
    while (this.#waiting.length > 0 && this.#sent.size < credits) {
      const events = this.#waiting.splice(0, Math.min(batchSize, credits - this.#sent.size));
      this.#batch += 1;
      const entries = events.map((event) => {
        this.#sent.set(event.id, event);
        const payload = this.#options.withhold(event.type, event.source);
        const entry = [event.id, event.guildId, event.type, payload, event.places];
        return event.config === undefined ? entry : [...entry, event.config];
      });
      messages.push(JSON.stringify(['events', this.#batch, entries]));
    }
    return messages;
  }

  /** @param done ids, or pairs of an id and its failures, as they came over the channel */
  settle(done: unknown): void {
    if (!Array.isArray(done)) return;
    for (const entry of done) {
      const [id, failures] = Array.isArray(entry) ? (entry as [unknown, unknown]) : [entry, undefined];
      const event = this.#sent.get(Number(id));
      if (!event) continue;
      this.#sent.delete(event.id);
      settle(event, readFailures(failures));
    }
    if (this.#waiting.length > 0 && !this.#scheduled) {
      this.#scheduled = true;
      this.#options.onWaiting();
    }
  }

  /** The process is gone: what it had fails, what waits goes on waiting. */
  lost(error: Error): void {
    const lost = [...this.#sent.values()];
    this.#sent.clear();
    for (const event of lost) fail(event, error);
  }

  /** Nobody will come for the events of this guild, or of any. */
  drop(error: Error, guildId?: string): void {
    const isMeant = (event: Waiting) => guildId === undefined || event.guildId === guildId;
    for (const event of this.#waiting.filter(isMeant)) fail(event, error);
    this.#waiting = this.#waiting.filter((event) => !isMeant(event));
    if (guildId === undefined) this.lost(error);
  }
}

function settle(
  { places, waiters }: Waiting,
  failures: ReadonlyMap<number, PortableError> | undefined,
): void {
  for (const [index, { resolve, reject }] of waiters.entries()) {
    const failure = failures?.get(places[index] ?? cacheOnly);
    if (failure) reject(reviveError(failure));
    else resolve();
  }
}

function fail({ waiters }: Waiting, error: Error): void {
  for (const { reject } of waiters) reject(error);
}

function readFailures(failures: unknown): ReadonlyMap<number, PortableError> | undefined {
  if (!Array.isArray(failures)) return undefined;
  return new Map(
    failures.flatMap((failure) =>
      Array.isArray(failure) ? [[Number(failure[0]), readError(failure[1])] as const] : [],
    ),
  );
}
