import { noVariables, type Variables } from '../aggregate/expressions/environment.ts';
import { equal } from '../bson/compare.ts';
import { decodeDoc } from '../bson/decode.ts';
import { format } from '../bson/format.ts';
import type { SqlValue } from '../bson/order-key.ts';
import { type Doc, isDoc, type Maybe } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { type Collection, type Index, isMultikey } from '../storage/catalog.ts';
import { blob, type SqlList, type SqlRow } from '../storage/connection.ts';
import type { Row, RowStore } from '../storage/rows.ts';
import { type Filter, parseFilter } from './filter.ts';
import { compileFilter, type Matcher } from './matcher.ts';
import { type Plan, plan } from './planner.ts';
import { type SortPart, sortBy } from './sort.ts';

/** What to read from a collection. */
export interface Query {
  readonly filter: Filter;
  readonly sort: readonly SortPart[];
  readonly skip: number;
  readonly limit: number | undefined;
  readonly hint: Index | 'forward' | 'backward' | undefined;
  readonly variables: Variables;
  /** Throws when the operation has taken longer than its maxTimeMS. */
  readonly checkTime: () => void;
}

/** A document that was found; decoded when first asked for. */
export class Found implements Row {
  readonly rid: number;
  readonly bytes: Buffer;
  private decoded: Doc | undefined;

  constructor(rid: number, bytes: Buffer) {
    this.rid = rid;
    this.bytes = bytes;
  }

  get document(): Doc {
    this.decoded ??= decodeDoc(this.bytes);
    return this.decoded;
  }
}

export function query(filter: Doc, parts: Partial<Query> = {}): Query {
  return {
    filter: parseFilter(filter),
    sort: [],
    skip: 0,
    limit: undefined,
    hint: undefined,
    variables: noVariables,
    checkTime: () => {},
    ...parts,
  };
}

/** Finds the documents of a query, in its order. */
export function find(store: RowStore, collection: Collection, wanted: Query): Found[] {
  const chosen = planOf(store, collection, wanted);
  const sorted = chosen.orderBy !== undefined;
  if (chosen.exact && sorted) {
    const select = selectOf(store, collection, wanted, chosen, 'rid, doc', true);
    if (wanted.limit === 1) {
      const row = store.connection.list(select, ...limited(chosen, wanted));
      return row ? [listed(row)] : [];
    }
    return store.connection.lists(select, ...limited(chosen, wanted)).map(listed);
  }
  const matches = chosen.exact ? undefined : compileFilter(wanted.filter, wanted.variables);
  const select = selectOf(store, collection, wanted, chosen, 'rid, doc', false);
  const enough = sorted && wanted.limit !== undefined ? wanted.skip + wanted.limit : Infinity;
  const found = collect(store, select, chosen.values, matches, enough, wanted.checkTime);
  const ordered = sorted ? found : sortBy(found, (row) => row.document, wanted.sort);
  if (wanted.skip === 0 && wanted.limit === undefined) return ordered;
  return ordered.slice(wanted.skip, wanted.limit === undefined ? undefined : wanted.skip + wanted.limit);
}

/** Counts the documents of a query without reading them where SQLite can. */
export function count(store: RowStore, collection: Collection, wanted: Query): number {
  const chosen = planOf(store, collection, wanted);
  if (!chosen.exact) return find(store, collection, { ...wanted, sort: [] }).length;
  const inner = selectOf(store, collection, { ...wanted, sort: [] }, { ...chosen, orderBy: '' }, 'rid', true);
  const whole = wanted.skip === 0 && wanted.limit === undefined;
  const sql = whole
    ? inner.replace('SELECT rid', 'SELECT count(*) AS n')
    : `SELECT count(*) AS n FROM (${inner})`;
  return Number(store.connection.get(sql, ...limited(chosen, wanted))?.n ?? 0);
}

