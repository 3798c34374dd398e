import { MongoError } from '../../errors.ts';
import { offsetAt, utcFromLocal } from './time-zone.ts';

function failed(text: string, why: string): MongoError {
  return new MongoError('ConversionFailure', `Error parsing date string '${text}'; ${why}`);
}

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?(?:\d{2})?)?$/i;

/** Milliseconds of an ISO 8601 text. `zone` is where it is meant when the text names none (then UTC). */
export function parseIsoDate(text: string, zone: string | undefined): number {
  const found = iso.exec(text.trim());
  if (!found) throw failed(text, 'it is not of the form 2024-01-31T23:59:59.999Z');
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0', offset] = found;
  const ms = Math.trunc(Number(`0.${fraction}`) * 1000 + 1e-9);
  const parts = [year, month, day, hour, minute, second].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return assemble(text, parts, ms, offset, zone);
}

function assemble(
  text: string,
  [year, month, day, hour, minute, second]: [number, number, number, number, number, number],
  ms: number,
  offset: string | undefined,
  zone: string | undefined,
): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== day ||
    hour > 23 ||
    minute > 59 ||
    second > 59
  ) {
    throw failed(text, 'there is no such day or time');
  }
  const local = date.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  if (offset) {
    if (zone !== undefined) throw failed(text, 'it names a time zone, and so does the operator');
    return local - offsetAt(offset.toUpperCase() === 'Z' ? 'UTC' : offset, local);
  }
  return zone === undefined ? local : utcFromLocal(zone, local);
}

const fields: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  z: '(?<z>Z|[+-]\\d{2}:?\\d{2})',
  '%': '%',
};

/** Reads a date by a format of `%Y %m %d %H %M %S %L %z`. */
export function parseDateBy(text: string, format: string, zone: string | undefined): number {
  const pattern = format.replace(/%(.)|[^%]+/g, (part, specifier: string | undefined) => {
    if (specifier === undefined) return part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const field = fields[specifier];
    if (!field) throw new MongoError(18536, `Invalid format character '%${specifier}' in format string`);
    return field;
  });
  const found = new RegExp(`^${pattern}$`).exec(text)?.groups;
  if (!found) throw failed(text, `it is not of the form ${format}`);
  if (!found.Y || !found.m || !found.d) throw failed(text, 'year, month and day are needed');
  const number = (name: string) => Number(found[name] ?? 0);
  const ms = found.L ? Number(found.L.padEnd(3, '0')) : 0;
  return assemble(
    text,
    [number('Y'), number('m'), number('d'), number('H'), number('M'), number('S')],
    ms,
    found.z,
    zone,
  );
}
