import { DurationError, parseDuration } from '@guildhall/sdk';
import { longestDuration, shortestDuration } from './shapes.ts';

/** `m` is what people write for minutes; French writes `j` and `sem`. */
const short = new Map([
  ['m', 'min'],
  ['mn', 'min'],
  ['j', 'd'],
  ['jour', 'd'],
  ['jours', 'd'],
  ['sem', 'w'],
  ['hr', 'h'],
  ['hrs', 'h'],
]);

/** A duration as people write it, in milliseconds; `undefined` when it can't be read or is not within 10 s … 366 d. */
export function readDuration(text: string): number | undefined {
  const known = text.toLowerCase().replace(/[a-z]+/g, (unit) => short.get(unit) ?? unit);
  try {
    const duration = parseDuration(known);
    return duration >= shortestDuration && duration <= longestDuration ? duration : undefined;
  } catch (error) {
    if (error instanceof DurationError) return undefined;
    throw error;
  }
}
