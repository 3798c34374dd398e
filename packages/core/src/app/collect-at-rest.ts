import { Session } from 'node:inspector/promises';
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const lookEveryMs = 10_000;
/** Of the time between two looks: less than this is rest. */
const restingBelow = 0.05;
/** A collection holds everything up for about a tenth of a second, so there must be something to gain. */
const worthBytes = 32 * 1024 * 1024;

/** How busy the process has been since the look before, 0 to 1, and the memory of its heap that is in use or kept for later. */
export interface HeapLook {
  readonly busy: number;
  readonly bytes: number;
}

/**
 * Decides when a heap is collected that V8 leaves alone: it collects when something is allocated, so what a busy hour has left
 * would stay resident all night. At rest means at two looks in succession; the heap must have grown since the last time by what is
 * worth the wait, or never been collected.
 *
 * @returns what to call now and then; tells whether it has collected
 */
export function collectorAtRest(look: () => HeapLook, collect: () => Promise<void>): () => Promise<boolean> {
  let least = 0;
  let restedBefore = false;
  return async () => {
    const { busy, bytes } = look();
    const rests = busy < restingBelow;
    const due = rests && restedBefore && bytes - least >= worthBytes;
    restedBefore = rests;
    if (!due) return false;
    await collect();
    least = look().bytes;
    return true;
  };
}

/** Gives memory that nothing uses back to the machine when this process rests. @returns the undo */
export function collectAtRest(onError: (error: unknown) => void): () => void {
  let before: EventLoopUtilization = performance.eventLoopUtilization();
  const look = (): HeapLook => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return { busy: utilization, bytes: getHeapStatistics().total_physical_size };
  };
  const tick = collectorAtRest(look, collectAll);
  const timer = setInterval(() => void tick().catch(onError), lookEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The only collection a running process can ask V8 for that gives pages back, too. */
async function collectAll(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
}
