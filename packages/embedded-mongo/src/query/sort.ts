import { toDouble } from '../bson/arithmetic.ts';
import { compare } from '../bson/compare.ts';
import { isNumber } from '../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import { visitPath } from './paths.ts';

export interface SortPart {
  readonly path: string;
  readonly parts: readonly string[];
  readonly descending: boolean;
}

/** Reads a sort specification. @throws MongoError BadValue, or 15974 and the like as MongoDB does */
export function parseSort(spec: Value): SortPart[] {
  if (!isDoc(spec)) throw new MongoError('TypeMismatch', 'the sort specification must be an object');
  return Array.from(spec, ([path, direction]) => {
    if (isDoc(direction)) throw notSupported('sorting by $meta');
    const sign = isNumber(direction) ? toDouble(direction) : Number.NaN;
    if (sign !== 1 && sign !== -1) {
      throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    if (path === '' || path.split('.').includes('')) {
      throw new MongoError(40352, 'FieldPath cannot be constructed with empty string');
    }
    return { path, parts: path.split('.'), descending: sign < 0 };
  });
}

/** What a document sorts by: the least value on the path for an ascending sort, the greatest for a descending one. */
export function sortKey(document: Doc, part: SortPart): Maybe {
  let best: Maybe;
  let found = false;
  const consider = (value: Maybe) => {
    if (!found || compare(value, best) * (part.descending ? -1 : 1) < 0) best = value;
    found = true;
  };
  visitPath(document, part.parts, (value) => {
    if (!Array.isArray(value)) consider(value ?? null);
    // An empty array sorts before null.
    else if (value.length === 0) consider(undefined);
    else for (const element of value) consider(element);
    return false;
  });
  return found ? best : null;
}

export function sortComparator(spec: Value): (a: Doc, b: Doc) => number {
  const parts = parseSort(spec);
  return (a, b) => {
    for (const part of parts) {
      const order = compare(sortKey(a, part), sortKey(b, part));
      if (order !== 0) return part.descending ? -order : order;
    }
    return 0;
  };
}

/** Sorts, keeping the order of equals; each item's keys are found once. */
export function sortBy<T>(
  items: readonly T[],
  documentOf: (item: T) => Doc,
  parts: readonly SortPart[],
): T[] {
  const keyed = items.map((item) => {
    const document = documentOf(item);
    return { item, keys: parts.map((part) => sortKey(document, part)) };
  });
  keyed.sort((a, b) => {
    for (let i = 0; i < parts.length; i++) {
      const order = compare(a.keys[i], b.keys[i]);
      if (order !== 0) return parts[i]?.descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
