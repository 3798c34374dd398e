export interface Limit {
  /** In the header: `"sign-in"`. */
  readonly name: string;
  readonly requests: number;
  readonly perSeconds: number;
}

export interface LimitState {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Until the window ends, in whole seconds, at least 1. */
  readonly resetSeconds: number;
}

/** Counts in fixed windows, in this process. Holds at most `capacity` keys: past it, the oldest windows go first. */
export class RateLimiter {
  readonly limit: Limit;
  readonly #now: () => number;
  readonly #capacity: number;
  readonly #windows = new Map<string, { count: number; endsAt: number }>();

  constructor(limit: Limit, now: () => number, capacity = 50_000) {
    this.limit = limit;
    this.#now = now;
    this.#capacity = capacity;
  }

  take(key: string): LimitState {
    const now = this.#now();
    let window = this.#windows.get(key);
    if (!window || window.endsAt <= now) {
      window = { count: 0, endsAt: now + this.limit.perSeconds * 1000 };
      // Deleted first: a map keeps the place of a key that is set again.
      this.#windows.delete(key);
      this.#windows.set(key, window);
      this.#evict(now);
    }
    window.count++;
    return {
      allowed: window.count <= this.limit.requests,
      remaining: Math.max(0, this.limit.requests - window.count),
      resetSeconds: Math.max(1, Math.ceil((window.endsAt - now) / 1000)),
    };
  }

  #evict(now: number): void {
    for (const [key, window] of this.#windows) {
      if (window.endsAt > now && this.#windows.size <= this.#capacity) return;
      this.#windows.delete(key);
    }
  }
}
