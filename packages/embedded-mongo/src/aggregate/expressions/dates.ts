import { typeName } from '../../bson/types.ts';
import { doc, int, isDoc, type Maybe, ObjectId, Timestamp, UtcDate, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { named, namedOperand, wholeNumber } from './arguments.ts';
import { parseDateBy, parseIsoDate } from './date-text.ts';
import { type Expression, isNullish, type Operators } from './environment.ts';
import { offsetAt, utcFromLocal } from './time-zone.ts';

/** Milliseconds of what MongoDB takes for a date: dates, timestamps and object ids. */
export function dateOf(value: Maybe, name: string): number {
  if (value instanceof UtcDate) return value.ms;
  if (value instanceof Timestamp) return Number(value.value >> 32n) * 1000;
  if (value instanceof ObjectId) return value.bytes.readUInt32BE(0) * 1000;
  throw new MongoError(16006, `can't convert from BSON type ${typeName(value)} to Date in ${name}`);
}

export function zoneOf(value: Maybe): string {
  if (typeof value !== 'string')
    throw new MongoError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  return value;
}

/** A Date whose UTC fields are what clocks in the zone show. */
function localDate(ms: number, zone: string): Date {
  return new Date(ms + offsetAt(zone, ms));
}

const day = 86_400_000;

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / day) + 1;
}

function isoWeek(date: Date): { week: number; year: number; weekday: number } {
  const weekday = date.getUTCDay() || 7;
  const thursday = new Date(date.getTime() + (4 - weekday) * day);
  return { week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1, year: thursday.getUTCFullYear(), weekday };
}

const parts: Record<string, (date: Date) => Value> = {
  $year: (date) => int(date.getUTCFullYear()),
  $month: (date) => int(date.getUTCMonth() + 1),
  $dayOfMonth: (date) => int(date.getUTCDate()),
  $hour: (date) => int(date.getUTCHours()),
  $minute: (date) => int(date.getUTCMinutes()),
  $second: (date) => int(date.getUTCSeconds()),
  $millisecond: (date) => int(date.getUTCMilliseconds()),
  $dayOfWeek: (date) => int(date.getUTCDay() + 1),
  $dayOfYear: (date) => int(dayOfYear(date)),
  $week: (date) => int(Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7)),
  $isoWeek: (date) => int(isoWeek(date).week),
  $isoWeekYear: (date) => BigInt(isoWeek(date).year),
  $isoDayOfWeek: (date) => int(isoWeek(date).weekday),
};

