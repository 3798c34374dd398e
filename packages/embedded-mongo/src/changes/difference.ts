import { equal } from '../bson/compare.ts';
import { typeOf } from '../bson/types.ts';
import { type Doc, doc, int, isDoc, type Value } from '../bson/values.ts';

/** The `updateDescription` of a change: which paths have a new value, which are gone, which arrays got shorter. */
export function describeUpdate(before: Doc, after: Doc): Doc {
  const updated: Doc = new Map();
  const removed: Value[] = [];
  const truncated: Value[] = [];
  compareDocs(before, after, '', updated, removed, truncated);
  return doc({ updatedFields: updated, removedFields: removed, truncatedArrays: truncated });
}

function compareDocs(
  before: Doc,
  after: Doc,
  prefix: string,
  updated: Doc,
  removed: Value[],
  truncated: Value[],
): void {
  for (const name of before.keys()) if (!after.has(name)) removed.push(prefix + name);
  for (const [name, value] of after) {
    const old = before.get(name);
    compareValues(old, value, prefix + name, updated, removed, truncated);
  }
}

function compareValues(
  old: Value | undefined,
  value: Value,
  path: string,
  updated: Doc,
  removed: Value[],
  truncated: Value[],
): void {
  if (old !== undefined && typeOf(old) === typeOf(value) && equal(old, value)) {
    // Equal numbers of one type may still differ deep inside (1 and 1.0 in a document).
    if (!isDoc(value) && !Array.isArray(value)) return;
  }
  if (isDoc(old) && isDoc(value)) {
    compareDocs(old, value, `${path}.`, updated, removed, truncated);
  } else if (Array.isArray(old) && Array.isArray(value) && value.length > 0 && old.length > 0) {
    for (let i = 0; i < value.length; i++) {
      compareValues(old[i], value[i] as Value, `${path}.${i}`, updated, removed, truncated);
    }
    if (value.length < old.length) truncated.push(doc({ field: path, newSize: int(value.length) }));
  } else if (!(Array.isArray(old) && Array.isArray(value) && old.length === 0 && value.length === 0)) {
    updated.set(path, value);
  }
}
