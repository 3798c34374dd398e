import { availableParallelism } from 'node:os';
import { ImageError, type SvgOptions } from '@guildhall/sdk';
import { DrawingThread } from './drawing-thread.ts';
import { limits } from './limits.ts';
import type { DrawRequest } from './messages.ts';
import { prepareDrawing } from './prepare-drawing.ts';

/** Who wants a picture. */
export interface Commissioner {
  readonly pluginId: string;
  readonly guildId: string;
  readonly signal: AbortSignal;
}

interface Commission {
  readonly by: Commissioner;
  readonly request: DrawRequest;
  readonly done: PromiseWithResolvers<Uint8Array>;
}

/**
 * Draws pictures for plugins, apart from the thread that the gateway and the API run on.
 *
 * 1. Plugins take turns: one that wants many pictures doesn't keep another waiting for more than one.
 * 2. Ten pictures of a plugin may be under way in a guild; more are refused at once.
 * 3. Nothing is drawn any more for a plugin that has been switched off.
 */
export class ImageStudio {
  readonly #queues = new Map<string, Commission[]>();
  readonly #free: DrawingThread[];
  readonly #threads: readonly DrawingThread[];
  readonly #underWay = new Map<string, number>();

  constructor(threads: number = Math.max(1, Math.min(2, availableParallelism() - 1))) {
    this.#threads = Array.from({ length: threads }, () => new DrawingThread());
    this.#free = [...this.#threads];
  }

  /** @throws `ImageError` */
  async svg(by: Commissioner, svg: string, options: SvgOptions = {}): Promise<Uint8Array> {
    by.signal.throwIfAborted();
    const { width, background, images } = options;
    if (width !== undefined && !(Number.isInteger(width) && width >= 1 && width <= limits.pixels)) {
      throw new ImageError(
        'IMAGE_TOO_LARGE',
        `A picture is 1 to ${limits.pixels} pixels wide, not ${width}.`,
      );
    }
    const key = `${by.pluginId} ${by.guildId}`;
    const count = this.#underWay.get(key) ?? 0;
    if (count >= limits.waiting) {
      throw new ImageError(
        'IMAGE_BUSY',
        `${limits.waiting} pictures of ${by.pluginId} are being drawn in this guild.`,
        'Draw one after the other, and keep those that are shown again.',
      );
    }
    const request = { svg: prepareDrawing(svg, images), width, background };
    this.#underWay.set(key, count + 1);
    try {
      const commission = { by, request, done: Promise.withResolvers<Uint8Array>() };
      const queue = this.#queues.get(by.pluginId);
      if (queue) queue.push(commission);
      else this.#queues.set(by.pluginId, [commission]);
      this.#next();
      return await commission.done.promise;
    } finally {
      const left = (this.#underWay.get(key) ?? 1) - 1;
      if (left > 0) this.#underWay.set(key, left);
      else this.#underWay.delete(key);
    }
  }

  /** Ends the threads; pictures under way are refused. */
  async close(): Promise<void> {
    for (const queue of this.#queues.values()) {
      for (const { done } of queue) done.reject(new ImageError('IMAGE_BUSY', 'Guildhall is stopping.'));
    }
    this.#queues.clear();
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #next(): void {
    if (this.#free.length === 0) return;
    const [pluginId, queue] = this.#queues.entries().next().value ?? [];
    const commission = queue?.shift();
    if (pluginId === undefined || !queue || !commission) return;
    // Whose turn it was goes to the end.
    this.#queues.delete(pluginId);
    if (queue.length > 0) this.#queues.set(pluginId, queue);
    const { by, request, done } = commission;
    if (by.signal.aborted) {
      done.reject(by.signal.reason);
      this.#next();
      return;
    }
    const thread = this.#free.pop();
    if (!thread) return;
    thread
      .draw(request)
      .then(done.resolve, done.reject)
      .finally(() => {
        this.#free.push(thread);
        this.#next();
      });
    this.#next();
  }
}
