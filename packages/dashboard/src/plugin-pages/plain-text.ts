import { useI18n } from 'vue-i18n';

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** A time of a plugin's answer, a text or milliseconds since 1970, in ISO 8601; `undefined` for what is none. */
export function timeOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

/** A value of a plugin's answer, as people read it. */
export function usePlainText(): (value: unknown, as?: 'duration') => string {
  const { t, locale } = useI18n();
  const text = (value: unknown, as?: 'duration'): string => {
    if (Array.isArray(value)) return value.map((each) => text(each, as)).join(', ') || '–';
    if (value === null || value === undefined || value === '') return '–';
    if (typeof value === 'boolean') return value ? t('pages.yes') : t('pages.no');
    if (as === 'duration' && typeof value === 'number') return durationText(value, locale.value);
    if (typeof value === 'number') return new Intl.NumberFormat(locale.value).format(value);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return text;
}

/** Milliseconds in the two largest units that they fill. */
export function durationText(ms: number, language: string): string {
  const parts: string[] = [];
  let rest = Math.abs(ms);
  for (const [unit, size] of units) {
    const count = Math.floor(rest / size);
    rest %= size;
    if (count > 0 && parts.length < 2) {
      parts.push(
        new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
      );
    }
  }
  return (
    parts.join(' ') ||
    new Intl.NumberFormat(language, { style: 'unit', unit: 'second', unitDisplay: 'short' }).format(0)
  );
}
