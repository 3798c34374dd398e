import { type Doc, isDoc, Regex, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { isOperators } from '../query/filter.ts';

/** The document that an upsert starts from: the fields that the filter asks to be equal to a value. */
export function seedFrom(filter: Doc): Doc {
  const found = new Map<string, Value>();
  gather(filter, found);
  const out: Doc = new Map();
  for (const [path, value] of found) place(out, path, value);
  return out;
}

function gather(filter: Doc, found: Map<string, Value>): void {
  for (const [name, value] of filter) {
    if (name === '$and' && Array.isArray(value)) {
      for (const part of value) if (isDoc(part)) gather(part, found);
    } else if (name === '$or' && Array.isArray(value)) {
      // Only an $or of one branch says what must be equal.
      if (value.length === 1 && isDoc(value[0])) gather(value[0], found);
    } else if (!name.startsWith('$')) {
      const equalTo = equality(value);
      if (equalTo === undefined) continue;
      if (found.has(name)) {
        throw new MongoError(54, `cannot infer query fields to set, path '${name}' is matched twice`);
      }
      found.set(name, equalTo);
    }
  }
}

function equality(value: Value): Value | undefined {
  if (value instanceof Regex) return undefined;
  if (!isOperators(value)) return value;
  const eq = value.get('$eq');
  if (eq !== undefined) return eq;
  for (const operator of ['$all', '$in']) {
    const all = value.get(operator);
    if (Array.isArray(all) && all.length === 1 && !isOperators(all[0]) && !(all[0] instanceof Regex))
      return all[0];
  }
  return undefined;
}

function place(document: Doc, path: string, value: Value): void {
  const parts = path.split('.');
  let node = document;
  for (const part of parts.slice(0, -1)) {
    let next = node.get(part);
    if (next === undefined) {
      next = new Map<string, Value>();
      node.set(part, next);
    }
    if (!isDoc(next))
      throw new MongoError(
        54,
        `cannot infer query fields to set, both paths '${path}' and '${part}' are matched`,
      );
    node = next;
  }
  const last = parts.at(-1) as string;
  if (node.has(last))
    throw new MongoError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  node.set(last, value);
}
