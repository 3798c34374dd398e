import { randomBytes } from 'node:crypto';
import type { LiveEvent } from '../contracts/live.ts';

const keptPerGuild = 200;
const keptGuilds = 2_000;

type LiveEventInput = LiveEvent extends infer E ? (E extends LiveEvent ? Omit<E, 'at'> : never) : never;

interface Kept {
  readonly number: number;
  readonly event: LiveEvent;
}

export type LiveListener = (event: LiveEvent, id: string) => void;

/**
 * What changes in each guild, with the last events of each kept, so that a stream that was cut can go on.
 * Ids are of this process: after a restart, a resumed stream begins with `reset`.
 */
export class LiveEvents {
  readonly #run = randomBytes(6).toString('base64url');
  readonly #now: () => number;
  readonly #kept = new Map<string, Kept[]>();
  readonly #listeners = new Map<string, Set<LiveListener>>();
  #number = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  publish(guildId: string, input: LiveEventInput): void {
    const event = { ...input, at: new Date(this.#now()).toISOString() } as LiveEvent;
    const kept = this.#kept.get(guildId) ?? [];
    const number = ++this.#number;
    kept.push({ number, event });
    if (kept.length > keptPerGuild) kept.shift();
    this.#kept.delete(guildId);
    this.#kept.set(guildId, kept);
    const [quietest] = this.#kept.keys();
    if (this.#kept.size > keptGuilds && quietest !== undefined) this.#kept.delete(quietest);
    for (const listener of this.#listeners.get(guildId) ?? []) listener(event, this.#id(number));
  }

  /**
   * First tells what came after `lastId`, then what comes. @returns the undo.
   *
   * @param lastId - `undefined`: from now on.
   */
  subscribe(guildId: string, lastId: string | undefined, listener: LiveListener): () => void {
    if (lastId !== undefined) this.#replay(guildId, lastId, listener);
    const listeners = this.#listeners.get(guildId) ?? new Set();
    this.#listeners.set(guildId, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(guildId);
    };
  }

  /** An id that stands for now. */
  currentId(): string {
    return this.#id(this.#number);
  }

  #replay(guildId: string, lastId: string, listener: LiveListener): void {
    const [run, text = ''] = lastId.split('~');
    const last = Number(text);
    const kept = this.#kept.get(guildId) ?? [];
    const ours = run === this.#run && /^\d+$/.test(text) && last <= this.#number;
    // Full means that something older was dropped; then only what is still here can be gone on from.
    const dropped = kept.length === keptPerGuild && last < (kept[0]?.number ?? 0);
    const forgotten = kept.length === 0 && this.#kept.size >= keptGuilds;
    if (!ours || dropped || forgotten) {
      listener({ type: 'reset', at: new Date(this.#now()).toISOString() }, this.currentId());
      return;
    }
    for (const { number, event } of kept) if (number > last) listener(event, this.#id(number));
  }

  #id(number: number): string {
    return `${this.#run}~${number}`;
  }
}
