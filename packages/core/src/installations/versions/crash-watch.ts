const windowMs = 10 * 60_000;
/** Errors within the window that take back an update. */
const maxErrors = 5;
/** Openings of the breaker within the window that put a plugin into quarantine. */
const maxOpenings = 3;

export interface CrashWatchOptions {
  readonly now: () => number;
  /** Five errors within ten minutes. */
  readonly crashed: (guildId: string, pluginId: string) => Promise<void>;
  /** Its breaker has opened three times within ten minutes. */
  readonly exhausted: (guildId: string, pluginId: string) => Promise<void>;
}

/** Counts how often plugins fail in each guild, and says when it is too often. It remembers nothing that is older than ten minutes. */
export class CrashWatch {
  readonly #options: CrashWatchOptions;
  readonly #errors = new Map<string, number[]>();
  readonly #openings = new Map<string, number[]>();

  constructor(options: CrashWatchOptions) {
    this.#options = options;
  }

  failed(guildId: string, pluginId: string): void {
    if (this.#count(this.#errors, guildId, pluginId, maxErrors)) {
      void this.#options.crashed(guildId, pluginId);
    }
  }

  opened(guildId: string, pluginId: string): void {
    if (this.#count(this.#openings, guildId, pluginId, maxOpenings)) {
      void this.#options.exhausted(guildId, pluginId);
    }
  }

  /** Begins to count anew, e.g. for another version. */
  forget(guildId: string, pluginId: string): void {
    this.#errors.delete(`${guildId}:${pluginId}`);
    this.#openings.delete(`${guildId}:${pluginId}`);
  }

  #count(counts: Map<string, number[]>, guildId: string, pluginId: string, limit: number): boolean {
    const key = `${guildId}:${pluginId}`;
    const now = this.#options.now();
    const recent = [...(counts.get(key) ?? []).filter((at) => now - at < windowMs), now];
    const isTooMany = recent.length >= limit;
    if (isTooMany) counts.delete(key);
    else counts.set(key, recent);
    return isTooMany;
  }
}
