import { decodeDoc } from '../bson/decode.ts';
import { isOdd, type SqlValue } from '../bson/order-key.ts';
import type { Catalog, Collection, Index } from './catalog.ts';
import { entriesTable, isMultikey } from './catalog.ts';
import type { Connection } from './connection.ts';
import { explainDuplicate } from './duplicate-key.ts';
import { convertToEntries } from './index-build.ts';
import { insertEntries, markOdd } from './index-entries.ts';
import { belongsTo, multikeyEntries, type RowKeys, rowKeys } from './index-keys.ts';

/** A stored document: its row number, which no other document of the collection ever gets again, and its BSON. */
export interface Row {
  readonly rid: number;
  readonly bytes: Buffer;
}

/**
 * Where commands read and write documents. There are two: the committed rows, and those that a transaction sees.
 *
 * 1. A write either happens wholly (row, indexes, record of the change) or throws and leaves nothing.
 * 2. Reads see all earlier writes of the same store.
 */
export interface RowStore {
  readonly connection: Connection;
  /** What to put behind FROM to read a collection's rows. */
  source(collection: Collection): string;
  /** What to put behind FROM to read a multikey index's entries. */
  entries(collection: Collection, index: Index): string;
  /** `bytes` must be valid BSON with `_id` first. Throws MongoError 11000 when a unique index refuses it. */
  insert(collection: Collection, bytes: Buffer): void;
  /** `bytes` has the same `_id` as the row. `replaced` says that it is a whole new document, for change streams. */
  update(collection: Collection, row: Row, bytes: Buffer, replaced: boolean): void;
  delete(collection: Collection, row: Row): void;
}

/** Told of every committed write, before and after. */
export interface WriteListener {
  /** May throw to keep the write from happening. */
  before(collection: Collection, rid: number): void;
  after(write: Write): void;
  /** The form of a collection's indexes changed, so that older snapshots cannot be read with it. */
  reshaped(collection: Collection): void;
}

/** One document written: inserted (no `old`), deleted (no `bytes`), updated or replaced. */
export interface Write {
  readonly collection: Collection;
  readonly rid: number;
  readonly old: Buffer | undefined;
  readonly bytes: Buffer | undefined;
  readonly replaced: boolean;
}

export class CommittedRows implements RowStore {
  readonly connection: Connection;
  private readonly catalog: Catalog;
  private readonly listener: WriteListener;
  private readonly lastRid = new Map<number, number>();

  constructor(connection: Connection, catalog: Catalog, listener: WriteListener) {
    this.connection = connection;
    this.catalog = catalog;
    this.listener = listener;
  }

  source(collection: Collection): string {
    return collection.table;
  }

  entries(_collection: Collection, index: Index): string {
    return entriesTable(index);
  }

  insert(collection: Collection, bytes: Buffer): void {
    const rid = this.nextRid(collection);
    this.put(collection, rid, bytes);
    this.listener.after({ collection, rid, old: undefined, bytes, replaced: false });
  }

  /** Stores a row without telling the listener. */
  put(collection: Collection, rid: number, bytes: Buffer): void {
    const keys = this.prepare(collection, bytes);
    this.write(collection, bytes, () => {
      this.connection.run(insertOf(collection), rid, ...keys.columns, ...keys.memberships, bytes);
      this.addEntries(collection, rid, bytes);
    });
  }

  update(collection: Collection, row: Row, bytes: Buffer, replaced: boolean): void {
    this.listener.before(collection, row.rid);
    const before = rowKeys(collection, row.bytes);
    const keys = this.prepare(collection, bytes);
    const changed: string[] = [];
    const values: (SqlValue | null)[] = [];
    const compareWith = (name: string, old: SqlValue | null, next: SqlValue | null) => {
      if (sameKey(old, next)) return;
      changed.push(`, ${name} = ?`);
      values.push(next);
    };
    collection.columns.forEach((column, i) => {
      compareWith(column.name, before.columns[i] ?? null, keys.columns[i] ?? null);
    });
    collection.indexes
      .filter((index) => index.membership)
      .forEach((index, i) => {
        compareWith(String(index.membership), before.memberships[i] ?? null, keys.memberships[i] ?? null);
      });
    this.write(collection, bytes, () => {
      this.connection.run(
        `UPDATE ${collection.table} SET doc = ?${changed.join('')} WHERE rid = ?`,
        bytes,
        ...values,
        row.rid,
      );
      this.removeEntries(collection, row.rid);
      this.addEntries(collection, row.rid, bytes);
    });
    this.listener.after({ collection, rid: row.rid, old: row.bytes, bytes, replaced });
  }

