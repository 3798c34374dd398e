import { parseDuration } from '@guildhall/sdk';

/** Of timeouts, bans and locks, in milliseconds. */
export const shortestDuration = 10_000;
export const longestDuration = 366 * 86_400_000;

/** What Discord takes at once; a longer timeout is a chain of these. */
export const longestTimeout = 28 * 86_400_000;

const french: readonly (readonly [RegExp, string])[] = [
  [/(\d)\s*(?:j|jours?)\b/g, '$1 d'],
  [/(\d)\s*(?:sem|semaines?)\b/g, '$1 w'],
  [/(\d)\s*heures?\b/g, '$1 h'],
  [/(\d)\s*secondes?\b/g, '$1 s'],
];

/**
 * Milliseconds of what a moderator wrote: `90 s`, `1h30min`, `7 d`, and in French `7 j`, `2 semaines`; a bare number is minutes.
 * @returns `undefined` for what is no duration between 10 seconds and 366 days
 */
export function readDuration(text: string): number | undefined {
  let written = text.trim().toLowerCase();
  for (const [pattern, english] of french) written = written.replaceAll(pattern, english);
  // "1 m" is a minute to everybody who moderates.
  written = written.replaceAll(/(\d)\s*m(?=\s|\d|$)/g, '$1 min');
  // "2h30" is two hours and thirty minutes.
  written = written.replace(/(h)\s*(\d{1,2})$/, '$1 $2 min');
  if (/^\d+$/.test(written)) written = `${written} min`;
  try {
    const length = parseDuration(written);
    return length >= shortestDuration && length <= longestDuration ? length : undefined;
  } catch {
    return undefined;
  }
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** A duration in words, its two largest units: `1 day 2 hours`. */
export function formatDuration(milliseconds: number, locale: string): string {
  const parts: string[] = [];
  let left = milliseconds;
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count === 0) continue;
    parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
    if (parts.length === 2) break;
  }
  return parts.join(' ') || new Intl.NumberFormat(locale, { style: 'unit', unit: 'second' }).format(0);
}
