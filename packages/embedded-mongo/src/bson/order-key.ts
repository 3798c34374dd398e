import { compareNumbers, exactDecimal } from './compare.ts';
import { compareDecimals, type Decimal128 } from './decimal.ts';
import { Writer } from './encode.ts';
import { Type, typeOf } from './types.ts';
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

/** What a promoted column holds. */
export type SqlValue = number | bigint | string | Uint8Array;

/**
 * SQLite orders numbers < TEXT < BLOB and compares integers with doubles exactly, so MongoDB's order over the types
 * that documents mostly hold is SQLite's own:
 *
 * - missing and null: -Infinity (SQLite's NULL would not be unique in a unique index, and MongoDB's is)
 * - numbers: themselves;  strings: TEXT;  other types: a BLOB that starts with a tag in the order of the types
 *
 * Values that do not fit this order are *odd*: MinKey, NaN, -Infinity, decimals that are no double. They are BLOBs
 * with a tag below 0x10: still equal exactly when MongoDB says equal, but in the wrong place of the order.
 * A column that ever held an odd value is used for equality only.
 */
export const nullKey = -Infinity;

const tag = {
  oddMinKey: 0x01,
  oddEmpty: 0x02,
  oddNumber: 0x03,
  null: 0x10,
  number: 0x14,
  string: 0x18,
  object: 0x20,
  array: 0x28,
  binData: 0x30,
  objectId: 0x38,
  bool: 0x40,
  date: 0x48,
  timestamp: 0x50,
  regex: 0x58,
  code: 0x60,
  codeWithScope: 0x68,
  maxKey: 0xf0,
} as const;

/** The key that an empty array has in a multikey index. */
export const emptyArrayKey: Uint8Array = Buffer.from([tag.oddEmpty]);

const falseKey = Buffer.from([tag.bool, 0]);
const trueKey = Buffer.from([tag.bool, 1]);

export function isOdd(key: SqlValue): boolean {
  return typeof key === 'object' && (key[0] as number) < 0x10;
}

export function columnKey(value: Maybe): SqlValue {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isNaN(value) || value === -Infinity ? oddNumber(String(value)) : value;
    case 'bigint':
      return value;
    case 'boolean':
      return value ? trueKey : falseKey;
    case 'undefined':
      return nullKey;
  }
  if (value === null) return nullKey;
  if (value instanceof Int32) return value.value;
  const type = typeOf(value);
  switch (type) {
    case Type.objectId: {
      const key = Buffer.allocUnsafe(13);
      key[0] = tag.objectId;
      key.set((value as ObjectId).bytes, 1);
      return key;
    }
    case Type.date:
      return dateKey((value as UtcDate).ms);
    case Type.decimal:
      return decimalKey(value as Decimal128);
    case Type.minKey:
      return Buffer.from([tag.oddMinKey]);
    default: {
      const writer = new KeyWriter();
      writer.value(value, true);
      const key = writer.take();
      return writer.odd ? Buffer.concat([Buffer.from([tag.oddNumber, 1]), key]) : key;
    }
  }
}

function dateKey(ms: number): Uint8Array {
  const key = Buffer.allocUnsafe(9);
  key[0] = tag.date;
  writeDate(key, 1, ms);
  return key;
}

function writeDate(key: Buffer, at: number, ms: number): void {
  key.writeUInt32BE(Math.floor(ms / 0x1_0000_0000) + 0x8000_0000, at);
  key.writeUInt32BE(((ms % 0x1_0000_0000) + 0x1_0000_0000) % 0x1_0000_0000, at + 4);
}

function oddNumber(text: string): Uint8Array {
  return Buffer.from(`\x03${text}`, 'latin1');
}

function decimalKey(value: Decimal128): SqlValue {
  const near = value.toNumber();
  if (Number.isNaN(near) || value.kind === 'infinity') return columnKey(near);
  const { signed, exponent } = value.normalized();
  if (exponent >= 0 && exponent < 19) {
    const whole = signed * 10n ** BigInt(exponent);
    if (BigInt.asIntN(64, whole) === whole) return whole;
  }
  if (Number.isFinite(near) && compareDecimals(exactDecimal(near), value) === 0) return near;
  return oddNumber(`${signed}e${exponent}`);
}

/** Text that is the same exactly for values that MongoDB calls equal; for sets and groups. */
export function hashKey(value: Maybe): string {
  if (typeof value === 'string') return `s${value}`;
  const key = columnKey(value);
  if (typeof key === 'number') {
    if (Number.isInteger(key) && !Number.isSafeInteger(key)) return `n${BigInt(key)}`;
    return `n${key === 0 ? 0 : key}`;
  }
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'string') return `s${key}`;
  return `b${Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1')}`;
}

/** The range of keys that values of the same type as `key` have, for type-bracketed comparisons. */
export function bracketOf(key: SqlValue): { above: SqlValue | undefined; below: SqlValue | undefined } {
  // Finite numbers are above the null key; every TEXT is above every number, every BLOB above every TEXT.
  if (typeof key === 'number' || typeof key === 'bigint') return { above: nullKey, below: '' };
  if (typeof key === 'string') return { above: undefined, below: Buffer.alloc(0) };
  const first = key[0] as number;
  return { above: undefined, below: Buffer.from([first + 1]) };
}

