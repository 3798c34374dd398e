import type { DeletedThing } from './restore.ts';

/** What was deleted lately, to be made again when its deleter turns out to be destroying the server. */
export const remembered = 50;

interface Deleted {
  readonly at: number;
  readonly by: string;
  readonly thing: DeletedThing;
}

/** What anti-nuke remembers of a guild. It goes with the rest of what is remembered of it. */
export class NukeMemory {
  /** When each actor did what is counted, by actor and kind. */
  readonly deeds = new Map<string, number[]>();
  /** When an actor was stopped. */
  readonly stopped = new Map<string, number>();
  deleted: readonly Deleted[] = [];
  readonly #channels = new Map<string, ReadonlyMap<string, unknown>>();

  /** A channel as it was: the audit log says little of it. */
  channel(id: string): ReadonlyMap<string, unknown> | undefined {
    return this.#channels.get(id);
  }

  keepChannel(id: string, channel: ReadonlyMap<string, unknown>): void {
    this.#channels.set(id, channel);
    const oldest = this.#channels.keys().next();
    if (this.#channels.size > remembered && oldest.done !== true) this.#channels.delete(oldest.value);
  }
}
