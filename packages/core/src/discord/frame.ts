import { fullSight, type Sight, visibleTo } from './withheld.ts';

const unset: unique symbol = Symbol('unset');

/**
 * One dispatch frame of the gateway, from its arrival until all its effects have settled.
 *
 * 1. `settled` is called exactly once, after everything that was tracked has settled, successfully or not.
 * 2. Nothing may be tracked after that.
 */
export class Frame {
  readonly type: string;
  readonly shardId: number;
  readonly sequence: number;
  /** The whole packet as it came (`{"t":…,"s":…,"op":0,"d":…}`), where that is known. */
  readonly packet: string | undefined;
  readonly #settled: () => void;
  /** `unset` while nobody needs it: it is made again of the packet. */
  #payload: unknown;
  /** Copies for those who do not see everything, by the index of their sight. */
  #copies: unknown[] | undefined;
  /** The same as JSON, while several want it. */
  #texts: string[] | undefined;
  /** How many will still ask for the text. */
  #readers = 0;
  #open = 1;

  constructor(
    type: string,
    payload: unknown,
    at: { shardId: number; sequence: number; packet?: string | undefined },
    settled: () => void,
  ) {
    this.type = type;
    this.#payload = payload;
    this.packet = at.packet;
    this.shardId = at.shardId;
    this.sequence = at.sequence;
    this.#settled = settled;
  }

  get payload(): unknown {
    if (this.#payload === unset && this.packet !== undefined) {
      this.#payload = (JSON.parse(this.packet) as { readonly d: unknown }).d;
    }
    return this.#payload;
  }

  /** The payload as a plugin of this sight gets it: one copy for all of the same sight, made for the first. */
  seenBy(sight: Sight, botId: string): unknown {
    if (sight === fullSight) return this.payload;
    this.#copies ??= [];
    const copy = this.#copies[sight.index] ?? visibleTo(sight, this.payload, botId);
    this.#copies[sight.index] = copy;
    return copy;
  }

  /** Somebody will ask for a text, once. */
  expectReader(): void {
    this.#readers++;
  }

  /**
   * The payload as a plugin of this sight gets it, as JSON for its process; for one that sees everything the packet itself, where
   * it is known. Written once for all of the same sight. After the last expected reader the frame keeps no more than the packet:
   * it may wait long for the process, and thousands of objects that wait are what the garbage collector would be busy with.
   */
  textSeenBy(sight: Sight, botId: string): string {
    const known = sight === fullSight && this.packet !== undefined ? this.packet : this.#texts?.[sight.index];
    const text =
      known ?? JSON.stringify(this.#copies?.[sight.index] ?? visibleTo(sight, this.payload, botId));
    this.#readers--;
    if (this.#readers > 0) {
      this.#texts ??= [];
      this.#texts[sight.index] = text;
    } else {
      this.#texts = undefined;
      if (this.packet !== undefined) {
        this.#copies = undefined;
        this.#payload = unset;
      }
    }
    return text;
  }

  /** Keeps the frame open until `effect` has settled. */
  track(effect: PromiseLike<unknown>): void {
    this.#open++;
    const release = () => this.close();
    effect.then(release, release);
  }

  /** Keeps the frame open. @returns how to let go, once. */
  hold(): () => void {
    this.#open++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.close();
    };
  }

  /** Keeps the frame open until `close` is called once more: `hold` for who knows that he lets go once. */
  open(): void {
    this.#open++;
  }

  /** Lets go of the arrival itself, or of what `open` was called for. */
  close(): void {
    if (--this.#open === 0) this.#settled();
  }
}

/**
 * What tells an event from every other: Discord's own id where it has one, and else its place in the session, which a resumed
 * connection keeps.
 */
export function frameId({ type, payload, shardId, sequence }: Frame, session: string | undefined): string {
  const id = (payload as { readonly id?: string } | null)?.id;
  if ((type === 'MESSAGE_CREATE' || type === 'INTERACTION_CREATE') && id !== undefined)
    return `${type}:${id}`;
  return `${session ?? `shard ${shardId}`}:${sequence}`;
}

/** Which sequence number of one session may be stored: the last one before the oldest frame that is still open. */
export class SequenceLedger {
  // Frames arrive in rising order, so the first of the set is the oldest.
  readonly #open = new Set<number>();
  #highest: number;

  constructor(start: number) {
    this.#highest = start;
  }

  begin(sequence: number): void {
    this.#open.add(sequence);
    if (sequence > this.#highest) this.#highest = sequence;
  }

  settle(sequence: number): void {
    this.#open.delete(sequence);
  }

  get committed(): number {
    const [oldest] = this.#open;
    return oldest === undefined ? this.#highest : oldest - 1;
  }
}
