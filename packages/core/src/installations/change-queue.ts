/** Changes of one installation take effect one after another in this process; those of others beside it. */
export class ChangeQueue {
  readonly #ends = new Map<string, Promise<unknown>>();

  inOrder<T>(guildId: string, pluginId: string, work: () => Promise<T>): Promise<T> {
    const key = `${guildId}:${pluginId}`;
    const next = (this.#ends.get(key) ?? Promise.resolve()).then(work, work);
    this.#ends.set(key, next);
    const forget = () => {
      if (this.#ends.get(key) === next) this.#ends.delete(key);
    };
    next.then(forget, forget);
    return next;
  }

  /** Resolves when no change is under way. */
  async idle(): Promise<void> {
    while (this.#ends.size > 0) await Promise.allSettled(this.#ends.values());
  }
}
