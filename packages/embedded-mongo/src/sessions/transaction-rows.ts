import { decodeDoc } from '../bson/decode.ts';
import type { SqlValue } from '../bson/order-key.ts';
import { MongoError } from '../errors.ts';
import { type Collection, entriesTable, type Index, isMultikey } from '../storage/catalog.ts';
import { blob, type Connection } from '../storage/connection.ts';
import { duplicateKey } from '../storage/duplicate-key.ts';
import { insertEntries } from '../storage/index-entries.ts';
import { belongsTo, multikeyEntries, type RowKeys, rowKeys } from '../storage/index-keys.ts';
import { type CommittedRows, type Row, type RowStore, rowNames, type Write } from '../storage/rows.ts';
import { transient } from './transient.ts';

interface Watch {
  /** @throws MongoError 112 when the row belongs to another transaction or changed since the snapshot */
  claim(collection: Collection, rid: number): void;
  /** Fits the collection's indexes to a document that is about to be written. */
  prepare(collection: Collection, bytes: Buffer): void;
  /** Whether the collection was made or its indexes were changed since the snapshot. */
  isReshaped(collection: Collection): boolean;
}

/** What the transaction has written to one collection. */
interface Overlay {
  readonly collection: Collection;
  /** Whether the snapshot has the collection at all. */
  readonly based: boolean;
}

/**
 * What one transaction sees: a snapshot, and over it its own writes in temporary tables of the same form.
 * `o<id>` has the rows it wrote, `g<id>` the numbers of the snapshot's rows that these hide or that are deleted.
 */
export class TransactionRows implements RowStore {
  readonly connection: Connection;
  private readonly watch: Watch;
  private readonly overlays = new Map<number, Overlay>();
  private readonly writes: Write[] = [];
  private lastRid = 0;

  constructor(connection: Connection, watch: Watch) {
    this.connection = connection;
    this.watch = watch;
  }

  touches(collection: Collection): boolean {
    return this.overlays.has(collection.id);
  }

  source(collection: Collection): string {
    const overlay = this.overlayFor(collection, false);
    if (!overlay) return collection.table;
    const names = `rid, ${rowNames(collection)}, doc`;
    const own = `SELECT ${names} FROM temp.o${collection.id}`;
    if (!overlay.based) return `(${own})`;
    return `(SELECT ${names} FROM main.${collection.table} WHERE ${this.unhidden(collection)} UNION ALL ${own})`;
  }

  entries(collection: Collection, index: Index): string {
    const overlay = this.overlayFor(collection, false);
    const table = entriesTable(index);
    if (!overlay) return table;
    if (!overlay.based) return `(SELECT * FROM temp.o${table})`;
    return `(SELECT * FROM main.${table} WHERE ${this.unhidden(collection)} UNION ALL SELECT * FROM temp.o${table})`;
  }

  insert(collection: Collection, bytes: Buffer): void {
    const keys = this.keysOf(collection, bytes);
    // Rows that only this transaction knows have negative numbers until it commits.
    const rid = --this.lastRid;
    this.put(collection, rid, bytes, keys);
    this.writes.push({ collection, rid, old: undefined, bytes, replaced: false });
  }

  update(collection: Collection, row: Row, bytes: Buffer, replaced: boolean): void {
    const keys = this.keysOf(collection, bytes);
    this.connection.atomically(() => {
      this.hide(collection, row.rid);
      this.put(collection, row.rid, bytes, keys);
    });
    this.writes.push({ collection, rid: row.rid, old: row.bytes, bytes, replaced });
  }

  delete(collection: Collection, row: Row): void {
    this.overlayFor(collection, true);
    this.hide(collection, row.rid);
    this.writes.push({ collection, rid: row.rid, old: row.bytes, bytes: undefined, replaced: false });
  }

  /**
   * Puts everything into the committed rows. The caller undoes that when it throws.
   * @returns the writes in the order in which they were made
   */
  commitTo(rows: CommittedRows): Write[] {
    const numbers = new Map<string, number>();
    for (const { collection } of this.overlays.values()) {
      for (const row of this.connection.all(`SELECT rid FROM temp.g${collection.id}`)) {
        rows.remove(collection, Number(row.rid));
      }
    }
    // Everything old is gone before anything new comes, so that unique values can be swapped.
    for (const { collection } of this.overlays.values()) {
      for (const row of this.connection.all(
        `SELECT rid, doc FROM temp.o${collection.id} ORDER BY abs(rid)`,
      )) {
        const rid = Number(row.rid) < 0 ? rows.nextRid(collection) : Number(row.rid);
        numbers.set(`${collection.id}:${row.rid}`, rid);
        rows.put(collection, rid, blob(row.doc));
      }
    }
    return this.writes.map((write) => ({
      ...write,
      rid: numbers.get(`${write.collection.id}:${write.rid}`) ?? write.rid,
    }));
  }

