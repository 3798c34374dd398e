import { noVariables } from '../aggregate/expressions/environment.ts';
import { equal } from '../bson/compare.ts';
import { bracketOf, columnKey, floorOf, isOdd, nullKey, type SqlValue } from '../bson/order-key.ts';
import { MaxKey, MinKey, type Value } from '../bson/values.ts';
import { type Collection, type Column, type Index, isMultikey } from '../storage/catalog.ts';
import type { RowStore } from '../storage/rows.ts';
import { type Condition, type Filter, parseFilter, pathFilter } from './filter.ts';
import { compileFilter } from './matcher.ts';
import type { SortPart } from './sort.ts';

/** Lists longer than this are tested in JavaScript. */
const longestList = 10_000;

interface Predicate {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** The SQL finds exactly the documents of the condition; otherwise it finds those and some more. */
  readonly exact: boolean;
}

/** Which rows SQLite looks at, and whether what it gives needs no further test. */
export interface Plan extends Predicate {
  /** Undefined when the order has to be made in JavaScript. */
  readonly orderBy: string | undefined;
}

/**
 * Turns a filter and a sort into SQL as far as promoted columns cover them. SQLite then chooses the index.
 * The guarantee: no document that matches is left out.
 */
export function plan(
  store: RowStore,
  collection: Collection,
  filter: Filter,
  sort: readonly SortPart[],
  hinted?: Index,
): Plan {
  const predicate = predicateOf(store, collection, filter) ?? { sql: '1', values: [], exact: false };
  const clauses = predicate.sql === '1' ? [] : [predicate.sql];
  for (const index of collection.indexes) {
    if (!index.membership || isMultikey(index)) continue;
    if (index === hinted || impliedBy(filter, index)) clauses.push(`${index.membership} = 1`);
  }
  return { ...predicate, sql: clauses.join(' AND '), orderBy: orderOf(collection, sort) };
}

function predicateOf(store: RowStore, collection: Collection, filter: Filter): Predicate | undefined {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.filters.map((part) => predicateOf(store, collection, part));
      const known = parts.filter((part) => part !== undefined);
      const exact = known.length === parts.length && known.every((part) => part.exact);
      return joined(known, ' AND ', exact);
    }
    case 'or': {
      const parts = filter.filters.map((part) => predicateOf(store, collection, part));
      const known = parts.filter((part) => part !== undefined);
      if (known.length < parts.length) return undefined;
      return joined(
        known,
        ' OR ',
        known.every((part) => part.exact),
      );
    }
    case 'path': {
      const column = collection.columns.find((candidate) => candidate.path === filter.path);
      if (!column) return undefined;
      if (!column.arrays) return conditionOn(column.name, column.odd, filter.condition);
      return throughEntries(store, collection, column, filter.condition);
    }
    default:
      return undefined;
  }
}

function joined(parts: readonly Predicate[], by: string, exact: boolean): Predicate {
  if (parts.length === 0) return { sql: '1', values: [], exact };
  if (parts.length === 1 && parts[0]) return { ...parts[0], exact };
  return {
    sql: parts.map((part) => `(${part.sql})`).join(by),
    values: parts.flatMap((part) => part.values),
    exact,
  };
}

/** A document with an array matches when one of its entries does; that says too much when a condition has two sides. */
function throughEntries(
  store: RowStore,
  collection: Collection,
  column: Column,
  condition: Condition,
): Predicate | undefined {
  const index = collection.indexes.find(
    (candidate) => candidate.keys[0]?.column === column && !candidate.membership && isMultikey(candidate),
  );
  if (!index || condition.op === 'not' || comparesNullOrArray(condition)) return undefined;
  const inner =
    conditionOn('k0', true, condition) ?? (column.odd ? undefined : conditionOn('k0', false, condition));
  if (!inner) return undefined;
  return {
    sql: `rid IN (SELECT rid FROM ${store.entries(collection, index)} WHERE ${inner.sql})`,
    values: inner.values,
    exact: false,
  };
}

