import { MongoError } from '../errors.ts';
import type { Decimal128 } from './decimal.ts';
import { maxDepth } from './decode.ts';
import { Type, typeOf } from './types.ts';
import type { Binary, Code, Doc, Int32, ObjectId, Regex, Timestamp, UtcDate, Value } from './values.ts';

/** A growing run of BSON bytes. One is reused for all documents: `take` copies the result out. */
export class Writer {
  bytes = Buffer.allocUnsafe(64 * 1024);
  length = 0;

  reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  int32(value: number): void {
    this.reserve(4);
    this.bytes.writeInt32LE(value, this.length);
    this.length += 4;
  }

  int64(value: bigint): void {
    this.reserve(8);
    this.bytes.writeBigInt64LE(value, this.length);
    this.length += 8;
  }

  byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  raw(value: Uint8Array): void {
    this.reserve(value.length);
    this.bytes.set(value, this.length);
    this.length += value.length;
  }

  /** Writes text and returns how many bytes it took. */
  text(value: string): number {
    this.reserve(value.length * 3);
    const written = this.bytes.write(value, this.length);
    this.length += written;
    return written;
  }

  cstring(value: string): void {
    if (value.includes('\0'))
      throw new MongoError('BadValue', 'names and patterns cannot contain a zero byte');
    this.text(value);
    this.byte(0);
  }

  string(value: string): void {
    const at = this.length;
    this.int32(0);
    // Writing the text may replace `bytes` by a larger buffer.
    const written = this.text(value);
    this.bytes.writeInt32LE(written + 1, at);
    this.byte(0);
  }

  open(): number {
    const at = this.length;
    this.int32(0);
    return at;
  }

  close(at: number): void {
    this.byte(0);
    this.bytes.writeInt32LE(this.length - at, at);
  }

  document(value: Doc, depth = 0): void {
    if (depth > maxDepth) throw new MongoError('Overflow', `documents nest at most ${maxDepth} levels deep`);
    const at = this.open();
    for (const [name, field] of value) this.element(name, field, depth);
    this.close(at);
  }

  array(value: readonly Value[], depth = 0): void {
    if (depth > maxDepth) throw new MongoError('Overflow', `documents nest at most ${maxDepth} levels deep`);
    const at = this.open();
    for (let i = 0; i < value.length; i++) this.element(String(i), value[i] as Value, depth);
    this.close(at);
  }

  element(name: string, value: Value, depth = 0): void {
    const type = typeOf(value);
    this.byte(type);
    this.cstring(name);
    this.value(type, value, depth);
  }

  /** An array of documents that are BSON already, spliced in as they are. */
  rawArray(name: string, documents: readonly Uint8Array[]): void {
    this.byte(Type.array);
    this.cstring(name);
    const at = this.open();
    for (let i = 0; i < documents.length; i++) {
      this.byte(Type.object);
      this.cstring(String(i));
      this.raw(documents[i] as Uint8Array);
    }
    this.close(at);
  }

  private value(type: number, value: Value, depth: number): void {
    switch (type) {
      case Type.double:
        this.reserve(8);
        this.bytes.writeDoubleLE(value as number, this.length);
        this.length += 8;
        return;
      case Type.string: {
        this.string(value as string);
        return;
      }
      case Type.object: {
        this.document(value as Doc, depth + 1);
        return;
      }
      case Type.array: {
        this.array(value as Value[], depth + 1);
        return;
      }
      case Type.binData: {
        const { subtype, bytes } = value as Binary;
        this.int32(bytes.length);
        this.byte(subtype);
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
        this.int64(BigInt((value as UtcDate).ms));
        return;
      }
      case Type.regex:
        this.cstring((value as Regex).pattern);
        {
          this.cstring((value as Regex).flags);
          return;
        }
      case Type.javascript: {
        this.string((value as Code).code);
        return;
      }
      case Type.javascriptWithScope: {
        const at = this.open();
        this.string((value as Code).code);
        this.document((value as Code).scope ?? new Map(), depth + 1);
        this.bytes.writeInt32LE(this.length - at, at);
        return;
      }
      case Type.int: {
        this.int32((value as Int32).value);
        return;
      }
      case Type.timestamp:
        this.reserve(8);
        this.bytes.writeBigUInt64LE((value as Timestamp).value, this.length);
        this.length += 8;
        return;
      case Type.long: {
        this.int64(value as bigint);
        return;
      }
      case Type.decimal:
        this.reserve(16);
        (value as Decimal128).writeTo(this.bytes, this.length);
        this.length += 16;
        return;
      default:
        return;
    }
  }

  take(): Buffer {
    const out = Buffer.allocUnsafeSlow(this.length);
    this.bytes.copy(out, 0, 0, this.length);
    this.length = 0;
    return out;
  }
}

const shared = new Writer();

export function encodeDoc(value: Doc): Buffer {
  // A failure in the middle of an earlier document leaves its bytes behind.
  shared.length = 0;
  shared.document(value);
  return shared.take();
}
