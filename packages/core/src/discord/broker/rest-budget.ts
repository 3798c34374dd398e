/**
 * How many calls each plugin may make in each guild within a while: one bad plugin can get the whole bot limited.
 * A window begins with the first call after the last one is over.
 */
export class RestBudget {
  /** Calls within a window. */
  readonly limit: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #windows = new Map<string, { startedAt: number; calls: number; told: boolean }>();

  /** @param options.windowMs a minute when left out */
  constructor(
    limit: number,
    { windowMs = 60_000, now = Date.now }: { windowMs?: number; now?: () => number } = {},
  ) {
    this.limit = limit;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** @returns milliseconds until the next call may be made; 0: this one is counted and may be made now */
  spend(pluginId: string, guildId: string): number {
    const key = `${guildId}:${pluginId}`;
    const now = this.#now();
    const window = this.#windows.get(key);
    if (!window || now - window.startedAt >= this.#windowMs) {
      this.#forgetOld(now);
      this.#windows.set(key, { startedAt: now, calls: 1, told: false });
      return 0;
    }
    if (window.calls >= this.limit) return this.#windowMs - (now - window.startedAt);
    window.calls++;
    return 0;
  }

  /** Milliseconds until there is something to spend again; nothing is spent. */
  waitFor(pluginId: string, guildId: string): number {
    const window = this.#windows.get(`${guildId}:${pluginId}`);
    if (!window || window.calls < this.limit) return 0;
    return Math.max(0, this.#windowMs - (this.#now() - window.startedAt));
  }

  /** Whether nobody has been told yet, in this window, that it is spent. Once true, then false. */
  isNews(pluginId: string, guildId: string): boolean {
    const window = this.#windows.get(`${guildId}:${pluginId}`);
    if (!window || window.told) return false;
    window.told = true;
    return true;
  }

  /** Windows held, for leak tests. */
  get size(): number {
    return this.#windows.size;
  }

  #forgetOld(now: number): void {
    for (const [key, { startedAt }] of this.#windows) {
      if (now - startedAt >= this.#windowMs) this.#windows.delete(key);
    }
  }
}
