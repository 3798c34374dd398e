import { Decimal128 } from './decimal.ts';
import {
  Binary,
  Code,
  Int32,
  type Maybe,
  MinKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './values.ts';

/** The type bytes of the BSON specification. */
export const Type = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: 255,
  maxKey: 127,
} as const;

export function typeOf(value: Value): number {
  switch (typeof value) {
    case 'string':
      return Type.string;
    case 'number':
      return Type.double;
    case 'boolean':
      return Type.bool;
    case 'bigint':
      return Type.long;
  }
  if (value === null) return Type.null;
  if (value instanceof Int32) return Type.int;
  if (value instanceof Map) return Type.object;
  if (Array.isArray(value)) return Type.array;
  if (value instanceof ObjectId) return Type.objectId;
  if (value instanceof UtcDate) return Type.date;
  if (value instanceof Decimal128) return Type.decimal;
  if (value instanceof Binary) return Type.binData;
  if (value instanceof Timestamp) return Type.timestamp;
  if (value instanceof Regex) return Type.regex;
  if (value instanceof Code) return value.scope ? Type.javascriptWithScope : Type.javascript;
  if (value instanceof MinKey) return Type.minKey;
  return Type.maxKey;
}

const names: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  12: 'dbPointer',
  13: 'javascript',
  14: 'symbol',
  15: 'javascriptWithScope',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
  127: 'maxKey',
  255: 'minKey',
};

/** The alias that MongoDB's `$type` gives and takes; `missing` for no value. */
export function typeName(value: Maybe): string {
  return value === undefined ? 'missing' : (names[typeOf(value)] ?? 'unknown');
}

/** The type byte for an alias, or undefined when there is none of that name. */
export function typeByName(name: string): number | undefined {
  for (const code in names) if (names[code] === name) return Number(code);
  return undefined;
}

export function isTypeByte(code: number): boolean {
  return names[code] !== undefined;
}

/**
 * The place of a type in MongoDB's order of comparison. Types that compare by value with each other share a place.
 * https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function typeOrder(value: Maybe): number {
  if (value === undefined) return 4;
  switch (typeOf(value)) {
    case Type.minKey:
      return 0;
    case Type.null:
      return 5;
    case Type.double:
    case Type.int:
    case Type.long:
    case Type.decimal:
      return 10;
    case Type.string:
      return 15;
    case Type.object:
      return 20;
    case Type.array:
      return 25;
    case Type.binData:
      return 30;
    case Type.objectId:
      return 35;
    case Type.bool:
      return 40;
    case Type.date:
      return 45;
    case Type.timestamp:
      return 47;
    case Type.regex:
      return 50;
    case Type.javascript:
      return 60;
    case Type.javascriptWithScope:
      return 65;
    default:
      return 127;
  }
}

export function isNumber(value: Maybe): value is number | bigint | Int32 | Decimal128 {
  return (
    typeof value === 'number' ||
    value instanceof Int32 ||
    typeof value === 'bigint' ||
    value instanceof Decimal128
  );
}
