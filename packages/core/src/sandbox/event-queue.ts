import { cacheOnly, type PortableError, readError, reviveError } from '@guildhall/sandbox-runtime';
import type { Frame } from '../discord/index.ts';
import { SandboxError } from './errors.ts';

/** At most so many events, and about so much text, are sent in one message. */
const largestBatch = { events: 128, length: 128 * 1024 };
/** So many batches may be unread: enough that the process need not wait for us, few enough that it is seldom woken. */
const mostUnread = 4;
/** So many events may be in the process at once; more wait here. */
const credits = 512;
/** More than this waiting is a process that does not keep up with its guilds. */
const mostWaiting = 20_000;

interface Waiter {
  readonly within: Within | undefined;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

interface Waiting {
  readonly id: number;
  readonly guildId: string;
  readonly type: string;
  /** The payload as it came. */
  readonly source: unknown;
  readonly frame: Frame | undefined;
  readonly places: number[];
  readonly config: unknown;
  /** Who waits, in the order of `places`. */
  readonly waiters: Waiter[];
}

/** One event for one piece. */
export interface HeardEvent {
  readonly guildId: string;
  readonly place: number;
  readonly type: string;
  readonly event: { readonly frame: Frame } | { readonly payload: unknown };
  readonly config?: unknown;
  readonly within?: Within | undefined;
}

/** Runs something as if the event's handler had. */
export type Within = <T>(run: () => T) => T;

export interface EventQueueOptions {
  /** What of a payload the plugin may see. */
  readonly withhold: (type: string, payload: unknown) => unknown;
  /** What of a frame the plugin may see, as JSON. */
  readonly textOf: (guildId: string, frame: Frame) => string;
  /** Told when there is something to send, once until `flush`. */
  readonly onWaiting: () => void;
}

/**
 * Events on their way to a plugin's process: each once, however many of its pieces hear it; never more in the process than it has
 * credit for. While it has batches that it has not read yet, what comes gathers for the next: the busier it is, the larger its
 * batches, and it is woken once for each. What is not yet sent when a process ends, the next one gets.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: Waiting[] = [];
  readonly #sent = new Map<number, Waiting>();
  #latest: Waiting | undefined;
  #last = 0;
  #batch = 0;
  /** Batches that the process has not read. */
  #unread = 0;
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
  add(heard: HeardEvent): Promise<void> {
    const { guildId, place, event, within } = heard;
    const latest = this.#latest;
    const source = 'frame' in event ? event.frame.payload : event.payload;
    // The host calls one piece after the other with the same frame.
    const isSame =
      latest !== undefined &&
      latest.source === source &&
      latest.guildId === guildId &&
      !latest.places.includes(place);
    const waiting = isSame ? latest : this.#wait(heard, source);
    waiting.places.push(place);
    return new Promise((resolve, reject) => waiting.waiters.push({ within, resolve, reject }));
  }

  /** As if from the handler of an event that is still under way. */
  within(guildId: string, id: number, place: number): Within | undefined {
    const event = this.#sent.get(id);
    if (event?.guildId !== guildId) return undefined;
    return event.waiters[event.places.indexOf(place)]?.within;
  }

  #wait({ guildId, type, event: given, config }: HeardEvent, source: unknown): Waiting {
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
      source,
      frame: 'frame' in given ? given.frame : undefined,
      places: [],
      config,
      waiters: [],
    };
    this.#latest = event;
    this.#waiting.push(event);
    this.#schedule();
    return event;
  }

  /** @param hurry something else is about to be sent that must not overtake them @returns the messages to send now, as JSON */
  flush(hurry = false): string[] {
    this.#scheduled = false;
    this.#latest = undefined;
    const messages: string[] = [];
    while (this.#waiting.length > 0 && this.#sent.size < credits && (hurry || this.#mayGo)) {
      messages.push(this.#nextBatch());
    }
    return messages;
  }

  #nextBatch(): string {
    const most = Math.min(this.#waiting.length, largestBatch.events, credits - this.#sent.size);
    let text = '';
    let count = 0;
    while (count < most && text.length < largestBatch.length) {
      const event = this.#waiting[count];
      if (!event) break;
      const entry = this.#entry(event);
      text += count === 0 ? entry : `,${entry}`;
      this.#sent.set(event.id, event);
      count += 1;
    }
    this.#waiting.splice(0, count);
    this.#batch += 1;
    this.#unread += 1;
    return `["events",${this.#batch},[${text}]]`;
  }

  #entry({ id, guildId, type, source, frame, places, config }: Waiting): string {
    const { textOf, withhold } = this.#options;
    const payload = frame ? textOf(guildId, frame) : JSON.stringify(withhold(type, source) ?? null);
    const more = config === undefined ? '' : `,${JSON.stringify(config)}`;
    // A guild's id and an event's name hold nothing that JSON escapes, coming from Discord; the rest is made here.
    return `[${id},"${guildId}","${type}",${payload},[${places.join()}]${more}]`;
  }

  get #mayGo(): boolean {
    return this.#unread < mostUnread;
  }

  #schedule(): void {
    if (this.#scheduled || this.#waiting.length === 0 || !this.#mayGo) return;
    this.#scheduled = true;
    this.#options.onWaiting();
  }

  /** The process has read a batch. */
  read(): void {
    this.#unread = Math.max(0, this.#unread - 1);
    this.#schedule();
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
    this.#schedule();
  }

  /** The process is gone: what it had fails, what waits goes on waiting. */
  lost(error: Error): void {
    const lost = [...this.#sent.values()];
    this.#unread = 0;
    this.#sent.clear();
    for (const event of lost) fail(event, error);
    this.#schedule();
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