/** `$year` and the like take a date, or a document of a date and a time zone. */
const datePart: Operators[string] = (operand, compile, name) => {
  const single = Array.isArray(operand) && operand.length === 1 ? (operand[0] as Value) : operand;
  const given =
    isDoc(single) && single.has('date') ? namedOperand(single, name, ['date'], ['timezone']) : undefined;
  const date = compile(given ? (given.get('date') as Value) : single);
  const zone = given?.has('timezone') ? compile(given.get('timezone') as Value) : undefined;
  return (environment) => {
    const value = date(environment);
    const where = zone ? zone(environment) : 'UTC';
    if (isNullish(value) || isNullish(where)) return null;
    return parts[name]?.(localDate(dateOf(value, name), zoneOf(where)));
  };
};

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function formatDate(ms: number, zone: string, format: string): string {
  const date = localDate(ms, zone);
  const padded = (value: number, width: number) => String(value).padStart(width, '0');
  const week = isoWeek(date);
  const minutes = offsetAt(zone, ms) / 60_000;
  const ahead = Math.abs(minutes);
  return format.replace(/%(.?)/g, (_, specifier: string) => {
    switch (specifier) {
      case 'Y':
        return padded(date.getUTCFullYear(), 4);
      case 'm':
        return padded(date.getUTCMonth() + 1, 2);
      case 'd':
        return padded(date.getUTCDate(), 2);
      case 'H':
        return padded(date.getUTCHours(), 2);
      case 'M':
        return padded(date.getUTCMinutes(), 2);
      case 'S':
        return padded(date.getUTCSeconds(), 2);
      case 'L':
        return padded(date.getUTCMilliseconds(), 3);
      case 'j':
        return padded(dayOfYear(date), 3);
      case 'w':
        return String(date.getUTCDay() + 1);
      case 'u':
        return String(week.weekday);
      case 'U':
        return padded(Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7), 2);
      case 'V':
        return padded(week.week, 2);
      case 'G':
        return padded(week.year, 4);
      case 'b':
        return (months[date.getUTCMonth()] as string).slice(0, 3);
      case 'B':
        return months[date.getUTCMonth()] as string;
      case 'z':
        return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(ahead / 60), 2)}${padded(ahead % 60, 2)}`;
      case 'Z':
        return String(minutes);
      case '%':
        return '%';
      default:
        throw new MongoError(18536, `Invalid format character '%${specifier}' in format string`);
    }
  });
}

const dateFromString: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['dateString'], ['format', 'timezone', 'onError', 'onNull']);
  const part = (field: string): Expression | undefined =>
    given.has(field) ? compile(given.get(field) as Value) : undefined;
  const text = compile(given.get('dateString') as Value);
  const [format, zone, onError, onNull] = ['format', 'timezone', 'onError', 'onNull'].map(part);
  return (environment) => {
    const value = text(environment);
    const where = zone?.(environment);
    if (isNullish(value)) return onNull ? onNull(environment) : null;
    if (zone && isNullish(where)) return null;
    try {
      if (typeof value !== 'string') {
        throw new MongoError(
          'ConversionFailure',
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(value)}`,
        );
      }
      const by = format?.(environment);
      const place = where === undefined ? undefined : zoneOf(where);
      return new UtcDate(typeof by === 'string' ? parseDateBy(value, by, place) : parseIsoDate(value, place));
    } catch (error) {
      if (onError && error instanceof MongoError) return onError(environment);
      throw error;
    }
  };
};

export const dateOperators: Operators = {
  ...Object.fromEntries(Object.keys(parts).map((name) => [name, datePart])),
  $dateToString: named(
    ['date'],
    ['format', 'timezone', 'onNull'],
    ({ date, format, timezone, onNull }, name, given) => {
      if (isNullish(date)) return given.has('onNull') ? onNull : null;
      if ((given.has('format') && isNullish(format)) || (given.has('timezone') && isNullish(timezone)))
        return null;
      if (format !== undefined && typeof format !== 'string')
        throw new MongoError(18533, "$dateToString requires that 'format' be a string");
      const zone = given.has('timezone') ? zoneOf(timezone) : 'UTC';
      const usual = zone === 'UTC' ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
      return formatDate(dateOf(date, name), zone, format ?? usual);
    },
  ),
  $dateFromString: dateFromString,
  $dateToParts: named(['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }, name) => {
    if (isNullish(date)) return null;
    const local = localDate(dateOf(date, name), timezone === undefined ? 'UTC' : zoneOf(timezone));
    const week = isoWeek(local);
    const day =
      iso8601 === true
        ? { isoWeekYear: int(week.year), isoWeek: int(week.week), isoDayOfWeek: int(week.weekday) }
        : {
            year: int(local.getUTCFullYear()),
            month: int(local.getUTCMonth() + 1),
            day: int(local.getUTCDate()),
          };
    return doc({
      ...day,
      hour: int(local.getUTCHours()),
      minute: int(local.getUTCMinutes()),
      second: int(local.getUTCSeconds()),
      millisecond: int(local.getUTCMilliseconds()),
    });
  }),
  $dateFromParts: named(
    ['year'],
    ['month', 'day', 'hour', 'minute', 'second', 'millisecond', 'timezone'],
    (given, name) => {
      const number = (field: string, usual: number) =>
        given[field] === undefined ? usual : wholeNumber(given[field], name, field);
      if (Object.values(given).some((value) => value === null)) return null;
      const date = new Date(0);
      date.setUTCFullYear(number('year', 1970), number('month', 1) - 1, number('day', 1));
      date.setUTCHours(number('hour', 0), number('minute', 0), number('second', 0), number('millisecond', 0));
      const zone = given.timezone === undefined ? 'UTC' : zoneOf(given.timezone);
      return new UtcDate(utcFromLocal(zone, date.getTime()));
    },
  ),
};
