import { setImmediate, setTimeout } from 'node:timers/promises';
import type { AutomodContext } from '../contract.ts';

interface Waiting {
  readonly item: string;
  readonly done: (result: boolean) => void;
  readonly failed: (error: unknown) => void;
}

interface BatchOptions {
  /** Items of one call. */
  readonly most: number;
  /** Calls that may follow each other at once, before they are spaced. */
  readonly quick: number;
  /** Milliseconds between calls after those: what comes meanwhile goes together. */
  readonly pause: number;
}

/**
 * Gathers what is asked for and does it together: the first at once, a storm of thousands in few calls, one at a time for each key.
 * So Discord's limits, and what the host lets one plugin call in a minute, make it slower and never refuse it.
 */
export class Batches {
  readonly #options: BatchOptions;
  readonly #run: (ctx: AutomodContext, key: string, items: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #calls = new Map<string, readonly number[]>();

  /** @param run does it, and says for which items it was done */
  constructor(
    options: BatchOptions,
    run: (ctx: AutomodContext, key: string, items: readonly string[]) => Promise<ReadonlySet<string>>,
  ) {
    this.#options = options;
    this.#run = run;
  }

  /** @returns whether there was anything to do. @throws what the call that it was part of throws */
  add(ctx: AutomodContext, key: string, item: string): Promise<boolean> {
    return new Promise((done, failed) => {
      const id = `${ctx.guild.id} ${key}`;
      const waiting = this.#waiting.get(id);
      if (waiting) waiting.push({ item, done, failed });
      else {
        this.#waiting.set(id, [{ item, done, failed }]);
        void this.#work(ctx, id, key);
      }
    });
  }

  async #work(ctx: AutomodContext, id: string, key: string): Promise<void> {
    // What belongs together is asked for in the same breath.
    await setImmediate();
    for (
      let waiting = this.#waiting.get(id);
      waiting && waiting.length > 0;
      waiting = this.#waiting.get(id)
    ) {
      await this.#pace(id, waiting);
      const batch = waiting.splice(0, this.#options.most);
      const items = [...new Set(batch.map(({ item }) => item))];
      try {
        const did = await this.#run(ctx, key, items);
        for (const { item, done } of batch) done(did.has(item));
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#waiting.delete(id);
  }

  /** Waits when there were many calls lately, unless a full one is ready and none was made for a pause. */
  async #pace(id: string, waiting: readonly Waiting[]): Promise<void> {
    const { quick, pause } = this.#options;
    const span = quick * pause;
    const recent = (this.#calls.get(id) ?? []).filter((at) => performance.now() - at < span);
    const last = recent.at(-1) ?? Number.NEGATIVE_INFINITY;
    const due = recent.length < quick ? 0 : last + pause - performance.now();
    if (due > 0 && waiting.length > 0) await setTimeout(due);
    if (this.#calls.size > 5000) this.#calls.clear();
    this.#calls.set(id, [...recent, performance.now()].slice(-quick));
  }
}
