import { compareDecimals, Decimal128 } from './decimal.ts';
import { Type, typeOf, typeOrder } from './types.ts';
import {
  type Binary,
  type Code,
  type Doc,
  Int32,
  type Maybe,
  type ObjectId,
  type Regex,
  type Timestamp,
  type UtcDate,
  type Value,
} from './values.ts';

type Numeric = number | bigint | Int32 | Decimal128;

/** UTF-8's order, which JavaScript's own (UTF-16) differs from above U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i);
    let y = b.charCodeAt(i);
    if (x === y) continue;
    // Surrogates stand for code points above every other UTF-16 unit.
    if (x >= 0xd800 && y >= 0xd800) {
      x = x >= 0xe000 ? x - 0x800 : x + 0x2000;
      y = y >= 0xe000 ? y - 0x800 : y + 0x2000;
    }
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Exact across all numeric types; NaN is less than every number and equal to itself, as in MongoDB. */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const x = a instanceof Int32 ? a.value : a;
  const y = b instanceof Int32 ? b.value : b;
  if (typeof x === 'number' && typeof y === 'number') return compareDoubles(x, y);
  if (x instanceof Decimal128 || y instanceof Decimal128) return compareAsDecimals(x, y);
  // JavaScript compares bigint with number exactly, except NaN.
  if (Number.isNaN(x)) return -1;
  if (Number.isNaN(y)) return 1;
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareDoubles(x: number, y: number): number {
  if (x < y) return -1;
  if (x > y) return 1;
  if (x === y) return 0;
  if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : -1;
  return 1;
}

function compareAsDecimals(x: number | bigint | Decimal128, y: number | bigint | Decimal128): number {
  const a = exactDecimal(x);
  const b = exactDecimal(y);
  if (a.kind !== 'finite' || b.kind !== 'finite') return compareDoubles(rank(a), rank(b));
  return compareDecimals(a, b);
}

function rank(value: Decimal128): number {
  return value.kind === 'finite' ? 0 : value.toNumber();
}

/** Every double is a finite decimal, of up to 767 digits; no rounding happens here. */
export function exactDecimal(value: number | bigint | Decimal128): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'bigint') return new Decimal128('finite', value < 0n, value < 0n ? -value : value, 0);
  if (Number.isNaN(value)) return Decimal128.nan;
  if (!Number.isFinite(value)) return new Decimal128('infinity', value < 0);
  if (Number.isInteger(value)) return exactDecimal(BigInt(value));
  let scaled = Math.abs(value);
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  // scaled / 2^n = scaled × 5^n / 10^n
  return new Decimal128('finite', value < 0, BigInt(scaled) * 5n ** BigInt(halvings), -halvings);
}

/** MongoDB's total order over all values. `undefined` is a missing field and comes before null. */
export function compare(a: Maybe, b: Maybe): number {
  const order = typeOrder(a) - typeOrder(b);
  if (order !== 0) return order < 0 ? -1 : 1;
  if (a === undefined || b === undefined) return 0;
  return compareSameOrder(a, b);
}

function compareSameOrder(a: Value, b: Value): number {
  switch (typeOf(a)) {
    case Type.double:
    case Type.int:
    case Type.long:
    case Type.decimal:
      return compareNumbers(a as Numeric, b as Numeric);
    case Type.string:
      return compareStrings(a as string, b as string);
    case Type.object:
      return compareDocs(a as Doc, b as Doc);
    case Type.array:
      return compareArrays(a as Value[], b as Value[]);
    case Type.binData: {
      const x = a as Binary;
      const y = b as Binary;
      return (
        Math.sign(x.bytes.length - y.bytes.length) ||
        Math.sign(x.subtype - y.subtype) ||
        Buffer.compare(x.bytes, y.bytes)
      );
    }
    case Type.objectId:
      return Buffer.compare((a as ObjectId).bytes, (b as ObjectId).bytes);
    case Type.bool:
      return Number(a) - Number(b);
    case Type.date:
      return Math.sign((a as UtcDate).ms - (b as UtcDate).ms);
    case Type.timestamp: {
      const x = (a as Timestamp).value;
      const y = (b as Timestamp).value;
      return x < y ? -1 : x > y ? 1 : 0;
    }
    case Type.regex:
      return (
        compareStrings((a as Regex).pattern, (b as Regex).pattern) ||
        compareStrings((a as Regex).flags, (b as Regex).flags)
      );
    case Type.javascript:
      return compareStrings((a as Code).code, (b as Code).code);
    case Type.javascriptWithScope:
      return (
        compareStrings((a as Code).code, (b as Code).code) ||
        compareDocs((a as Code).scope ?? new Map(), (b as Code).scope ?? new Map())
      );
    default:
      return 0;
  }
}

/** Field by field: first the type of the value, then the name, then the value; the shorter document is less. */
function compareDocs(a: Doc, b: Doc): number {
  const other = b.entries();
  for (const [name, value] of a) {
    const next = other.next();
    if (next.done) return 1;
    const [otherName, otherValue] = next.value;
    const result =
      Math.sign(typeOrder(value) - typeOrder(otherValue)) ||
      compareStrings(name, otherName) ||
      compareSameOrder(value, otherValue);
    if (result !== 0) return result;
  }
  return a.size < b.size ? -1 : 0;
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const result = compare(a[i], b[i]);
    if (result !== 0) return result;
  }
  return Math.sign(a.length - b.length);
}

export function equal(a: Maybe, b: Maybe): boolean {
  return compare(a, b) === 0;
}
