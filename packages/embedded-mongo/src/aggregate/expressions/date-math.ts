import { toDouble } from '../../bson/arithmetic.ts';
import { isNumber } from '../../bson/types.ts';
import { type Maybe, UtcDate } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { named, wholeNumber } from './arguments.ts';
import { dateOf, zoneOf } from './dates.ts';
import { isNullish, type Operators } from './environment.ts';
import { offsetAt, utcFromLocal } from './time-zone.ts';

const fixed: Record<string, number> = {
  week: 604_800_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const inMonths: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
/** MongoDB counts bins of `$dateTrunc` from here. */
const reference = Date.UTC(2000, 0, 1);
const referenceWeekday = 6;

function unitOf(value: Maybe, name: string): string {
  if (typeof value === 'string' && (fixed[value] !== undefined || inMonths[value] !== undefined))
    return value;
  throw new MongoError(
    'FailedToParse',
    `${name} parameter 'unit' value cannot be recognized as a time unit: ${String(value)}`,
  );
}

function weekdayOf(value: Maybe): number {
  if (value === undefined) return 0;
  const name = typeof value === 'string' ? value.toLowerCase() : '';
  const found = weekdays.findIndex((day) => day === name || (name.length === 3 && day.startsWith(name)));
  if (found < 0)
    throw new MongoError(
      'FailedToParse',
      `parameter 'startOfWeek' value cannot be recognized as a day of a week: ${String(value)}`,
    );
  return found;
}

function monthsOf(local: number): number {
  const date = new Date(local);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function fromMonths(months: number): number {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(months / 12), ((months % 12) + 12) % 12, 1);
  return date.getTime();
}

function firstWeekStart(startOfWeek: number): number {
  return reference + ((startOfWeek - referenceWeekday + 7) % 7) * 86_400_000;
}

function truncate(ms: number, unit: string, bin: number, zone: string, startOfWeek: number): number {
  const local = ms + offsetAt(zone, ms);
  const months = inMonths[unit];
  if (months !== undefined) {
    const size = months * bin;
    const since = monthsOf(local) - 2000 * 12;
    return utcFromLocal(zone, fromMonths(2000 * 12 + Math.floor(since / size) * size));
  }
  const size = (fixed[unit] as number) * bin;
  const start = unit === 'week' ? firstWeekStart(startOfWeek) : reference;
  const floor = start + Math.floor((local - start) / size) * size;
  // Within a day, time is counted as it passes, so that an hour repeated in autumn stays apart.
  if (unit !== 'week' && unit !== 'day') return ms - (local - floor);
  return utcFromLocal(zone, floor);
}

function addTo(ms: number, unit: string, amount: number, zone: string): number {
  const months = inMonths[unit];
  if (months === undefined) {
    const step = (fixed[unit] as number) * amount;
    if (unit !== 'day' && unit !== 'week') return ms + step;
    return utcFromLocal(zone, ms + offsetAt(zone, ms) + step);
  }
  const local = ms + offsetAt(zone, ms);
  const target = monthsOf(local) + months * amount;
  const first = fromMonths(target);
  const length = (fromMonths(target + 1) - first) / 86_400_000;
  const day = Math.min(new Date(local).getUTCDate(), length);
  const time = ((local % 86_400_000) + 86_400_000) % 86_400_000;
  return utcFromLocal(zone, first + (day - 1) * 86_400_000 + time);
}

/** How many boundaries of the unit lie between two times. */
function difference(from: number, to: number, unit: string, zone: string, startOfWeek: number): number {
  const a = from + offsetAt(zone, from);
  const b = to + offsetAt(zone, to);
  const months = inMonths[unit];
  if (months !== undefined) return Math.floor(monthsOf(b) / months) - Math.floor(monthsOf(a) / months);
  if (unit === 'week' || unit === 'day') {
    const start = unit === 'week' ? firstWeekStart(startOfWeek) : reference;
    const size = fixed[unit] as number;
    return Math.floor((b - start) / size) - Math.floor((a - start) / size);
  }
  const size = fixed[unit] as number;
  return Math.floor(to / size) - Math.floor(from / size);
}

function adding(sign: 1 | -1) {
  return named(
    ['startDate', 'unit', 'amount'],
    ['timezone'],
    ({ startDate, unit, amount, timezone }, name) => {
      if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || timezone === null) return null;
      if (!isNumber(amount) || !Number.isInteger(toDouble(amount))) {
        throw new MongoError(5166405, `${name} expects integer amount of time units`);
      }
      const zone = timezone === undefined ? 'UTC' : zoneOf(timezone);
      return new UtcDate(addTo(dateOf(startDate, name), unitOf(unit, name), sign * toDouble(amount), zone));
    },
  );
}

export const dateMathOperators: Operators = {
  $dateAdd: adding(1),
  $dateSubtract: adding(-1),
  $dateDiff: named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (given, name) => {
    const { startDate, endDate, unit, timezone, startOfWeek } = given;
    if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || timezone === null) return null;
    const zone = timezone === undefined ? 'UTC' : zoneOf(timezone);
    return BigInt(
      difference(
        dateOf(startDate, name),
        dateOf(endDate, name),
        unitOf(unit, name),
        zone,
        weekdayOf(startOfWeek),
      ),
    );
  }),
  $dateTrunc: named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (given, name) => {
    const { date, unit, binSize, timezone, startOfWeek } = given;
    if (isNullish(date) || isNullish(unit) || binSize === null || timezone === null) return null;
    const bin = binSize === undefined ? 1 : wholeNumber(binSize, name, 'binSize');
    if (bin < 1)
      throw new MongoError(5439017, `${name} requires 'binSize' to be greater than 0, but got value ${bin}`);
    const zone = timezone === undefined ? 'UTC' : zoneOf(timezone);
    return new UtcDate(truncate(dateOf(date, name), unitOf(unit, name), bin, zone, weekdayOf(startOfWeek)));
  }),
};
