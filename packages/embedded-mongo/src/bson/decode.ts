import { MongoError } from '../errors.ts';
import { Decimal128 } from './decimal.ts';
import { Type } from './types.ts';
import {
  Binary,
  Code,
  type Doc,
  int,
  maxKey,
  minKey,
  ObjectId,
  Regex,
  Timestamp,
  UtcDate,
  type Value,
} from './values.ts';

/** MongoDB's own limit on how deep documents nest. */
export const maxDepth = 180;

export function invalid(reason: string): MongoError {
  return new MongoError('InvalidBSON', reason);
}

/** Where the text that ends at a zero byte ends. */
export function cstringEnd(bytes: Buffer, at: number, limit: number): number {
  for (let i = at; i < limit; i++) if (bytes[i] === 0) return i;
  throw invalid('a name in the document has no end');
}

/** Decodes the document that starts at `at`. Every length is checked against the bytes that are there. */
export function decodeDoc(bytes: Buffer, at = 0, depth = 0): Doc {
  const out: Doc = new Map();
  const end = documentEnd(bytes, at, depth);
  let i = at + 4;
  while (i < end) {
    const type = bytes[i] as number;
    const nameEnd = cstringEnd(bytes, i + 1, end);
    const name = bytes.toString('utf8', i + 1, nameEnd);
    i = nameEnd + 1;
    const size = valueSize(bytes, type, i, end);
    out.set(name, decodeValue(bytes, type, i, depth));
    i += size;
  }
  return out;
}

function decodeArray(bytes: Buffer, at: number, depth: number): Value[] {
  const out: Value[] = [];
  const end = documentEnd(bytes, at, depth);
  let i = at + 4;
  while (i < end) {
    const type = bytes[i] as number;
    i = cstringEnd(bytes, i + 1, end) + 1;
    const size = valueSize(bytes, type, i, end);
    out.push(decodeValue(bytes, type, i, depth));
    i += size;
  }
  return out;
}

/** The position of the closing zero of the document at `at`. */
export function documentEnd(bytes: Buffer, at: number, depth = 0): number {
  if (depth > maxDepth) throw new MongoError('Overflow', `documents nest at most ${maxDepth} levels deep`);
  if (at + 5 > bytes.length) throw invalid('the document is cut off');
  const size = bytes.readInt32LE(at);
  const end = at + size - 1;
  if (size < 5 || end >= bytes.length || bytes[end] !== 0) throw invalid('a document has a wrong length');
  return end;
}

/** How many bytes the value of this type at `at` takes; checks that they are there. */
export function valueSize(bytes: Buffer, type: number, at: number, end: number): number {
  let size: number;
  switch (type) {
    case Type.double:
    case Type.date:
    case Type.timestamp:
    case Type.long:
      size = 8;
      break;
    case Type.int:
      size = 4;
      break;
    case Type.bool:
      size = 1;
      break;
    case Type.null:
    case Type.minKey:
    case Type.maxKey:
      size = 0;
      break;
    case Type.objectId:
      size = 12;
      break;
    case Type.decimal:
      size = 16;
      break;
    case Type.string:
    case Type.javascript: {
      const length = readLength(bytes, at, end);
      if (length < 1 || at + 4 + length > end || bytes[at + 3 + length] !== 0) {
        throw invalid('a string has a wrong length');
      }
      size = 4 + length;
      break;
    }
    case Type.object:
    case Type.array:
    case Type.javascriptWithScope:
      size = readLength(bytes, at, end);
      if (size < 5) throw invalid('a document has a wrong length');
      break;
    case Type.binData: {
      const length = readLength(bytes, at, end);
      if (length < 0) throw invalid('binary data has a wrong length');
      size = 5 + length;
      break;
    }
    case Type.regex:
      size = cstringEnd(bytes, cstringEnd(bytes, at, end) + 1, end) + 1 - at;
      break;
    default:
      throw invalid(`BSON type ${type} is deprecated or unknown, and not stored here`);
  }
  if (at + size > end) throw invalid('a value is cut off');
  return size;
}

function readLength(bytes: Buffer, at: number, end: number): number {
  if (at + 4 > end) throw invalid('a value is cut off');
  return bytes.readInt32LE(at);
}

/** Decodes one value whose size `valueSize` has checked. */
export function decodeValue(bytes: Buffer, type: number, at: number, depth: number): Value {
  switch (type) {
    case Type.double:
      return bytes.readDoubleLE(at);
    case Type.string:
      return bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at));
    case Type.object:
      return decodeDoc(bytes, at, depth + 1);
    case Type.array:
      return decodeArray(bytes, at, depth + 1);
    case Type.binData:
      return new Binary(bytes[at + 4] as number, bytes.subarray(at + 5, at + 5 + bytes.readInt32LE(at)));
    case Type.objectId:
      return new ObjectId(bytes.subarray(at, at + 12));
    case Type.bool:
      return bytes[at] !== 0;
    case Type.date: {
      const ms = bytes.readInt32LE(at + 4) * 0x1_0000_0000 + bytes.readUInt32LE(at);
      if (!Number.isSafeInteger(ms)) throw invalid('a date is further than 2^53 milliseconds from 1970');
      return new UtcDate(ms);
    }
    case Type.null:
      return null;
    case Type.regex: {
      const middle = cstringEnd(bytes, at, bytes.length);
      return new Regex(
        bytes.toString('utf8', at, middle),
        bytes.toString('utf8', middle + 1, cstringEnd(bytes, middle + 1, bytes.length)),
      );
    }
    case Type.javascript:
      return new Code(bytes.toString('utf8', at + 4, at + 3 + bytes.readInt32LE(at)));
    case Type.javascriptWithScope: {
      const length = bytes.readInt32LE(at + 4);
      const size = bytes.readInt32LE(at);
      if (length < 1 || length + 13 > size) throw invalid('code with scope has a wrong length');
      return new Code(
        bytes.toString('utf8', at + 8, at + 7 + length),
        decodeDoc(bytes, at + 8 + length, depth + 1),
      );
    }
    case Type.int:
      return int(bytes.readInt32LE(at));
    case Type.timestamp:
      return new Timestamp(bytes.readBigUInt64LE(at));
    case Type.long:
      return bytes.readBigInt64LE(at);
    case Type.decimal:
      return Decimal128.fromBytes(bytes, at);
    case Type.minKey:
      return minKey;
    case Type.maxKey:
      return maxKey;
    default:
      throw invalid(`BSON type ${type} is deprecated or unknown, and not stored here`);
  }
}