  delete(collection: Collection, row: Row): void {
    this.listener.before(collection, row.rid);
    this.write(collection, row.bytes, () => this.remove(collection, row.rid));
    this.listener.after({ collection, rid: row.rid, old: row.bytes, bytes: undefined, replaced: false });
  }

  /** Removes a row without telling the listener. */
  remove(collection: Collection, rid: number): void {
    this.connection.run(`DELETE FROM ${collection.table} WHERE rid = ?`, rid);
    this.removeEntries(collection, rid);
  }

  /** Row numbers are not reused while the server runs, so transactions can name rows by them. */
  nextRid(collection: Collection): number {
    let last = this.lastRid.get(collection.id);
    if (last === undefined) {
      last = Number(this.connection.get(`SELECT max(rid) AS rid FROM ${collection.table}`)?.rid ?? 0);
    }
    this.lastRid.set(collection.id, last + 1);
    return last + 1;
  }

  /** A document with an array changes the indexes' form before it is written; that is no part of the write. */
  prepare(collection: Collection, bytes: Buffer): RowKeys {
    const keys = rowKeys(collection, bytes);
    for (const column of keys.arrays) {
      if (column.arrays) continue;
      convertToEntries(this.connection, this.catalog, collection, column);
      this.listener.reshaped(collection);
    }
    for (let i = 0; i < collection.columns.length; i++) {
      const key = keys.columns[i];
      const column = collection.columns[i];
      if (column && !column.odd && key !== null && key !== undefined && isOdd(key))
        this.catalog.mark(column, 'odd');
    }
    if (keys.arrays.length > 0) {
      const document = decodeDoc(bytes);
      for (const index of collection.indexes) {
        if (isMultikey(index)) markOdd(this.catalog, index, multikeyEntries(index, document));
      }
    }
    return keys;
  }

  private write(collection: Collection, bytes: Buffer, body: () => void): void {
    try {
      // A row without entries is one statement, which SQLite undoes by itself.
      if (collection.indexes.some(isMultikey)) this.connection.atomically(body);
      else body();
    } catch (error) {
      throw explainDuplicate(error, collection, bytes);
    }
  }

  private addEntries(collection: Collection, rid: number, bytes: Buffer): void {
    const document = collection.indexes.some(isMultikey) ? decodeDoc(bytes) : undefined;
    if (!document) return;
    for (const index of collection.indexes) {
      if (isMultikey(index) && belongsTo(index, document)) {
        insertEntries(this.connection, entriesTable(index), index, rid, multikeyEntries(index, document));
      }
    }
  }

  private removeEntries(collection: Collection, rid: number): void {
    for (const index of collection.indexes) {
      if (isMultikey(index)) this.connection.run(`DELETE FROM ${entriesTable(index)} WHERE rid = ?`, rid);
    }
  }
}

/** A collection is described anew when its columns or indexes change, so what is made of a description stays right. */
const inserts = new WeakMap<Collection, string>();

function insertOf(collection: Collection): string {
  let sql = inserts.get(collection);
  if (sql === undefined) {
    const names = rowNames(collection);
    const marks = names.replaceAll(/\w+/g, '?');
    sql = `INSERT INTO ${collection.table}(rid, ${names}, doc) VALUES(?, ${marks}, ?)`;
    inserts.set(collection, sql);
  }
  return sql;
}

/** The columns of a row but for `rid` and `doc`, in the order of `RowKeys`. */
export function rowNames(collection: Collection): string {
  const names = collection.columns.map((column) => column.name);
  for (const index of collection.indexes) if (index.membership) names.push(index.membership);
  return names.join(', ');
}

function sameKey(a: SqlValue | null, b: SqlValue | null): boolean {
  if (a === b) return true;
  return a instanceof Uint8Array && b instanceof Uint8Array && Buffer.compare(a, b) === 0;
}
