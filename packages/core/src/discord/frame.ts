import { fullSight, type Sight, visibleTo } from './withheld.ts';

/**
 * One dispatch frame of the gateway, from its arrival until all its effects have settled.
 *
 * 1. `settled` is called exactly once, after everything that was tracked has settled, successfully or not.
 * 2. Nothing may be tracked after that.
 */
export class Frame {
  readonly type: string;
  readonly payload: unknown;
  readonly shardId: number;
  readonly sequence: number;
  readonly #settled: () => void;
  /** Copies for those who do not see everything, by the index of their sight. */
  #copies: unknown[] | undefined;
  /** The same as JSON. */
  #texts: string[] | undefined;
  #open = 1;

  constructor(
    type: string,
    payload: unknown,
    at: { shardId: number; sequence: number },
    settled: () => void,
  ) {
    this.type = type;
    this.payload = payload;
    this.shardId = at.shardId;
    this.sequence = at.sequence;
    this.#settled = settled;
  }

  /** The payload as a plugin of this sight gets it: one copy for all of the same sight, made for the first. */
  seenBy(sight: Sight, botId: string): unknown {
    if (sight === fullSight) return this.payload;
    this.#copies ??= [];
    const copy = this.#copies[sight.index] ?? visibleTo(sight, this.payload, botId);
    this.#copies[sight.index] = copy;
    return copy;
  }

  /** The same as JSON, for plugins in other processes: written once for all of the same sight. */
  textSeenBy(sight: Sight, botId: string): string {
    this.#texts ??= [];
    const text = this.#texts[sight.index] ?? JSON.stringify(this.seenBy(sight, botId));
    this.#texts[sight.index] = text;
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
