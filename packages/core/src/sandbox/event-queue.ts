import { mostInBatch, type PortableError, readError, reviveError } from '@guildhall/sandbox-runtime';
import type { Frame } from '../discord/index.ts';
import type { FrameListener } from '../runtime/frame-hearer.ts';
import { SandboxError } from './errors.ts';
import { EventHeads } from './event-heads.ts';

/** At most about so many bytes are sent in one message. */
const largestBatch = 128 * 1024;
/** So many batches may be unread: enough that the process need not wait for us, few enough that it is seldom woken. */
const mostUnread = 4;
/** So many events may be in the process at once; more wait here. */
const credits = 512;
/** More than this waiting is a process that does not keep up with its guilds. */
const mostWaiting = 20_000;
/** How much of a list of those that wait may be of those that have gone. */
const mostGone = 1024;

/** Who hears an event: a piece, and who is told when all that it set off has ended. */
interface Hearing {
  readonly place: number;
  readonly listener: FrameListener;
  readonly within: Within | undefined;
}

interface Waiting extends Hearing {
  readonly guildId: string;
  readonly type: string;
  /** The payload as it came, until it is sent. */
  source: unknown;
  /** What of it is sent, once that is written and had no room. */
  text: string | undefined;
  readonly frame: Frame | undefined;
  readonly config: unknown;
  readonly startedAt: number;
  /** Further pieces that hear the same. */
  more: Hearing[] | undefined;
}

interface Batch {
  /** By their place in the batch; without those that have ended. */
  readonly events: (Waiting | undefined)[];
  open: number;
  isRead: boolean;
}

/** One event for one piece. */
export interface HeardEvent extends Hearing {
  readonly guildId: string;
  readonly type: string;
  /** The frame, or of one that is no more the payload. */
  readonly frame: Frame | undefined;
  readonly payload: unknown;
  readonly config?: unknown;
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

/** Where batches go. */
export interface BatchOutput {
  sendText(text: string): void;
  sendWritten(write: (room: Buffer, at: number) => number): void;
}

/**
 * Events on their way to a plugin's process: each once, however many of its pieces hear it; never more in the process than it has
 * credit for. While it has batches that it has not read yet, what comes gathers for the next: the busier it is, the larger its
 * batches, and it is woken once for each. What is not yet sent when a process ends, the next one gets.
 *
 * Thousands come in a second, so nothing is made for an event that can be made for a batch or a guild: no promise, no closure, no
 * text but the payload's own.
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: Waiting[] = [];
  /** Those before this place in `#waiting` have gone. */
  #next = 0;
  readonly #heads = new EventHeads();
  readonly #sent = new Map<number, Batch>();
  #underWay = 0;
  #latest: Waiting | undefined;
  #batch = 0;
  /** Batches that the process has not read. */
  #unread = 0;
  #scheduled = false;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  /** Events that the process has, or will get. */
  get size(): number {
    return this.#waiting.length - this.#next + this.#underWay;
  }

