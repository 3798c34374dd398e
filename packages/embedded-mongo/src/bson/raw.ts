import { cstringEnd, decodeValue, documentEnd, valueSize } from './decode.ts';
import { Type } from './types.ts';
import type { Maybe } from './values.ts';

/** Says that a path runs into an array, so that it has several values. */
export const arrayOnPath = Symbol('array on path');

/** A field's place in BSON bytes. */
export interface RawField {
  readonly type: number;
  readonly at: number;
  readonly size: number;
}

/** Finds a top-level field of the document at `at` without decoding the others. */
export function rawField(bytes: Buffer, name: Buffer, at = 0): RawField | undefined {
  const end = documentEnd(bytes, at);
  const length = name.length;
  let i = at + 4;
  while (i < end) {
    const type = bytes[i] as number;
    i += 1;
    let same = 0;
    while (same < length && bytes[i + same] === name[same]) same += 1;
    const found = same === length && bytes[i + length] === 0;
    i = found ? i + length + 1 : cstringEnd(bytes, i, end) + 1;
    const size = valueSize(bytes, type, i, end);
    if (found) return { type, at: i, size };
    i += size;
  }
  return undefined;
}

/** The value at a dotted path; undefined when it is missing. */
export function rawPath(bytes: Buffer, parts: readonly Buffer[]): Maybe | typeof arrayOnPath {
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    const field = rawField(bytes, parts[i] as Buffer, at);
    if (!field) return undefined;
    if (field.type === Type.array) return arrayOnPath;
    if (i === parts.length - 1) return decodeValue(bytes, field.type, field.at, 0);
    if (field.type !== Type.object) return undefined;
    at = field.at;
  }
  return undefined;
}

/** Walks the whole document and throws when any of its bytes is not well-formed BSON. */
export function validate(bytes: Buffer, at = 0, depth = 0): void {
  const end = documentEnd(bytes, at, depth);
  let i = at + 4;
  while (i < end) {
    const type = bytes[i] as number;
    i = cstringEnd(bytes, i + 1, end) + 1;
    const size = valueSize(bytes, type, i, end);
    if (type === Type.object || type === Type.array) {
      if (documentEnd(bytes, i, depth + 1) + 1 !== i + size) documentEnd(bytes, bytes.length);
      validate(bytes, i, depth + 1);
    } else if (type === Type.javascriptWithScope || type === Type.date) {
      decodeValue(bytes, type, i, depth);
    }
    i += size;
  }
}