/** How SQLite would run the query, for `explain`. */
export function explainPlan(
  store: RowStore,
  collection: Collection,
  wanted: Query,
): { plan: Plan; steps: string[] } {
  const chosen = planOf(store, collection, wanted);
  const pushed = chosen.exact && chosen.orderBy !== undefined;
  const select = selectOf(store, collection, wanted, chosen, 'rid, doc', pushed);
  const values = pushed ? limited(chosen, wanted) : chosen.values;
  const steps = store.connection
    .all(`EXPLAIN QUERY PLAN ${select}`, ...values)
    .map((row) => String(row.detail));
  return { plan: chosen, steps };
}

function planOf(store: RowStore, collection: Collection, wanted: Query): Plan {
  return plan(
    store,
    collection,
    wanted.filter,
    wanted.sort,
    typeof wanted.hint === 'object' ? wanted.hint : undefined,
  );
}

function selectOf(
  store: RowStore,
  collection: Collection,
  wanted: Query,
  chosen: Plan,
  columns: string,
  withLimit: boolean,
): string {
  const source = store.source(collection);
  const tail = selectTail(wanted, chosen, withLimit);
  const select = `SELECT ${columns} FROM ${source}`;
  // Inside a transaction the source may be a union, for which SQLite takes no hints.
  if (wanted.hint === undefined || source !== collection.table) return select + tail;
  if (typeof wanted.hint === 'string') return `${select} NOT INDEXED${tail}`;
  const hinted = `${select} INDEXED BY ${nativeName(collection, wanted.hint)}${tail}`;
  // An index that cannot serve the query at all is no error in MongoDB either; it is then read as a whole.
  return !isMultikey(wanted.hint) && store.connection.accepts(hinted) ? hinted : select + tail;
}

function nativeName(collection: Collection, index: Index): string {
  return index.name === '_id_' ? `sqlite_autoindex_${collection.table}_1` : `i${index.id}`;
}

function selectTail(wanted: Query, chosen: Plan, withLimit: boolean): string {
  let sql = '';
  if (chosen.sql) sql += ` WHERE ${chosen.sql}`;
  if (chosen.orderBy) sql += ` ORDER BY ${chosen.orderBy}`;
  else if (wanted.hint === 'backward') sql += ' ORDER BY rid DESC';
  if (withLimit && (wanted.limit !== undefined || wanted.skip > 0)) sql += ' LIMIT ? OFFSET ?';
  return sql;
}

function limited(chosen: Plan, wanted: Query): SqlValue[] {
  if (wanted.limit === undefined && wanted.skip === 0) return [...chosen.values];
  return [...chosen.values, wanted.limit ?? -1, wanted.skip];
}

function listed([rid, bytes]: SqlList): Found {
  return new Found(Number(rid), blob(bytes));
}

function foundOf(row: SqlRow): Found {
  return new Found(Number(row.rid), blob(row.doc));
}

function collect(
  store: RowStore,
  select: string,
  values: readonly SqlValue[],
  matches: Matcher | undefined,
  enough: number,
  checkTime: () => void,
): Found[] {
  const out: Found[] = [];
  if (enough <= 0) return out;
  let looked = 0;
  for (const row of store.connection.iterate(select, ...values)) {
    if (++looked % 256 === 0) checkTime();
    const found = foundOf(row);
    if (matches && !matches(found.document)) continue;
    out.push(found);
    if (out.length >= enough) break;
  }
  return out;
}

/** Finds the index that a hint names. @throws MongoError BadValue when there is none */
export function hintedIndex(collection: Collection | undefined, hint: Maybe): Query['hint'] {
  if (hint === undefined || (isDoc(hint) && hint.size === 0)) return undefined;
  if (isDoc(hint) && hint.has('$natural')) return equal(hint.get('$natural'), -1) ? 'backward' : 'forward';
  if (!collection) return undefined;
  const index = collection.indexes.find((candidate) =>
    typeof hint === 'string' ? candidate.name === hint : equal(candidate.spec.get('key'), hint),
  );
  if (index && !index.hidden) return index;
  throw new MongoError(
    'BadValue',
    `error processing query: hint ${format(hint)} does not correspond to an existing index`,
  );
}
