import { format } from '../bson/format.ts';
import type { Doc, Maybe, Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { isIndexPart } from '../query/paths.ts';

/** MongoDB's limit on how far a `$set` past the end of an array may reach. */
const furthestElement = 1_500_000;

/** A place in a document that an update operator works on. */
export interface Target {
  readonly parent: Doc | Value[];
  readonly key: string | number;
}

export interface PathContext {
  /** Where the filter matched in an array, for `$`. */
  readonly position: number | undefined;
  readonly arrayFilters: ReadonlyMap<string, (element: Value) => boolean>;
}

export function read(target: Target): Maybe {
  if (target.parent instanceof Map) return target.parent.get(String(target.key));
  return target.parent[Number(target.key)];
}

export function write(target: Target, value: Value): void {
  if (target.parent instanceof Map) {
    target.parent.set(String(target.key), value);
    return;
  }
  const index = Number(target.key);
  if (index - target.parent.length > furthestElement) {
    throw new MongoError('BadValue', `can't backfill more than ${furthestElement} elements`);
  }
  while (target.parent.length < index) target.parent.push(null);
  target.parent[index] = value;
}

/**
 * The places that a path names. With `create`, missing documents on the way are made, and a value in the way is an
 * error; without, such paths name no place.
 */
export function targets(
  document: Doc,
  parts: readonly string[],
  context: PathContext,
  create: boolean,
): Target[] {
  const out: Target[] = [];
  walk(document, parts, 0, context, create, out);
  return out;
}

function walk(
  container: Doc | Value[],
  parts: readonly string[],
  at: number,
  context: PathContext,
  create: boolean,
  out: Target[],
): void {
  const part = parts[at] as string;
  for (const key of keysFor(container, part, parts, at, context, create)) {
    if (at === parts.length - 1) {
      out.push({ parent: container, key });
      continue;
    }
    const target: Target = { parent: container, key };
    const child = read(target);
    if (child instanceof Map || Array.isArray(child)) walk(child, parts, at + 1, context, create, out);
    else if (!create) continue;
    else if (child === undefined) {
      if (isPositional(parts[at + 1] as string)) throw pathMustExist(parts, at + 1);
      const made: Doc = new Map();
      write(target, made);
      walk(made, parts, at + 1, context, create, out);
    } else if (isPositional(parts[at + 1] as string)) throw noArray(String(key), child);
    else throw notViable(parts[at + 1] as string, String(key), child);
  }
}

function keysFor(
  container: Doc | Value[],
  part: string,
  parts: readonly string[],
  at: number,
  context: PathContext,
  create: boolean,
): (string | number)[] {
  if (part === '$') {
    if (context.position === undefined) {
      throw new MongoError(
        'BadValue',
        'The positional operator did not find the match needed from the query.',
      );
    }
    return Array.isArray(container) ? [context.position] : [String(context.position)];
  }
  if (isPositional(part)) {
    if (!Array.isArray(container)) {
      throw noArray(parts[at - 1] ?? '', container);
    }
    const matches = part === '$[]' ? () => true : context.arrayFilters.get(part.slice(2, -1));
    if (!matches)
      throw new MongoError(
        'BadValue',
        `No array filter found for identifier '${part.slice(2, -1)}' in path '${parts.join('.')}'`,
      );
    return [...container.keys()].filter((i) => matches(container[i] as Value));
  }
  if (container instanceof Map) return [part];
  if (isIndexPart(part)) return create || Number(part) < container.length ? [Number(part)] : [];
  if (create) throw notViable(part, parts[at - 1] ?? '', container);
  return [];
}

function isPositional(part: string): boolean {
  return part.startsWith('$[') && part.endsWith(']');
}

function noArray(name: string, value: Value): MongoError {
  return new MongoError(
    'BadValue',
    `Cannot apply array updates to non-array element ${name}: ${format(value)}`,
  );
}

function pathMustExist(parts: readonly string[], at: number): MongoError {
  return new MongoError(
    'BadValue',
    `The path '${parts.slice(0, at).join('.')}' must exist in the document in order to apply array updates.`,
  );
}

function notViable(part: string, parent: string, value: Value): MongoError {
  return new MongoError(
    'PathNotViable',
    `Cannot create field '${part}' in element {${parent}: ${format(value)}}`,
  );
}
