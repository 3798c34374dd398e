import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { isOdd } from '../bson/order-key.ts';
import type { Doc } from '../bson/values.ts';
import {
  type Catalog,
  type Collection,
  type Column,
  entriesTable,
  type Index,
  isMultikey,
} from './catalog.ts';
import { blob, type Connection } from './connection.ts';
import { explainDuplicate } from './duplicate-key.ts';
import { insertEntries, markOdd } from './index-entries.ts';
import { belongsTo, multikeyEntries, rowKeys } from './index-keys.ts';
import type { Row } from './rows.ts';

const chunk = 500;

/**
 * Adds an index to a collection and fills it from the documents that are there.
 * The caller undoes the SQL and reloads the catalog when this throws.
 */
export function buildIndex(
  connection: Connection,
  catalog: Catalog,
  collection: Collection,
  spec: Doc,
): Collection {
  const pattern = spec.get('key') as Doc;
  for (const path of pattern.keys()) {
    if (collection.columns.some((column) => column.path === path)) continue;
    const added = connection.run(
      'INSERT INTO columns(collection, path, odd, arrays) VALUES(?, ?, 0, 0)',
      collection.id,
      path,
    );
    connection.exec(`ALTER TABLE ${collection.table} ADD COLUMN p${added.lastInsertRowid}`);
  }
  const added = connection.run(
    'INSERT INTO indexes(collection, name, spec) VALUES(?, ?, ?)',
    collection.id,
    String(spec.get('name')),
    encodeDoc(spec),
  );
  const id = Number(added.lastInsertRowid);
  if (spec.has('partialFilterExpression') || spec.get('sparse') === true) {
    connection.exec(`ALTER TABLE ${collection.table} ADD COLUMN x${id}`);
  }
  const grown = catalog.refresh(collection.id);
  const index = grown.indexes.find((candidate) => candidate.id === id);
  if (!index) throw new Error(`the index ${id} was not stored`);
  fillColumns(connection, catalog, grown, index);
  if (isMultikey(index)) fillEntries(connection, catalog, grown, index);
  else createNative(connection, grown, index);
  return grown;
}

export function dropIndex(
  connection: Connection,
  catalog: Catalog,
  collection: Collection,
  index: Index,
): Collection {
  connection.exec(`DROP INDEX IF EXISTS i${index.id}; DROP TABLE IF EXISTS ${entriesTable(index)}`);
  if (index.membership) connection.exec(`ALTER TABLE ${collection.table} DROP COLUMN ${index.membership}`);
  connection.run('DELETE FROM indexes WHERE id = ?', index.id);
  const others = collection.indexes.filter((other) => other !== index);
  for (const { column } of index.keys) {
    if (others.some((other) => other.keys.some((key) => key.column === column))) continue;
    if (connection.run('DELETE FROM columns WHERE id = ?', column.id).changes) {
      connection.exec(`ALTER TABLE ${collection.table} DROP COLUMN ${column.name}`);
    }
  }
  return catalog.refresh(collection.id);
}

/**
 * From now on the indexes on this column keep one entry for each element, in tables of their own.
 * An index that is being built is left out: it is filled when the form of all its columns is known.
 */
export function convertToEntries(
  connection: Connection,
  catalog: Catalog,
  collection: Collection,
  column: Column,
  building?: Index,
): void {
  const converted = collection.indexes.filter(
    (index) => index !== building && !isMultikey(index) && index.keys.some((key) => key.column === column),
  );
  catalog.mark(column, 'arrays');
  for (const index of converted) {
    connection.exec(`DROP INDEX IF EXISTS i${index.id}`);
    fillEntries(connection, catalog, collection, index);
  }
}

function fillColumns(connection: Connection, catalog: Catalog, collection: Collection, index: Index): void {
  for (const row of rowsOf(connection, collection)) {
    const keys = rowKeys(collection, row.bytes);
    const names: string[] = [];
    const values = [];
    for (let i = 0; i < collection.columns.length; i++) {
      const column = collection.columns[i] as Column;
      if (column.name === 'key') continue;
      const key = keys.columns[i] ?? null;
      names.push(`${column.name} = ?`);
      values.push(key);
      if (key !== null && isOdd(key) && !column.odd) catalog.mark(column, 'odd');
    }
    for (const column of keys.arrays)
      if (!column.arrays) convertToEntries(connection, catalog, collection, column, index);
    const indexed = collection.indexes.filter((candidate) => candidate.membership);
    const at = indexed.indexOf(index);
    if (at >= 0) {
      names.push(`${index.membership} = ?`);
      values.push(keys.memberships[at] ?? null);
    }
    if (names.length === 0) continue;
    connection.run(`UPDATE ${collection.table} SET ${names.join(', ')} WHERE rid = ?`, ...values, row.rid);
  }
}

function createNative(connection: Connection, collection: Collection, index: Index): void {
  const keys = index.keys.map((key) => key.column.name + (key.descending ? ' DESC' : '')).join(', ');
  const where = index.membership ? ` WHERE ${index.membership} = 1` : '';
  try {
    connection.exec(
      `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX i${index.id} ON ${collection.table}(${keys})${where}`,
    );
  } catch (error) {
    throw explainDuplicate(
      error,
      collection,
      firstDuplicate(connection, collection, index) ?? Buffer.alloc(0),
    );
  }
}

function firstDuplicate(connection: Connection, collection: Collection, index: Index): Buffer | undefined {
  const names = index.keys.map((key) => key.column.name).join(', ');
  const where = index.membership ? `WHERE ${index.membership} = 1` : '';
  const row = connection.get(
    `SELECT doc FROM ${collection.table} ${where} GROUP BY ${names} HAVING count(*) > 1 LIMIT 1`,
  );
  return row ? blob(row.doc) : undefined;
}

function fillEntries(connection: Connection, catalog: Catalog, collection: Collection, index: Index): void {
  const names = index.keys.map((_, i) => `k${i}`);
  const table = entriesTable(index);
  // Unlike a document's row, an entry of a unique index must not appear twice at all.
  const primary = index.unique ? names.join(', ') : [...names, 'rid'].join(', ');
  connection.exec(`
    CREATE TABLE ${table}(${names.join(', ')}, rid INTEGER NOT NULL, PRIMARY KEY(${primary})) WITHOUT ROWID;
    CREATE INDEX ${table}r ON ${table}(rid);
  `);
  for (const row of rowsOf(connection, collection)) {
    const document = decodeDoc(row.bytes);
    if (!belongsTo(index, document)) continue;
    const entries = multikeyEntries(index, document);
    markOdd(catalog, index, entries);
    try {
      insertEntries(connection, table, index, row.rid, entries);
    } catch (error) {
      throw explainDuplicate(error, collection, row.bytes);
    }
  }
}

function* rowsOf(connection: Connection, collection: Collection): Generator<Row> {
  let last = -1;
  for (;;) {
    const rows = connection.all(
      `SELECT rid, doc FROM ${collection.table} WHERE rid > ? ORDER BY rid LIMIT ${chunk}`,
      last,
    );
    for (const row of rows) {
      last = Number(row.rid);
      yield { rid: last, bytes: blob(row.doc) };
    }
    if (rows.length < chunk) return;
  }
}
