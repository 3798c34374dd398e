import { isWhole, toDouble } from '../bson/arithmetic.ts';
import { isNumber, typeName } from '../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';

/** Readers of command fields. `where` is `command.field`, for messages like MongoDB's own. */

function wrongType(where: string, value: Maybe, expected: string): MongoError {
  return new MongoError(
    'TypeMismatch',
    `BSON field '${where}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
  );
}

export function documentField(body: Doc, name: string, where: string): Doc | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isDoc(value)) throw wrongType(`${where}.${name}`, value, 'object');
  return value;
}

export function arrayField(body: Doc, name: string, where: string): Value[] | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw wrongType(`${where}.${name}`, value, 'array');
  return value;
}

export function booleanField(body: Doc, name: string, where: string): boolean {
  const value = body.get(name);
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  if (isNumber(value)) return toDouble(value) !== 0;
  throw wrongType(`${where}.${name}`, value, 'bool');
}

export function stringField(body: Doc, name: string, where: string): string {
  const value = body.get(name);
  if (typeof value !== 'string') {
    if (value === undefined) throw required(`${where}.${name}`);
    throw wrongType(`${where}.${name}`, value, 'string');
  }
  return value;
}

/** A whole number that is not negative. */
export function countField(body: Doc, name: string, where: string): number | undefined {
  const value = body.get(name);
  if (value === undefined || value === null) return undefined;
  if (!isNumber(value)) throw wrongType(`${where}.${name}`, value, 'long');
  const number = toDouble(value);
  if (!isWhole(value) && !Number.isInteger(number)) {
    throw new MongoError('FailedToParse', `BSON field '${where}.${name}' must be a whole number`);
  }
  if (number < 0) {
    throw new MongoError(51024, `BSON field '${name}' value must be >= 0, actual value '${number}'`);
  }
  return number;
}

export function required(where: string): MongoError {
  return new MongoError(40414, `BSON field '${where}' is missing but a required field`);
}

/** Refuses fields that MongoDB does not know (40415) and those that it knows and this server has not. */
export function checkFields(
  body: Doc,
  where: string,
  known: ReadonlySet<string>,
  refused: ReadonlySet<string>,
): void {
  for (const [name, value] of body) {
    if (known.has(name)) continue;
    if (!refused.has(name)) throw new MongoError(40415, `BSON field '${where}.${name}' is an unknown field.`);
    // Drivers and applications spell out defaults; what asks for nothing needs nothing.
    if (value === false || value === null || (isDoc(value) && value.size === 0)) continue;
    throw notSupported(`the field ${where}.${name}`);
  }
}

/** Only the simple collation, which is byte order, is here. */
export function checkCollation(body: Doc): void {
  const collation = body.get('collation');
  if (collation === undefined || collation === null) return;
  if (
    isDoc(collation) &&
    (collation.size === 0 || (collation.size === 1 && collation.get('locale') === 'simple'))
  )
    return;
  throw notSupported('a collation other than { locale: "simple" }');
}

export function setOf(...names: string[]): ReadonlySet<string> {
  return new Set(names);
}
