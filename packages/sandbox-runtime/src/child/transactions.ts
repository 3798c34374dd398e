import type { CallRef } from '../protocol/messages.ts';
import type { HostLink } from './link.ts';

interface Running {
  readonly work: (id: number) => PromiseLike<unknown>;
  readonly ref: CallRef;
  result: unknown;
  failure: { readonly error: unknown } | undefined;
}

/** Transactions: the host opens each attempt, the work runs here, and its end is told to the host, which keeps or undoes it. */
export class Transactions {
  readonly #link: HostLink;
  readonly #running = new Map<number, Running>();

  constructor(link: HostLink) {
    this.#link = link;
  }

  async run(ref: CallRef, work: (id: number) => PromiseLike<unknown>): Promise<unknown> {
    const { id, answer } = this.#link.open();
    const running: Running = { work, ref, result: undefined, failure: undefined };
    this.#running.set(id, running);
    this.#link.channel.send(['transaction', id, ref]);
    try {
      await answer;
      return running.result;
    } catch (error) {
      // The plugin's own error, as it threw it; else the host's.
      if (running.failure && (error as { code?: unknown }).code === 'WORK_FAILED')
        throw running.failure.error;
      throw error;
    } finally {
      this.#running.delete(id);
    }
  }

  /** The host has opened one; it may do so several times for the same work. */
  async attempt(id: number, transaction: number): Promise<void> {
    const running = this.#running.get(id);
    let ok = running !== undefined;
    if (running) {
      running.failure = undefined;
      try {
        running.result = await running.work(transaction);
      } catch (error) {
        ok = false;
        running.failure = { error };
      }
    }
    this.#link.channel.send(['attempted', transaction, ok]);
  }
}
