import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Past this, the process answers, but not usefully. */
export const stalledAfterMs = 1_000;

/** How late the event loop has been over the last seconds. */
export interface EventLoopWatch {
  /** The worst delay since the last reading window, in milliseconds. */
  lagMs(): number;
  close(): void;
}

/** Watches with a 20 ms resolution and forgets what is older than two windows. */
export function watchEventLoop(windowMs = 5_000): EventLoopWatch {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let before = 0;
  const timer = setInterval(() => {
    before = delay.max / 1e6;
    delay.reset();
  }, windowMs);
  timer.unref();
  return {
    lagMs: () => Math.max(before, Number.isFinite(delay.max) ? delay.max / 1e6 : 0),
    close() {
      clearInterval(timer);
      delay.disable();
    },
  };
}
