import type { Doc, Maybe, Value } from '../bson/values.ts';

export function isIndexPart(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/**
 * Shows every value that a path of a query reaches to `visit`, until it says true. Documents inside arrays are
 * entered, and so are elements that the path names by number. `index` is the place in the outermost array.
 * A path that ends in a missing field shows `undefined`; elements that are no documents show nothing.
 */
export function visitPath(
  document: Doc,
  parts: readonly string[],
  visit: (value: Maybe, index: number | undefined) => boolean,
  at = 0,
  index?: number,
): boolean {
  const value = document.get(parts[at] as string);
  return visitValue(value, parts, visit, at + 1, index);
}

function visitValue(
  value: Maybe,
  parts: readonly string[],
  visit: (value: Maybe, index: number | undefined) => boolean,
  at: number,
  index: number | undefined,
): boolean {
  if (at === parts.length) return visit(value, index);
  if (value instanceof Map) return visitPath(value, parts, visit, at, index);
  if (!Array.isArray(value)) return visit(undefined, index);
  const part = parts[at] as string;
  for (let i = 0; i < value.length; i++) {
    const element = value[i];
    if (element instanceof Map && visitPath(element, parts, visit, at, index ?? i)) return true;
  }
  if (!isIndexPart(part)) return false;
  const position = Number(part);
  const element = value[position];
  if (element === undefined) return false;
  return visitValue(element, parts, visit, at + 1, index ?? position);
}

/** The value at a path through documents only; arrays are not entered. */
export function valueAt(document: Maybe, parts: readonly string[]): Maybe {
  let value: Maybe = document;
  for (const part of parts) {
    if (!(value instanceof Map)) return undefined;
    value = value.get(part);
  }
  return value;
}

/** The values that a path reaches, as `distinct` and sorts see them: arrays give their elements. */
export function valuesAt(document: Doc, parts: readonly string[]): Value[] {
  const out: Value[] = [];
  visitPath(document, parts, (value) => {
    if (Array.isArray(value)) out.push(...value);
    else if (value !== undefined) out.push(value);
    return false;
  });
  return out;
}
