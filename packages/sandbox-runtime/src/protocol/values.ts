import { ProtocolError } from './frames.ts';

/**
 * How values cross the channel: JSON, and beside it what JSON has not (dates, big integers, bytes, `undefined` in lists).
 * Such a value is an object whose only key is one control character, which no plugin writes.
 */
const mark = '\u0001';
const deepest = 100;
/** Longer ones would keep whoever reads them busy. */
const bigInt = /^-?\d{1,1000}$/;

/** A value that has no form outside its process, such as a function. */
export class NotPortableError extends TypeError {
  override readonly name = 'NotPortableError';
  readonly code = 'NOT_PORTABLE';
}

/** @throws `NotPortableError` for functions, symbols, circles, and what is nested more than 100 deep. */
export function encodeValue(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : { [mark]: ['n', String(value)] };
    case 'undefined':
      return { [mark]: ['u'] };
    case 'bigint':
      return { [mark]: ['b', encodeBigInt(value)] };
    case 'object':
      return value === null ? null : encodeObject(value, depth);
    default:
      throw new NotPortableError(
        `A ${typeof value} can't leave the process of its plugin. Pass plain data instead.`,
      );
  }
}

function encodeBigInt(value: bigint): string {
  const text = value.toString();
  if (bigInt.test(text)) return text;
  throw new NotPortableError('A number of more than 1,000 digits can’t leave the process of its plugin.');
}

function encodeObject(value: object, depth: number): unknown {
  if (depth > deepest) {
    throw new NotPortableError('This value is a circle, or nested more than 100 deep. Pass plain data.');
  }
  if (Array.isArray(value)) return value.map((item) => encodeValue(item, depth + 1));
  if (value instanceof Date) return { [mark]: ['d', value.getTime()] };
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return { [mark]: ['x', Buffer.from(buffer, byteOffset, byteLength).toString('base64')] };
  }
  // Builders of discord.js, bit fields and the like say themselves what they are as data.
  if ('toJSON' in value && typeof value.toJSON === 'function') return encodeValue(value.toJSON(), depth + 1);
  const encoded: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of Object.entries(value)) {
    if (key === mark) throw new NotPortableError('A key of one control character can’t be used.');
    if (inner !== undefined) encoded[key] = encodeValue(inner, depth + 1);
  }
  return encoded;
}

/**
 * The value that was encoded. Objects have no prototype: a key such as `__proto__` is a key like others, and reaches nothing.
 */
export function decodeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(decodeValue);
  const tagged = (value as Record<string, unknown>)[mark];
  if (Array.isArray(tagged)) return decodeTagged(tagged);
  const decoded: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) decoded[key] = decodeValue((value as Record<string, unknown>)[key]);
  return decoded;
}

function decodeTagged([type, content]: readonly unknown[]): unknown {
  switch (type) {
    case 'd':
      return new Date(Number(content));
    case 'b':
      if (!bigInt.test(String(content))) throw new ProtocolError('A big number is not one.');
      return BigInt(String(content));
    case 'x':
      return new Uint8Array(Buffer.from(String(content), 'base64'));
    case 'n':
      return Number(content);
    default:
      return undefined;
  }
}
