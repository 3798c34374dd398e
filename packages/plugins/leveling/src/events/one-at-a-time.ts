/**
 * Runs work of one key in the order in which it came, and of different keys side by side. Without it, a member's second
 * message could be paid before the first, which would then look as if it came within the cooldown.
 * Nothing is kept of a key whose work is done; a failure is its caller's alone.
 */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key);
    const result = before ? before.then(work, work) : work();
    this.#last.set(key, result);
    const forget = (): void => {
      if (this.#last.get(key) === result) this.#last.delete(key);
    };
    result.then(forget, forget);
    return result;
  }

  /** How many keys have work under way. */
  get size(): number {
    return this.#last.size;
  }
}
