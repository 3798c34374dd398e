import type { Decimal128 } from './decimal.ts';

/**
 * BSON values as the engine sees them. Every BSON type has exactly one JavaScript shape, so a value's type is
 * never guessed: a `number` is always a double, a `bigint` always an int64, and a 32-bit integer is boxed.
 * Documents are Maps because plain objects move integer-like keys to the front, and BSON's key order matters.
 */
export type Doc = Map<string, Value>;

export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Int32
  | Decimal128
  | ObjectId
  | UtcDate
  | Timestamp
  | Binary
  | Regex
  | Code
  | MinKey
  | MaxKey
  | Value[]
  | Doc;

/** A value, or `undefined` for a field that is not there. */
export type Maybe = Value | undefined;

export class Int32 {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}

const smallest = -16;
const small = Array.from({ length: 1024 }, (_, i) => new Int32(i + smallest));

/** A 32-bit integer; small ones are shared. */
export function int(value: number): Int32 {
  return small[value - smallest] ?? new Int32(value);
}

export class ObjectId {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }
  toHex(): string {
    return this.bytes.toString('hex');
  }
}

/** Milliseconds since 1970; whole, and within ±2^53 (the decoder refuses others). */
export class UtcDate {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** MongoDB's internal timestamp: seconds in the high 32 bits, a counter in the low ones. */
export class Timestamp {
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
}

export class Binary {
  readonly subtype: number;
  readonly bytes: Buffer;
  constructor(subtype: number, bytes: Buffer) {
    this.subtype = subtype;
    this.bytes = bytes;
  }
}

export class Regex {
  readonly pattern: string;
  readonly flags: string;
  constructor(pattern: string, flags: string) {
    this.pattern = pattern;
    this.flags = flags;
  }
}

export class Code {
  readonly code: string;
  readonly scope: Doc | undefined;
  constructor(code: string, scope?: Doc) {
    this.code = code;
    this.scope = scope;
  }
}

export class MinKey {
  readonly isMinKey = true;
}
export class MaxKey {
  readonly isMaxKey = true;
}
export const minKey = new MinKey();
export const maxKey = new MaxKey();

/** Builds a document from a literal; fields that are `undefined` are left out. */
export function doc(fields: Record<string, Maybe>): Doc {
  const out: Doc = new Map();
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) out.set(name, value);
  }
  return out;
}

export function isDoc(value: Maybe): value is Doc {
  return value instanceof Map;
}