  /**
   * The listener is told once, when all that the event has set off in the process has ended.
   *
   * @throws `SandboxError` when too many wait
   */
  add(heard: HeardEvent): void {
    const { guildId, place, frame, listener, within } = heard;
    const source = frame ? frame.payload : heard.payload;
    const latest = this.#latest;
    // The host calls one piece after the other with the same frame.
    if (
      latest !== undefined &&
      latest.source === source &&
      latest.guildId === guildId &&
      !hears(latest, place)
    ) {
      latest.more ??= [];
      latest.more.push({ place, listener, within });
      return;
    }
    if (this.#waiting.length - this.#next >= mostWaiting) {
      throw new SandboxError(
        'SANDBOX_HUNG',
        `${mostWaiting} events wait for it.`,
        'It is too slow for its guilds; tell its author.',
      );
    }
    frame?.expectReader();
    this.#latest = {
      guildId,
      type: heard.type,
      source,
      text: undefined,
      frame,
      config: heard.config,
      startedAt: performance.now(),
      place,
      listener,
      within,
      more: undefined,
    };
    this.#waiting.push(this.#latest);
    this.#schedule();
  }

  /** As if from the handler of an event that is still under way. */
  within(guildId: string, id: number, place: number): Within | undefined {
    const event = this.#sent.get(Math.floor(id / mostInBatch))?.events[id % mostInBatch];
    if (event?.guildId !== guildId) return undefined;
    return event.place === place ? event.within : event.more?.find((other) => other.place === place)?.within;
  }

  /** Another process begins, which knows nothing yet. */
  begin(): void {
    this.#heads.clear();
  }

  /**
   * Sends what may go now.
   *
   * @param hurry something else is about to be sent that must not overtake them
   */
  flush(output: BatchOutput, hurry = false): void {
    this.#scheduled = false;
    this.#latest = undefined;
    while (this.#next < this.#waiting.length && this.#underWay < credits && (hurry || this.#mayGo)) {
      this.#sendBatch(output);
    }
  }

  #sendBatch(output: BatchOutput): void {
    this.#batch += 1;
    const number = this.#batch;
    const most = Math.min(this.#waiting.length - this.#next, mostInBatch, credits - this.#underWay);
    let count = 0;
    output.sendWritten((room, start) => {
      let at = start + room.write(`["events",${number},[`, start);
      const end = Math.min(room.length, start + largestBatch);
      let heads = '';
      while (count < most && at < end) {
        const event = this.#waiting[this.#next + count];
        if (!event) break;
        const text = event.text ?? this.#textOf(event);
        const head = this.#headOf(event, text);
        // A character of a text is at most three bytes.
        if (at + (heads.length + head.length + text.length) * 3 + roomForBrackets > room.length) {
          this.#heads.takeBack();
          event.text = text;
          break;
        }
        if (count > 0) room[at++] = comma;
        at += room.write(text, at);
        heads += count > 0 ? `,${head}` : head;
        event.text = undefined;
        event.source = undefined;
        count += 1;
      }
      // One that is larger than all that can be written at once goes by itself.
      return count === 0 ? start : at + room.write(`],[${heads}]]`, at);
    });
    if (count === 0) count = this.#sendLong(output, number);
    const events = this.#waiting.slice(this.#next, this.#next + count);
    this.#next += count;
    if (this.#next === this.#waiting.length || this.#next > mostGone) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    this.#sent.set(number, { events, open: count, isRead: false });
    this.#underWay += count;
    this.#unread += 1;
  }

  #sendLong(output: BatchOutput, number: number): number {
    const event = this.#waiting[this.#next];
    if (!event) return 0;
    const text = event.text ?? this.#textOf(event);
    output.sendText(`["events",${number},[${text}],[${this.#headOf(event, text)}]]`);
    event.text = undefined;
    event.source = undefined;
    return 1;
  }

  #headOf(event: Waiting, text: string): string {
    const isPacket = event.frame !== undefined && text === event.frame.packet;
    return this.#heads.textOf(event, placesOf(event), isPacket);
  }

  #textOf({ guildId, type, frame, source }: Waiting): string {
    const { textOf, withhold } = this.#options;
    return frame ? textOf(guildId, frame) : (JSON.stringify(withhold(type, source)) ?? 'null');
  }

  get #mayGo(): boolean {
    return this.#unread < mostUnread;
  }

  #schedule(): void {
    if (this.#scheduled || this.#next === this.#waiting.length || !this.#mayGo) return;
    this.#scheduled = true;
    this.#options.onWaiting();
  }

  /**
   * The process has read a batch, and called every handler.
   *
   * @param pending ids of its events that have not ended yet, as they came over the channel
   * @param failed what has failed
   * @returns whether anything has ended
   */
  read(number: unknown, pending: unknown, failed: unknown): boolean {
    const batch = this.#sent.get(Number(number));
    if (!batch || batch.isRead) return false;
    const { open } = batch;
    batch.isRead = true;
    this.#unread -= 1;
    const isPending = new Set(Array.isArray(pending) ? (pending as unknown[]) : []);
    this.settle(failed);
    const first = Number(number) * mostInBatch;
    for (let index = 0; index < batch.events.length; index += 1) {
      if (!isPending.has(first + index)) this.#end(Number(number), batch, index, undefined);
    }
    if (batch.open === 0) this.#sent.delete(Number(number));
    this.#schedule();
    return batch.open < open;
  }

  /** @param ended ids, or pairs of an id and its failures, as they came over the channel */
  settle(ended: unknown): void {
    if (!Array.isArray(ended)) return;
    for (const entry of ended) {
      const [id, failures] = Array.isArray(entry) ? (entry as [unknown, unknown]) : [entry, undefined];
      const number = Math.floor(Number(id) / mostInBatch);
      const batch = this.#sent.get(number);
      if (batch) this.#end(number, batch, Number(id) % mostInBatch, readFailures(failures));
    }
    this.#schedule();
  }

  #end(
    number: number,
    batch: Batch,
    index: number,
    failures: ReadonlyMap<number, PortableError> | undefined,
  ): void {
    const event = batch.events[index];
    if (!event) return;
    batch.events[index] = undefined;
    batch.open -= 1;
    this.#underWay -= 1;
    // Only a batch that is read may be forgotten: who has not read it yet owes us a sign.
    if (batch.open === 0 && batch.isRead) this.#sent.delete(number);
    end(event, failures);
  }

  /** The process is gone: what it had fails, what waits goes on waiting. */
  lost(error: Error): void {
    const lost = [...this.#sent.values()];
    this.#unread = 0;
    this.#underWay = 0;
    this.#sent.clear();
    for (const { events } of lost) for (const event of events) if (event) fail(event, error);
    this.#schedule();
  }

  /** Nobody will come for the events of this guild, or of any. */
  drop(error: Error, guildId?: string): void {
    if (guildId !== undefined) this.#heads.forget(guildId);
    const isMeant = (event: Waiting) => guildId === undefined || event.guildId === guildId;
    const waiting = this.#waiting.slice(this.#next);
    this.#next = 0;
    this.#waiting = waiting.filter((event) => !isMeant(event));
    // What comes now is none of these, and has to be asked for anew: nobody may be left to flush.
    this.#latest = undefined;
    if (guildId === undefined) this.#scheduled = false;
    for (const event of waiting) if (isMeant(event)) fail(event, error);
    if (guildId === undefined) this.lost(error);
  }
}

