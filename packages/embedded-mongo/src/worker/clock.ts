import { type MessagePort, parentPort } from 'node:worker_threads';
import type { WorkerMessage } from './protocol.ts';

/** Byte 0: whether the answer is there; bytes 8 to 15: the answer. */
export const clockBytes = 16;

/**
 * The time that the main thread's clock shows. A function cannot be handed to a thread, so the worker asks and
 * sleeps until the answer is in the shared memory. Only used with a clock that was given, such as a test's.
 */
export function askingClock(shared: SharedArrayBuffer): () => number {
  const flag = new Int32Array(shared, 0, 1);
  const time = new Float64Array(shared, 8, 1);
  const port = parentPort as MessagePort;
  const question: WorkerMessage = { type: 'time' };
  let known: number | undefined;
  return () => {
    if (known !== undefined) return known;
    Atomics.store(flag, 0, 0);
    port.postMessage(question);
    Atomics.wait(flag, 0, 0);
    // Within one turn of the event loop time stands still, so that a batch of writes asks once.
    known = time[0] as number;
    setImmediate(() => {
      known = undefined;
    });
    return known;
  };
}

/** The main thread's part. */
export function answerTime(shared: SharedArrayBuffer, clock: () => number): void {
  new Float64Array(shared, 8, 1)[0] = clock();
  const flag = new Int32Array(shared, 0, 1);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
}
