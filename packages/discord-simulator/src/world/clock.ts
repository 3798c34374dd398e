/**
 * The one clock of a simulated stack: the simulator, the bot's jobs and `Date` in its processes follow it.
 * Transport time (heartbeats, the 3 s to answer, rate-limit buckets) stays real.
 */
export interface SimulatorClock {
  /** Milliseconds since the epoch. Never goes back. */
  now(): number;
  /** Moves the clock forward and waits for every listener to have caught up. */
  advance(ms: number): Promise<void>;
  /** Calls `fn` after each `advance`. Returns the way to stop it. */
  onAdvance(fn: () => void | Promise<void>): () => void;
}

/**
 * A clock that runs with real time, plus what it was advanced by.
 *
 * @param options.offset - milliseconds that it is ahead of real time from the start.
 * @example
 * const clock = createClock();
 * await clock.advance(24 * 60 * 60 * 1000);
 */
export function createClock(options: { offset?: number } = {}): SimulatorClock {
  let offset = options.offset ?? 0;
  let last = 0;
  const listeners = new Set<() => void | Promise<void>>();
  return {
    now() {
      last = Math.max(last, Date.now() + offset);
      return last;
    },
    async advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`a clock only goes forward, not by ${ms} ms`);
      offset += ms;
      for (const listener of [...listeners]) await listener();
    },
    onAdvance(fn) {
      listeners.add(fn);
      return () => void listeners.delete(fn);
    },
  };
}

const units: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};
const part = /(\d+(?:\.\d+)?)\s*(ms|minute|min|hour|day|week|s|m|h|d|w)s?(?![a-z])/g;

/** Reads `'24h'`, `'90 s'`, `'5 min'`, `'1 day 2 hours'` or a number of milliseconds: plugins' ways to write one are among them. */
export function readDuration(duration: string | number): number {
  if (typeof duration === 'number') return duration;
  const parts = [...duration.matchAll(part)];
  if (parts.length === 0 || duration.replaceAll(part, '').trim() !== '') {
    throw new RangeError(`"${duration}" is no duration: write it like "24h", "90 s", "5 min" or "1d 2h"`);
  }
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}
