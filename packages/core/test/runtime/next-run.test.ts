import { isCron } from '@guildhall/sdk/host';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRun } from '../../src/runtime/jobs/next-run.ts';

const at = (text: string) => Date.parse(text);
const next = (cron: string, after: string, timezone: string) => {
  const due = nextRun({ cron }, 0, at(after), timezone);
  return due === undefined ? undefined : new Date(due).toISOString();
};

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');

/** One field with the values that it stands for. `end`: as far as `*` goes, where that is further. */
function field(low: number, high: number, names: readonly string[] = [], end = high) {
  const value = fc.integer({ min: low, max: high });
  const written = (of: number) => names[of - low] ?? String(of);
  const from = (start: number, last: number, step: number) =>
    Array.from({ length: Math.floor((last - start) / step) + 1 }, (_, index) => start + index * step);
  const range = fc
    .tuple(value, value, fc.integer({ min: 1, max: 5 }))
    // `SUN-SUN` may be read as one day or as the whole week: nobody writes it.
    .filter(([a, b]) => a !== b)
    .map(([a, b, step]) => [Math.min(a, b), Math.max(a, b), step] as const);
  const part = fc.oneof(
    value.map((one) => ({ text: written(one), values: [one] })),
    range.map(([a, b]) => ({ text: `${written(a)}-${written(b)}`, values: from(a, b, 1) })),
    range.map(([a, b, step]) => ({ text: `${written(a)}-${written(b)}/${step}`, values: from(a, b, step) })),
    fc.integer({ min: 1, max: high }).map((step) => ({ text: `*/${step}`, values: from(low, end, step) })),
  );
  const all = fc.constant({ text: '*', values: from(low, end, 1) });
  const list = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(','),
    values: parts.flatMap(({ values }) => values),
  }));
  return fc.oneof(all, list);
}

describe('when a job with a cron expression runs next', () => {
  it('is strictly later, at a minute that the expression names, and none that it names lies between', () => {
    const expression = fc.record({
      minute: field(0, 59),
      hour: field(0, 23),
      // One of the two day fields is free: with both, either is enough.
      day: fc.oneof(
        field(1, 28, [], 31).map((days) => ({
          ofMonth: days,
          ofWeek: { text: '*', values: [0, 1, 2, 3, 4, 5, 6] },
        })),
        field(0, 6, days).map((week) => ({
          ofMonth: { text: '*', values: Array.from({ length: 31 }, (_, index) => index + 1) },
          ofWeek: week,
        })),
      ),
      month: field(1, 12, months),
    });
    const moment = fc.integer({ min: at('2025-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    fc.assert(
      fc.property(expression, moment, ({ minute, hour, day, month }, after) => {
        const cron = [minute, hour, day.ofMonth, month, day.ofWeek].map(({ text }) => text).join(' ');
        const matches = (time: number) => {
          const it = new Date(time);
          return (
            minute.values.includes(it.getUTCMinutes()) &&
            hour.values.includes(it.getUTCHours()) &&
            day.ofMonth.values.includes(it.getUTCDate()) &&
            month.values.includes(it.getUTCMonth() + 1) &&
            day.ofWeek.values.includes(it.getUTCDay())
          );
        };
        expect(isCron(cron), cron).toBe(true);
        const due = nextRun({ cron }, 0, after, 'UTC');
        if (due === undefined) throw new Error(`${cron} is never due`);
        expect(due, cron).toBeGreaterThan(after);
        expect(due % 60_000, cron).toBe(0);
        expect(matches(due), `${cron} at ${new Date(due).toISOString()}`).toBe(true);
        // A day's worth of minutes before it is enough to see one that was left out.
        const earliest = Math.max(after + 1, due - 24 * 60 * 60_000);
        for (let time = Math.ceil(earliest / 60_000) * 60_000; time < due; time += 60_000) {
          if (matches(time)) throw new Error(`${cron} was due at ${new Date(time).toISOString()}`);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['@hourly', '2026-01-01T00:30Z', '2026-01-01T01:00:00.000Z'],
    ['@daily', '2026-01-01T12:00Z', '2026-01-01T23:00:00.000Z'],
    ['@weekly', '2026-01-01T12:00Z', '2026-01-03T23:00:00.000Z'],
    ['@monthly', '2026-01-15T12:00Z', '2026-01-31T23:00:00.000Z'],
    ['@yearly', '2026-01-15T12:00Z', '2026-12-31T23:00:00.000Z'],
    ['0 9 * * MON-FRI', '2026-01-02T12:00Z', '2026-01-05T08:00:00.000Z'],
    ['0 0 L * *', '2026-02-01T12:00Z', '2026-02-27T23:00:00.000Z'],
    ['0 0 * * 7', '2026-01-01T12:00Z', '2026-01-03T23:00:00.000Z'],
  ])('%s after %s is %s, in the guild’s time zone', (cron, after, due) => {
    expect(next(cron, after, 'Europe/Paris')).toBe(due);
  });

  describe('GIVEN clocks change', () => {
    const paris = (cron: string, after: string) => next(cron, after, 'Europe/Paris');

    it('a time that is skipped runs once, right after the gap', () => {
      expect(paris('30 2 * * *', '2026-03-28T12:00Z')).toBe('2026-03-29T01:00:00.000Z');
      expect(paris('30 2 * * *', '2026-03-29T01:00Z')).toBe('2026-03-30T00:30:00.000Z');
    });

    it('a time that comes twice runs once, the first time', () => {
      expect(paris('30 2 * * *', '2026-10-24T12:00Z')).toBe('2026-10-25T00:30:00.000Z');
      expect(paris('30 2 * * *', '2026-10-25T00:30Z')).toBe('2026-10-26T01:30:00.000Z');
    });

    it('what runs every so many minutes goes on through both hours', () => {
      expect(paris('*/30 * * * *', '2026-10-25T00:30Z')).toBe('2026-10-25T01:00:00.000Z');
      expect(paris('*/30 * * * *', '2026-10-25T01:00Z')).toBe('2026-10-25T01:30:00.000Z');
      expect(paris('*/30 * * * *', '2026-03-29T00:30Z')).toBe('2026-03-29T01:00:00.000Z');
    });
  });

  it('every: counts from the installation, so that a late run shifts none', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 7 }),
        fc.nat(10 ** 9),
        fc.nat(10 ** 10),
        (every, from, later) => {
          const due = nextRun({ every }, from, from + later, 'UTC') ?? 0;
          expect(due).toBeGreaterThan(from + later);
          expect(due - (from + later)).toBeLessThanOrEqual(every);
          expect((due - from) % every).toBe(0);
        },
      ),
    );
  });
});