function comparesNullOrArray(condition: Condition): boolean {
  const outside = (value: Value) => value === null || Array.isArray(value);
  if ('value' in condition) return outside(condition.value);
  return condition.op === 'in' && condition.values.some(outside);
}

function conditionOn(name: string, odd: boolean, condition: Condition): Predicate | undefined {
  switch (condition.op) {
    case 'eq':
      return { sql: `${name} = ?`, values: [columnKey(condition.value)], exact: true };
    case 'in': {
      if (condition.regexes.length > 0 || condition.values.length > longestList) return undefined;
      const marks = condition.values.map(() => '?').join(', ');
      return { sql: `${name} IN (${marks})`, values: condition.values.map(columnKey), exact: true };
    }
    case 'not': {
      const [only] = condition.conditions;
      if (condition.conditions.length !== 1 || (only?.op !== 'eq' && only?.op !== 'in')) return undefined;
      const inner = conditionOn(name, odd, only);
      return inner && { sql: `NOT (${inner.sql})`, values: inner.values, exact: true };
    }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return odd ? undefined : range(name, condition.op, condition.value);
    default:
      return undefined;
  }
}

function range(name: string, op: 'gt' | 'gte' | 'lt' | 'lte', value: Value): Predicate | undefined {
  if (value instanceof MinKey || value instanceof MaxKey || Array.isArray(value)) return undefined;
  if (value === null) {
    if (op === 'gt' || op === 'lt') return { sql: '0', values: [], exact: true };
    return { sql: `${name} = ?`, values: [nullKey], exact: true };
  }
  const key = columnKey(value);
  if (isOdd(key)) return undefined;
  const sign = { gt: '>', gte: '>=', lt: '<', lte: '<=' }[op];
  if (op === 'gt' || op === 'gte') {
    const { below } = bracketOf(key);
    if (below === undefined) return undefined;
    return { sql: `${name} ${sign} ? AND ${name} < ?`, values: [key, below], exact: true };
  }
  const floor = floorOf(key);
  // The null key shares its place with numbers, and is none.
  const from = typeof key === 'number' || typeof key === 'bigint' ? '>' : '>=';
  return { sql: `${name} ${sign} ? AND ${name} ${from} ?`, values: [key, floor], exact: true };
}

function orderOf(collection: Collection, sort: readonly SortPart[]): string | undefined {
  const terms: string[] = [];
  for (const part of sort) {
    const column = collection.columns.find((candidate) => candidate.path === part.path);
    if (!column || column.arrays || column.odd) return undefined;
    terms.push(part.descending ? `${column.name} DESC` : column.name);
  }
  return terms.join(', ');
}

/** Whether every document that the filter finds is in a sparse or partial index. */
function impliedBy(filter: Filter, index: Index): boolean {
  const clauses = topLevel(filter);
  const wanted = index.partial ? topLevel(parseFilter(index.partial.filter)) : [];
  if (index.sparse) {
    const present = index.keys.some((key) => implies(clauses, pathFilter(key.column.path, { op: 'exists' })));
    if (!present) return false;
  }
  return wanted.every((clause) => implies(clauses, clause));
}

function topLevel(filter: Filter): readonly Filter[] {
  return filter.kind === 'and' ? filter.filters.flatMap(topLevel) : [filter];
}

function implies(clauses: readonly Filter[], wanted: Filter): boolean {
  if (wanted.kind !== 'path' || wanted.parts.length !== 1) return false;
  const test = compileFilter(wanted, noVariables);
  return clauses.some((clause) => {
    if (clause.kind !== 'path' || clause.path !== wanted.path) return false;
    const { condition } = clause;
    if (condition.op === 'eq')
      return condition.value !== null && test(new Map([[clause.path, condition.value]]));
    if (!('value' in condition) || condition.value === null) return false;
    if (wanted.condition.op === 'exists') return true;
    return (
      wanted.condition.op === condition.op &&
      'value' in wanted.condition &&
      equal(wanted.condition.value, condition.value)
    );
  });
}