const comma = 44;
const roomForBrackets = 16;

function hears({ place, more }: Waiting, wanted: number): boolean {
  return place === wanted || more?.some((other) => other.place === wanted) === true;
}

function placesOf({ place, more }: Waiting): string {
  return more === undefined ? String(place) : `${place},${more.map((other) => other.place).join()}`;
}

function end(event: Waiting, failures: ReadonlyMap<number, PortableError> | undefined): void {
  const { frame, startedAt, place, listener, more } = event;
  listener.ended(frame, startedAt, failureOf(failures, place));
  for (const other of more ?? []) other.listener.ended(frame, startedAt, failureOf(failures, other.place));
}

function failureOf(
  failures: ReadonlyMap<number, PortableError> | undefined,
  place: number,
): Error | undefined {
  const failure = failures?.get(place);
  return failure && reviveError(failure);
}

function fail({ frame, startedAt, listener, more }: Waiting, error: Error): void {
  listener.ended(frame, startedAt, error);
  for (const other of more ?? []) other.listener.ended(frame, startedAt, error);
}

function readFailures(failures: unknown): ReadonlyMap<number, PortableError> | undefined {
  if (!Array.isArray(failures)) return undefined;
  return new Map(
    failures.flatMap((failure) =>
      Array.isArray(failure) ? [[Number(failure[0]), readError(failure[1])] as const] : [],
    ),
  );
}

/** Keeps discord.js' caches right, and tells nobody. */
export const unheard: FrameListener = { ended: () => undefined };
