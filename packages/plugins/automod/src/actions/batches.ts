import type { AutomodContext } from '../contract.ts';

interface Waiting {
  readonly item: string;
  readonly done: (result: boolean) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Gathers what is asked for while a call is under way, and does it with the next call: the first is done at once, a storm of
 * thousands in a few calls. One call at a time for each key, so that Discord's limits make it slower and never refuse it.
 */
export class Batches {
  readonly #most: number;
  readonly #run: (ctx: AutomodContext, key: string, items: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly #waiting = new Map<string, Waiting[]>();

  /**
   * @param most items of one call
   * @param run does it, and says for which items it was done
   */
  constructor(
    most: number,
    run: (ctx: AutomodContext, key: string, items: readonly string[]) => Promise<ReadonlySet<string>>,
  ) {
    this.#most = most;
    this.#run = run;
  }

  /** @returns whether there was anything to do. @throws what the call that it was part of throws */
  add(ctx: AutomodContext, key: string, item: string): Promise<boolean> {
    return new Promise((done, failed) => {
      const id = `${ctx.guild.id} ${key}`;
      const waiting = this.#waiting.get(id);
      if (waiting) waiting.push({ item, done, failed });
      else {
        this.#waiting.set(id, []);
        void this.#work(ctx, id, key, [{ item, done, failed }]);
      }
    });
  }

  async #work(ctx: AutomodContext, id: string, key: string, first: readonly Waiting[]): Promise<void> {
    let batch = first;
    while (batch.length > 0) {
      const items = [...new Set(batch.map(({ item }) => item))];
      try {
        const did = await this.#run(ctx, key, items);
        for (const { item, done } of batch) done(did.has(item));
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
      const waiting = this.#waiting.get(id) ?? [];
      batch = waiting.splice(0, this.#most);
    }
    this.#waiting.delete(id);
  }
}
