import { badField } from '../world/errors.ts';

/** Reads a whole number of the query within bounds; 50035 when it is none. */
export function readNumber(
  query: URLSearchParams,
  name: string,
  options: { least: number; most: number; otherwise: number },
): number {
  const text = query.get(name);
  if (text === null) return options.otherwise;
  const value = Number(text);
  if (!Number.isInteger(value)) throw badField([name], 'NUMBER_TYPE_COERCE', `Value "${text}" is not int.`);
  if (value < options.least) {
    throw badField(
      [name],
      'NUMBER_TYPE_MIN',
      `int value should be greater than or equal to ${options.least}.`,
    );
  }
  if (value > options.most) {
    throw badField([name], 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${options.most}.`);
  }
  return value;
}

/** Reads a snowflake of the query; `null` when it is not given. */
export function readSnowflake(query: URLSearchParams, name: string): string | null {
  const text = query.get(name);
  if (text === null || text === '') return null;
  if (!/^\d{1,20}$/.test(text))
    throw badField([name], 'NUMBER_TYPE_COERCE', `Value "${text}" is not snowflake.`);
  return text;
}

export function readBoolean(query: URLSearchParams, name: string): boolean {
  const text = query.get(name);
  return text === 'true' || text === '1' || text === 'True';
}