  discard(): void {
    this.connection.exec('ROLLBACK');
  }

  private unhidden(collection: Collection): string {
    return `rid NOT IN (SELECT rid FROM temp.g${collection.id})`;
  }

  /** A snapshot whose form is no longer the collection's cannot be read; the client starts again on a new one. */
  private overlayFor(collection: Collection, writing: boolean): Overlay | undefined {
    const known = this.overlays.get(collection.id);
    const reshaped = this.watch.isReshaped(collection);
    if (known?.based && reshaped) throw stale(collection);
    if (known || (!writing && !reshaped)) return known;
    const based =
      this.connection.get('SELECT 1 FROM main.collections WHERE id = ?', collection.id) !== undefined;
    if (based && reshaped) throw stale(collection);
    this.createOverlay(collection);
    const overlay: Overlay = { collection, based };
    this.overlays.set(collection.id, overlay);
    return overlay;
  }

  private createOverlay(collection: Collection): void {
    const names = rowNames(collection);
    this.connection.exec(`
      CREATE TEMP TABLE g${collection.id}(rid INTEGER PRIMARY KEY);
      CREATE TEMP TABLE o${collection.id}(rid INTEGER PRIMARY KEY, ${names}, doc BLOB NOT NULL);
      CREATE UNIQUE INDEX temp.o${collection.id}k ON o${collection.id}(key);
    `);
    for (const index of collection.indexes) {
      if (isMultikey(index)) {
        const keys = index.keys.map((_, i) => `k${i}`);
        const primary = index.unique ? keys : [...keys, 'rid'];
        this.connection.exec(
          `CREATE TEMP TABLE o${entriesTable(index)}(${keys.join(', ')}, rid INTEGER NOT NULL, PRIMARY KEY(${primary.join(', ')})) WITHOUT ROWID`,
        );
      }
    }
  }

  private keysOf(collection: Collection, bytes: Buffer): RowKeys {
    this.watch.prepare(collection, bytes);
    this.overlayFor(collection, true);
    return rowKeys(collection, bytes);
  }

  private put(collection: Collection, rid: number, bytes: Buffer, keys: RowKeys): void {
    const document = decodeDoc(bytes);
    for (const index of collection.indexes) {
      if (index.unique && belongsTo(index, document))
        this.refuseDuplicate(collection, index, rid, document, keys);
    }
    const names = rowNames(collection);
    this.connection.run(
      `INSERT INTO temp.o${collection.id}(rid, ${names}, doc) VALUES(?, ${names.replaceAll(/\w+/g, '?')}, ?)`,
      rid,
      ...keys.columns,
      ...keys.memberships,
      bytes,
    );
    for (const index of collection.indexes) {
      if (!isMultikey(index) || !belongsTo(index, document)) continue;
      insertEntries(
        this.connection,
        `temp.o${entriesTable(index)}`,
        index,
        rid,
        multikeyEntries(index, document),
      );
    }
  }

  private refuseDuplicate(
    collection: Collection,
    index: Index,
    rid: number,
    document: ReturnType<typeof decodeDoc>,
    keys: RowKeys,
  ): void {
    const multikey = isMultikey(index);
    const columns = index.keys.map((key, i) => (multikey ? `k${i}` : key.column.name));
    const wanted = multikey
      ? multikeyEntries(index, document)
      : [index.keys.map((key) => keys.columns[collection.columns.indexOf(key.column)] as SqlValue)];
    const from = multikey ? this.entries(collection, index) : this.source(collection);
    const member = !multikey && index.membership ? ` AND ${index.membership} = 1` : '';
    const where = columns.map((name) => `${name} = ?`).join(' AND ');
    for (const values of wanted) {
      if (this.connection.get(`SELECT 1 FROM ${from} WHERE ${where}${member} AND rid <> ?`, ...values, rid)) {
        throw duplicateKey(collection, index, document);
      }
    }
  }

  /** Takes a row out of sight: one of the snapshot is claimed and hidden, one of our own is removed. */
  private hide(collection: Collection, rid: number): void {
    if (rid > 0) {
      this.watch.claim(collection, rid);
      this.connection.run(`INSERT OR IGNORE INTO temp.g${collection.id} VALUES(?)`, rid);
    }
    this.connection.run(`DELETE FROM temp.o${collection.id} WHERE rid = ?`, rid);
    for (const index of collection.indexes) {
      if (isMultikey(index))
        this.connection.run(`DELETE FROM temp.o${entriesTable(index)} WHERE rid = ?`, rid);
    }
  }
}

function stale(collection: Collection): MongoError {
  return new MongoError(
    'SnapshotUnavailable',
    `Unable to read from a snapshot due to pending collection catalog changes to ${collection.namespace}; please retry the operation.`,
    { labels: [transient] },
  );
}
