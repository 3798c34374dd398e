/** Whose guild the work is of: a context. */
interface OfGuild {
  readonly guild: { readonly id: string };
}

/**
 * Runs work of one key in the order in which it came, and of different keys, or guilds, side by side. For what is read, judged and
 * written back in several steps, that a second event must not come between; where one atomic write says it, write that instead.
 *
 * Nothing is kept of a key whose work is done, and a failure is its caller's alone. It holds in one process, which is enough:
 * one guild's events all come to one.
 *
 * @example
 * const turns = new OneAtATime();
 * const warned = warnings.command({
 *   …,
 *   run: (ctx, { member }) => turns.run(ctx, member.id, async () => { … }),
 * });
 */
export class OneAtATime {
  readonly #last = new Map<string, Promise<unknown>>();

  /** @returns what `work` resolves to. @throws what it throws */
  run<T>({ guild }: OfGuild, key: string, work: () => Promise<T>): Promise<T> {
    const id = `${guild.id} ${key}`;
    const before = this.#last.get(id);
    const result = before ? before.then(work, work) : work();
    this.#last.set(id, result);
    const forget = (): void => {
      if (this.#last.get(id) === result) this.#last.delete(id);
    };
    result.then(forget, forget);
    return result;
  }

  /** How many keys have work under way. */
  get size(): number {
    return this.#last.size;
  }
}
