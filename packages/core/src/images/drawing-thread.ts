import { Worker } from 'node:worker_threads';
import { ImageError } from '@guildhall/sdk';
import { limits } from './limits.ts';
import type { DrawMessage, DrawRequest } from './messages.ts';

/** A thread that nobody needs gives its memory (about 40 MB) back after this. */
const idleMs = 30_000;
const startMs = 20_000;

/** One thread that draws one picture after the other. It starts with the first, and anew after one that took too long. */
export class DrawingThread {
  #worker: Worker | undefined;
  #started: Promise<void> | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** @throws `ImageError` */
  async draw(request: DrawRequest): Promise<Uint8Array> {
    clearTimeout(this.#idle);
    const worker = await this.#start();
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    const onMessage = (message: DrawMessage) => {
      if ('png' in message) resolve(message.png);
      else if ('code' in message) reject(new ImageError(message.code, message.message));
    };
    const onEnd = (reason: unknown) =>
      reject(new ImageError('IMAGE_INVALID', `Drawing it ended the thread: ${String(reason)}.`));
    const timer = setTimeout(() => {
      reject(
        new ImageError(
          'IMAGE_TOO_SLOW',
          `Drawing took longer than ${limits.drawMs / 1000} seconds.`,
          'Draw with fewer shapes, filters and repetitions.',
        ),
      );
      this.#forget(worker);
      void worker.terminate();
    }, limits.drawMs);
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    try {
      worker.ref();
      worker.postMessage(request);
      return await promise;
    } finally {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      worker.unref();
      this.#idle = setTimeout(() => void this.close(), idleMs).unref();
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    if (worker) this.#forget(worker);
    await worker?.terminate();
  }

  /** Loading the renderer does not count as drawing. */
  async #start(): Promise<Worker> {
    if (!this.#worker) {
      const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
      const worker = new Worker(new URL(`./draw-worker.${extension}`, import.meta.url), {
        env: {},
        argv: [],
      });
      this.#worker = worker;
      this.#started = started(worker);
      worker.once('error', () => this.#forget(worker)).once('exit', () => this.#forget(worker));
    }
    const worker = this.#worker;
    await this.#started;
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
  }
}

function started(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => reject(new Error('the drawing thread did not start')), startMs);
  worker.once('message', resolve).once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the drawing thread ended with ${code}`)));
  return promise.finally(() => clearTimeout(timer));
}
