import type { Path } from './pointer.ts';

/** One value that is different; a side that has none is `undefined`. */
export interface Change {
  readonly path: Path;
  readonly before: unknown;
  readonly after: unknown;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Same JSON, whatever the order of keys. A key without a value is the same as no key. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameValue(a[key], b[key]));
}

/**
 * What changed between two values. Objects are compared key by key; a list is one value, because its elements have no
 * names by which two people's changes could be told apart.
 */
export function diffValues(before: unknown, after: unknown, path: Path = []): Change[] {
  if (sameValue(before, after)) return [];
  if (!isPlainObject(before) || !isPlainObject(after)) return [{ path, before, after }];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    diffValues(before[key], after[key], [...path, key]),
  );
}
