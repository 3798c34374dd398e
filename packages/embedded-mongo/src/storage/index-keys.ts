import { decodeDoc } from '../bson/decode.ts';
import { columnKey, emptyArrayKey, hashKey, type SqlValue } from '../bson/order-key.ts';
import { arrayOnPath, rawPath } from '../bson/raw.ts';
import type { Doc, Maybe, Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import type { Collection, Column, Index } from './catalog.ts';

/** What a document's row holds besides the document: one key for each column, and who belongs to which index. */
export interface RowKeys {
  /** In the order of `collection.columns`; null where an array is on the path. */
  readonly columns: readonly (SqlValue | null)[];
  /** In the order of `collection.indexes`, for those that have a membership column: 1 or null. */
  readonly memberships: readonly (1 | null)[];
  /** Columns of which this document has an array on the path. */
  readonly arrays: readonly Column[];
}

export function rowKeys(collection: Collection, bytes: Buffer): RowKeys {
  const columns: (SqlValue | null)[] = [];
  const arrays: Column[] = [];
  const missing = new Set<Column>();
  for (const column of collection.columns) {
    const value = rawPath(bytes, column.parts);
    if (value === arrayOnPath) {
      arrays.push(column);
      columns.push(null);
    } else {
      if (value === undefined) missing.add(column);
      columns.push(columnKey(value));
    }
  }
  const memberships: (1 | null)[] = [];
  let decoded: Doc | undefined;
  for (const index of collection.indexes) {
    if (!index.membership) continue;
    let belongs = !(index.sparse && index.keys.every((key) => missing.has(key.column)));
    if (belongs && index.partial) {
      decoded ??= decodeDoc(bytes);
      belongs = index.partial.matches(decoded);
    }
    memberships.push(belongs ? 1 : null);
  }
  return { columns, memberships, arrays };
}

export function belongsTo(index: Index, document: Doc): boolean {
  if (index.partial && !index.partial.matches(document)) return false;
  return !index.sparse || index.keys.some((key) => hasPath(document, key.column.path.split('.'), 0));
}

function hasPath(value: Maybe, parts: readonly string[], at: number): boolean {
  if (at === parts.length) return value !== undefined;
  if (value instanceof Map) return hasPath(value.get(parts[at] as string), parts, at + 1);
  return (
    Array.isArray(value) && value.some((element) => element instanceof Map && hasPath(element, parts, at))
  );
}

/** Marks the entry of an empty array, which is less than null in an index. */
const emptyArray = Symbol('empty array');
type Entry = Maybe | typeof emptyArray | Whole;

interface Branch {
  readonly value: Entry;
  readonly rest: readonly string[];
}

/** The entries of a document in a multikey index: one for each element of the array on its paths. */
export function multikeyEntries(index: Index, document: Doc): SqlValue[][] {
  const branches = index.keys.map((key): Branch => ({ value: document, rest: key.column.path.split('.') }));
  const entries = new Map<string, SqlValue[]>();
  for (const values of expand(branches)) {
    const keys = values.map((value) => (value === emptyArray ? emptyArrayKey : columnKey(value)));
    const name = values.map((value) => (value === emptyArray ? 'e' : hashKey(value))).join('\0');
    entries.set(name, keys);
  }
  return [...entries.values()];
}

function expand(branches: readonly Branch[]): (Maybe | typeof emptyArray)[][] {
  const reached = branches.map(advance);
  let array: Value[] | undefined;
  for (const { value } of reached) {
    if (!Array.isArray(value)) continue;
    if (array && array !== value) {
      throw new MongoError('CannotIndexParallelArrays', 'cannot index parallel arrays');
    }
    array = value;
  }
  if (!array)
    return [reached.map((branch) => (branch.value instanceof Whole ? branch.value.array : branch.value))];
  const expanding = array;
  if (expanding.length === 0) {
    return expand(
      reached.map((branch) =>
        branch.value === expanding
          ? { value: branch.rest.length === 0 ? emptyArray : undefined, rest: [] }
          : branch,
      ),
    );
  }
  return expanding.flatMap((element) =>
    expand(
      reached.map((branch): Branch => {
        if (branch.value !== expanding) return branch;
        if (branch.rest.length === 0) {
          return { value: Array.isArray(element) ? new Whole(element) : element, rest: [] };
        }
        return element instanceof Map
          ? { value: element, rest: branch.rest }
          : { value: undefined, rest: [] };
      }),
    ),
  );
}

/** An array inside an array is one entry, and is not expanded again. */
class Whole {
  readonly array: Value[];
  constructor(array: Value[]) {
    this.array = array;
  }
}

/** Follows the path through documents until it ends or meets an array. */
function advance(branch: Branch): Branch {
  let { value, rest } = branch;
  while (rest.length > 0) {
    if (Array.isArray(value)) return { value, rest };
    if (!(value instanceof Map)) return { value: undefined, rest: [] };
    value = value.get(rest[0] as string);
    rest = rest.slice(1);
  }
  return { value, rest };
}
