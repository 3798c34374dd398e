const windowMs = 60_000;

/**
 * How many calls each plugin may make in each guild within a minute: one bad plugin can get the whole bot limited.
 * A window begins with the first call after the last one is over.
 */
export class RestBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #windows = new Map<string, { startedAt: number; calls: number; told: boolean }>();

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  get perMinute(): number {
    return this.#perMinute;
  }

  /** @returns milliseconds until the next call may be made; 0: this one is counted and may be made now */
  spend(pluginId: string, guildId: string): number {
    const key = `${guildId}:${pluginId}`;
    const now = this.#now();
    const window = this.#windows.get(key);
    if (!window || now - window.startedAt >= windowMs) {
      this.#forgetOld(now);
      this.#windows.set(key, { startedAt: now, calls: 1, told: false });
      return 0;
    }
    if (window.calls >= this.#perMinute) return windowMs - (now - window.startedAt);
    window.calls++;
    return 0;
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
      if (now - startedAt >= windowMs) this.#windows.delete(key);
    }
  }
}
