import type { Duration } from './clock.ts';
import { DurationError } from './errors.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const unitLengths: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  sec: second,
  second,
  seconds: second,
  min: minute,
  minute,
  minutes: minute,
  h: hour,
  hour,
  hours: hour,
  d: day,
  day,
  days: day,
  w: 7 * day,
  week: 7 * day,
  weeks: 7 * day,
};

const part = /(\d+(?:\.\d+)?)\s*([a-z]+)/gy;

/**
 * Milliseconds of a duration. Units: `ms`, `s`, `min`, `h`, `d`, `w` and their long names; parts add up.
 *
 * @example
 * parseDuration('1 h 30 min'); // 5400000
 * @throws `DurationError` when it is negative, not finite, or not written that way.
 */
export function parseDuration(duration: Duration): number {
  if (typeof duration === 'number') {
    if (Number.isFinite(duration) && duration >= 0) return Math.round(duration);
    throw unreadable(String(duration));
  }
  const text = duration.trim().toLowerCase();
  let total = 0;
  let end = 0;
  part.lastIndex = 0;
  for (let match = part.exec(text); match; match = part.exec(text)) {
    const length = unitLengths[match[2] ?? ''];
    if (length === undefined) throw unreadable(duration);
    total += Number(match[1]) * length;
    end = part.lastIndex;
    while (text[end] === ' ') end += 1;
    part.lastIndex = end;
  }
  if (end === 0 || end !== text.length || !Number.isSafeInteger(Math.round(total)))
    throw unreadable(duration);
  return Math.round(total);
}

function unreadable(text: string): DurationError {
  return new DurationError(
    'DURATION_INVALID',
    `"${text}" is not a duration.`,
    'Write milliseconds as a number, or text such as "90 s", "5 min", "24 h" or "7 d".',
  );
}