/** The least key of the type of `key`. */
export function floorOf(key: SqlValue): SqlValue {
  if (typeof key === 'number' || typeof key === 'bigint') return nullKey;
  return typeof key === 'string' ? '' : Buffer.from([key[0] as number]);
}

/** A decimal that is a whole int64 counts as one, so that equal numbers have equal keys. */
function plain(value: number | bigint | Int32 | Decimal128): number | bigint | Decimal128 {
  if (value instanceof Int32) return value.value;
  if (typeof value !== 'object') return value;
  const key = decimalKey(value);
  return typeof key === 'bigint' || typeof key === 'number' ? key : value;
}

const shared = new Writer();

/** Writes values as bytes whose order is MongoDB's. */
class KeyWriter {
  odd = false;

  constructor() {
    shared.length = 0;
  }

  take(): Buffer {
    return shared.take();
  }

  private byte(value: number): void {
    shared.byte(value);
  }

  private raw(bytes: Uint8Array): void {
    shared.raw(bytes);
  }

  /** Ends with 0x00 0x00; zero bytes inside become 0x00 0xff, so that longer text sorts after. */
  private escaped(text: string): void {
    for (const byte of Buffer.from(text, 'utf8')) {
      this.byte(byte);
      if (byte === 0) this.byte(0xff);
    }
    this.byte(0);
    this.byte(0);
  }

  value(value: Value, whole = false): void {
    this.byte(this.tagOf(value));
    this.payload(value, whole);
  }

  private tagOf(value: Value): number {
    switch (typeOf(value)) {
      case Type.minKey:
        return tag.oddMinKey;
      case Type.null:
        return tag.null;
      case Type.double:
      case Type.int:
      case Type.long:
      case Type.decimal:
        return tag.number;
      case Type.string:
        return tag.string;
      case Type.object:
        return tag.object;
      case Type.array:
        return tag.array;
      case Type.binData:
        return tag.binData;
      case Type.objectId:
        return tag.objectId;
      case Type.bool:
        return tag.bool;
      case Type.date:
        return tag.date;
      case Type.timestamp:
        return tag.timestamp;
      case Type.regex:
        return tag.regex;
      case Type.javascript:
        return tag.code;
      case Type.javascriptWithScope:
        return tag.codeWithScope;
      default:
        return tag.maxKey;
    }
  }

  private payload(value: Value, whole: boolean): void {
    switch (typeOf(value)) {
      case Type.double:
      case Type.int:
      case Type.long:
      case Type.decimal: {
        this.number(value as number | bigint | Int32 | Decimal128);
        return;
      }
      case Type.string: {
        this.escaped(value as string);
        return;
      }
      case Type.object:
        for (const [name, field] of value as Doc) {
          this.byte(this.tagOf(field));
          this.escaped(name);
          this.payload(field, false);
        }
        {
          this.byte(0);
          return;
        }
      case Type.array:
        for (const element of value as Value[]) this.value(element);
        {
          this.byte(0);
          return;
        }
      case Type.binData: {
        const { subtype, bytes } = value as Binary;
        const head = Buffer.alloc(5);
        head.writeUInt32BE(bytes.length);
        head[4] = subtype;
        this.raw(head);
        this.raw(bytes);
        return;
      }
      case Type.objectId: {
        this.raw((value as ObjectId).bytes);
        return;
      }
      case Type.bool: {
        this.byte(value ? 1 : 0);
        return;
      }
      case Type.date: {
        const bytes = Buffer.alloc(8);
        writeDate(bytes, 0, (value as UtcDate).ms);
        this.raw(bytes);
        return;
      }
      case Type.timestamp: {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64BE((value as Timestamp).value);
        this.raw(bytes);
        return;
      }
      case Type.regex:
        this.escaped((value as Regex).pattern);
        {
          this.escaped((value as Regex).flags);
          return;
        }
      case Type.javascript:
      case Type.javascriptWithScope: {
        const { code, scope } = value as Code;
        this.escaped(code);
        if (scope) this.value(scope);
        return;
      }
      case Type.minKey:
        if (whole) this.odd = true;
        return;
      default:
        return;
    }
  }

  /** The nearest double, then how far the exact value is from it. */
  private number(value: number | bigint | Int32 | Decimal128): void {
    const exact = plain(value);
    const near = typeof exact === 'object' ? exact.toNumber() : Number(exact);
    const bytes = Buffer.alloc(8);
    if (!Number.isNaN(near)) {
      bytes.writeDoubleBE(near === 0 ? 0 : near);
      if ((bytes[0] as number) & 0x80) for (let i = 0; i < 8; i++) bytes[i] = ~(bytes[i] as number) & 0xff;
      else bytes[0] = (bytes[0] as number) | 0x80;
    }
    this.raw(bytes);
    if (Number.isNaN(near) || compareNumbers(value, near) === 0) {
      this.byte(0x80);
      return;
    }
    if (typeof exact === 'bigint') {
      const residual = exact - BigInt(near);
      const rest = Buffer.alloc(3);
      rest.writeUInt16BE(Number(residual) + 0x8000, 1);
      rest[0] = residual < 0n ? 0x7f : 0x81;
      this.raw(rest);
      return;
    }
    // Decimals that are no double are told apart, but not put in order.
    const { signed, exponent } = (exact as Decimal128).normalized();
    this.byte(0xff);
    this.escaped(`${signed}e${exponent}`);
    this.odd = true;
  }
}
