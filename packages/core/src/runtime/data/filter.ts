import { DataError } from './errors.ts';

export type Row = Record<string, unknown>;

const operators = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists']);

/**
 * A plugin's filter as the driver gets it. Only declared fields and allow-listed operators pass; whatever could reach out of the
 * guild or run code (`_id`, `$where`, `$expr`, regular expressions) does not.
 *
 * @throws `DataError` `FILTER_REFUSED`
 */
export function checkFilter(filter: Row, fields: ReadonlySet<string>): Row {
  const checked: Row = {};
  for (const [key, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    if (key === '$or' || key === '$and') {
      if (!Array.isArray(value) || value.length === 0) throw refused(`${key} takes a list of filters`);
      checked[key] = value.map((inner) => {
        if (!isPlain(inner)) throw refused(`${key} takes filters`);
        return checkFilter(inner, fields);
      });
    } else {
      checkPath(key, fields, 'FILTER_REFUSED');
      checked[key] = checkCondition(key, value);
    }
  }
  return checked;
}

/** A field that the collection declares, or a path below one. */
export function checkPath(path: string, fields: ReadonlySet<string>, code: DataError['code']): void {
  const [root = '', ...rest] = path.split('.');
  if (!fields.has(root) || rest.some((part) => part === '' || part.startsWith('$'))) {
    throw new DataError(code, `"${path}" is not a field of this collection.`);
  }
}

/** Values that are stored or compared as they are: no operator hides in them. */
export function checkValue(value: unknown, where: string, code: DataError['code']): void {
  if (value instanceof Date || value instanceof Uint8Array) return;
  if (Array.isArray(value)) {
    for (const inner of value) checkValue(inner, where, code);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    if (!isPlain(value)) throw new DataError(code, `"${where}" holds something that is not plain data.`);
    for (const [key, inner] of Object.entries(value)) {
      if (key.startsWith('$') || key.includes('\0')) {
        throw new DataError(code, `"${where}" holds the key "${key}", which could be read as an operator.`);
      }
      checkValue(inner, where, code);
    }
    return;
  }
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new DataError(code, `"${where}" holds a ${typeof value}, which can't be stored.`);
  }
}

export function isPlain(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function checkCondition(key: string, value: unknown): unknown {
  if (!isPlain(value) || !Object.keys(value).some((name) => name.startsWith('$'))) {
    checkValue(value, key, 'FILTER_REFUSED');
    // Said explicitly, so that no value can be read as a condition.
    return { $eq: value };
  }
  for (const [operator, operand] of Object.entries(value)) {
    if (!operators.has(operator)) throw refused(`"${operator}" is not available to plugins`);
    if ((operator === '$in' || operator === '$nin') && !Array.isArray(operand)) {
      throw refused(`${operator} takes a list`);
    }
    checkValue(operand, key, 'FILTER_REFUSED');
  }
  return value;
}

function refused(why: string): DataError {
  return new DataError('FILTER_REFUSED', `This filter can't be used: ${why}.`);
}
