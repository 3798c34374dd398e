import { parseDuration } from '@guildhall/sdk';
import type { JobPiece } from '@guildhall/sdk/host';
import { Cron } from 'croner';

/**
 * When a recurring job runs next, strictly after `after`; `undefined` for one that only runs when asked.
 * `every` counts from `from`, so that a late run does not shift the later ones; missed runs are not made up for.
 */
export function nextRun(
  schedule: JobPiece['schedule'],
  from: number,
  after: number,
  timezone: string,
): number | undefined {
  if ('every' in schedule) {
    const every = parseDuration(schedule.every);
    const periods = Math.floor(Math.max(0, after - from) / every) + 1;
    return from + periods * every;
  }
  if ('cron' in schedule) {
    return new Cron(schedule.cron, { timezone, paused: true }).nextRun(new Date(after))?.getTime();
  }
  return undefined;
}
