import { emptyArrayKey, isOdd, type SqlValue } from '../bson/order-key.ts';
import type { Catalog, Index } from './catalog.ts';
import type { Connection } from './connection.ts';

/** Remembers of which columns the entries have odd keys. That of an empty array matches no range, and may stay. */
export function markOdd(catalog: Catalog, index: Index, entries: readonly SqlValue[][]): void {
  for (const entry of entries) {
    for (const [i, { column }] of index.keys.entries()) {
      const key = entry[i];
      if (key === undefined || column.odd || key === emptyArrayKey || !isOdd(key)) continue;
      catalog.mark(column, 'odd');
    }
  }
}

/** Writes a document's entries of a multikey index. */
export function insertEntries(
  connection: Connection,
  table: string,
  index: Index,
  rid: number,
  entries: readonly SqlValue[][],
): void {
  const marks = index.keys.map(() => '?, ').join('');
  for (const entry of entries) connection.run(`INSERT INTO ${table} VALUES(${marks}?)`, ...entry, rid);
}
