import type { Clock } from '@guildhall/sdk';

/**
 * What the host's clock said, and when. A reading may be old when it is read: it waits behind other messages, and a process takes
 * up to a second to begin.
 */
export interface ClockReading {
  /** Milliseconds since 1970, by the host's clock. */
  readonly now: number;
  /** Milliseconds of the machine's steady clock, which all its processes share. */
  readonly at: number;
}

export function readClock(clock: Clock): ClockReading {
  return { now: clock.now(), at: steadyNow() };
}

/** How far the host's clock is ahead of this process's `Date`, in whole milliseconds. */
export function aheadBy({ now, at }: ClockReading): number {
  const ahead = now + (steadyNow() - at) - Date.now();
  // Both read whole milliseconds: less than one is no difference.
  return Math.abs(ahead) < 1 ? 0 : Math.round(ahead);
}

/** `performance.now()` counts from each process's own start; this counts from the machine's. */
function steadyNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
