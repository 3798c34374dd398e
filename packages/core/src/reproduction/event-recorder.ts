import type { RecordedEvent } from './to-steps.ts';

const windowMs = 60_000;
const mostEvents = 60;

/**
 * The last events of guilds in which something has just failed. A guild is watched from its first failure on, for a minute after
 * its last: until then only the very last event is held.
 */
export class EventRecorder {
  readonly #now: () => number;
  readonly #watched = new Map<string, { until: number; events: RecordedEvent[] }>();
  /** The last one of any guild: at a failure it is most likely what caused it. One object for all, because every frame passes here. */
  readonly #latest: { guildId: string; type: string; payload: unknown } = {
    guildId: '',
    type: '',
    payload: undefined,
  };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Something has failed there. */
  watch(guildId: string): void {
    const now = this.#now();
    for (const [id, { until }] of this.#watched) if (until < now) this.#watched.delete(id);
    const known = this.#watched.get(guildId);
    if (known) {
      known.until = now + windowMs;
      return;
    }
    const { type, payload } = this.#latest;
    const events = this.#latest.guildId === guildId ? [{ at: now, type, payload }] : [];
    this.#watched.set(guildId, { until: now + windowMs, events });
  }

  event(guildId: string, type: string, payload: unknown): void {
    const latest = this.#latest;
    latest.guildId = guildId;
    latest.type = type;
    latest.payload = payload;
    if (this.#watched.size === 0) return;
    const watched = this.#watched.get(guildId);
    if (!watched) return;
    const at = this.#now();
    if (watched.until < at) {
      this.#watched.delete(guildId);
      return;
    }
    watched.events.push({ at, type, payload });
    if (watched.events.length > mostEvents) watched.events.shift();
  }

  events(guildId: string): readonly RecordedEvent[] {
    return [...(this.#watched.get(guildId)?.events ?? [])];
  }
}
