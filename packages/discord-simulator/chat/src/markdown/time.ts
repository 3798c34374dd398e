import { language } from '../language/index.ts';

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];

/** `in 2 hours`, `3 days ago`. */
export function relativeTime(at: number, now: number): string {
  const difference = at - now;
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' });
  for (const [unit, length] of units) {
    if (Math.abs(difference) >= length || unit === 'second') {
      return format.format(Math.round(difference / length), unit);
    }
  }
  return '';
}

export function clockTime(at: number): string {
  return new Intl.DateTimeFormat(language.value, { timeStyle: 'short' }).format(at);
}

export function fullTime(at: number): string {
  return new Intl.DateTimeFormat(language.value, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** What `<t:…:style>` shows. */
export function timestamp(at: number, style: string, now: number): string {
  if (Number.isNaN(new Date(at).getTime())) return `<t:${at / 1000}:${style}>`;
  if (style === 'R') return relativeTime(at, now);
  return new Intl.DateTimeFormat(language.value, styles[style] ?? styles.f).format(at);
}
