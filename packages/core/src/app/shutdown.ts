import type { Logger } from '../observability/index.ts';

/** What was started, to be closed in the opposite order. */
export class Shutdown {
  readonly #steps: { name: string; close: () => Promise<void> | void }[] = [];
  #closing: Promise<void> | undefined;

  add(name: string, close: () => Promise<void> | void): void {
    this.#steps.push({ name, close });
  }

  /** Closes everything, also what follows a step that fails; that failure is logged. */
  run(logger: Logger): Promise<void> {
    this.#closing ??= (async () => {
      for (const { name, close } of this.#steps.toReversed()) {
        try {
          await close();
        } catch (error) {
          logger.error({ err: error, part: name }, 'did not close cleanly');
        }
      }
    })();
    return this.#closing;
  }
}
