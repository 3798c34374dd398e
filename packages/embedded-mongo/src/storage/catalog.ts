import { randomUUID } from 'node:crypto';
import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { Binary, type Doc, doc, Int32, int, type Maybe } from '../bson/values.ts';
import { compileMatcher, type Matcher } from '../query/matcher.ts';
import { blob, type Connection } from './connection.ts';

/** A path that at least one index has, and the SQL column that holds its keys. */
export interface Column {
  readonly id: number;
  readonly path: string;
  readonly parts: readonly Buffer[];
  readonly name: string;
  /** A value was stored whose key is not in MongoDB's order (see order-key.ts): equality only. */
  odd: boolean;
  /** A document was stored that has an array on the path: the indexes on it keep entries in tables of their own. */
  arrays: boolean;
}

export interface IndexKey {
  readonly column: Column;
  readonly descending: boolean;
}

export interface Index {
  readonly id: number;
  readonly name: string;
  readonly spec: Doc;
  readonly keys: readonly IndexKey[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly hidden: boolean;
  readonly partial: { readonly filter: Doc; readonly matches: Matcher } | undefined;
  readonly expireAfterSeconds: number | undefined;
  /** The column that says whether a document is in a sparse or partial index; undefined when all are. */
  readonly membership: string | undefined;
}

export interface Collection {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly namespace: string;
  readonly uuid: Binary;
  readonly options: Doc;
  readonly columns: Column[];
  readonly indexes: Index[];
  /** Names the table of documents, `c<id>`. */
  readonly table: string;
}

export function isMultikey(index: Index): boolean {
  return index.keys.some((key) => key.column.arrays);
}

export function entriesTable(index: Index): string {
  return `m${index.id}`;
}

/** Which collections and indexes there are: the SQL tables are the truth, this is their copy in memory. */
export class Catalog {
  private readonly connection: Connection;
  private byNamespace = new Map<string, Collection>();
  /** Grows with every change of collections or indexes. */
  version = 0;

  constructor(connection: Connection) {
    this.connection = connection;
    this.reload();
  }

  find(db: string, name: string): Collection | undefined {
    return this.byNamespace.get(`${db}.${name}`);
  }

  byId(id: number): Collection | undefined {
    for (const collection of this.byNamespace.values()) if (collection.id === id) return collection;
    return undefined;
  }

  all(): Collection[] {
    return [...this.byNamespace.values()];
  }

  inDatabase(db: string): Collection[] {
    return this.all()
      .filter((collection) => collection.db === db)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Reads everything again; needed after SQL that changed it was rolled back. */
  reload(): void {
    this.version += 1;
    this.byNamespace = new Map();
    for (const row of this.connection.all('SELECT * FROM collections')) {
      const collection = this.load(
        Number(row.id),
        String(row.db),
        String(row.name),
        blob(row.uuid),
        blob(row.options),
      );
      this.byNamespace.set(collection.namespace, collection);
    }
  }

  create(db: string, name: string, options: Doc): Collection {
    const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const added = this.connection.run(
      'INSERT INTO collections(db, name, uuid, options) VALUES(?, ?, ?, ?)',
      db,
      name,
      uuid,
      encodeDoc(options),
    );
    const id = Number(added.lastInsertRowid);
    this.connection.exec(
      `CREATE TABLE c${id}(rid INTEGER PRIMARY KEY, key NOT NULL UNIQUE, doc BLOB NOT NULL)`,
    );
    this.connection.run('INSERT INTO columns(collection, path, odd, arrays) VALUES(?, ?, 0, 0)', id, '_id');
    const spec = doc({ v: int(2), key: doc({ _id: int(1) }), name: '_id_' });
    this.connection.run(
      'INSERT INTO indexes(collection, name, spec) VALUES(?, ?, ?)',
      id,
      '_id_',
      encodeDoc(spec),
    );
    return this.refresh(id);
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes)
      this.connection.exec(`DROP TABLE IF EXISTS ${entriesTable(index)}`);
    this.connection.exec(`DROP TABLE ${collection.table}`);
    this.connection.run('DELETE FROM indexes WHERE collection = ?', collection.id);
    this.connection.run('DELETE FROM columns WHERE collection = ?', collection.id);
    this.connection.run('DELETE FROM collections WHERE id = ?', collection.id);
    this.byNamespace.delete(collection.namespace);
    this.version += 1;
  }

  rename(collection: Collection, db: string, name: string): Collection {
    this.connection.run('UPDATE collections SET db = ?, name = ? WHERE id = ?', db, name, collection.id);
    this.byNamespace.delete(collection.namespace);
    return this.refresh(collection.id);
  }

  setOptions(collection: Collection, options: Doc): Collection {
    this.connection.run('UPDATE collections SET options = ? WHERE id = ?', encodeDoc(options), collection.id);
    return this.refresh(collection.id);
  }

  /** Remembers in the database that a column has odd values or arrays. */
  mark(column: Column, flag: 'odd' | 'arrays'): void {
    column[flag] = true;
    this.connection.run(`UPDATE columns SET ${flag} = 1 WHERE id = ?`, column.id);
  }

  /** Reads one collection again after its columns or indexes changed. */
  refresh(id: number): Collection {
    const row = this.connection.get('SELECT * FROM collections WHERE id = ?', id);
    if (!row) throw new Error(`collection ${id} is gone`);
    const collection = this.load(id, String(row.db), String(row.name), blob(row.uuid), blob(row.options));
    this.byNamespace.set(collection.namespace, collection);
    this.version += 1;
    return collection;
  }

  private load(id: number, db: string, name: string, uuid: Buffer, options: Buffer): Collection {
    const columns = this.connection
      .all('SELECT * FROM columns WHERE collection = ? ORDER BY id', id)
      .map((row): Column => {
        const path = String(row.path);
        return {
          id: Number(row.id),
          path,
          parts: path.split('.').map((part) => Buffer.from(part)),
          name: path === '_id' ? 'key' : `p${row.id}`,
          odd: row.odd === 1,
          arrays: row.arrays === 1,
        };
      });
    const indexes = this.connection
      .all('SELECT * FROM indexes WHERE collection = ? ORDER BY id', id)
      .map((row) => indexOf(Number(row.id), decodeDoc(blob(row.spec)), columns));
    return {
      id,
      db,
      name,
      namespace: `${db}.${name}`,
      uuid: new Binary(4, uuid),
      options: decodeDoc(options),
      columns,
      indexes,
      table: `c${id}`,
    };
  }
}

function indexOf(id: number, spec: Doc, columns: readonly Column[]): Index {
  const filter = spec.get('partialFilterExpression');
  const partial = filter instanceof Map ? { filter, matches: compileMatcher(filter) } : undefined;
  const sparse = spec.get('sparse') === true;
  const keys: IndexKey[] = [];
  const pattern = spec.get('key');
  if (pattern instanceof Map) {
    for (const [path, direction] of pattern) {
      const column = columns.find((candidate) => candidate.path === path);
      if (!column) throw new Error(`the index ${spec.get('name')} has no column for ${path}`);
      keys.push({ column, descending: isNegative(direction) });
    }
  }
  const ttl = spec.get('expireAfterSeconds');
  return {
    id,
    name: String(spec.get('name')),
    spec,
    keys,
    unique: spec.get('unique') === true || spec.get('name') === '_id_',
    sparse,
    hidden: spec.get('hidden') === true,
    partial,
    expireAfterSeconds:
      ttl instanceof Int32
        ? ttl.value
        : typeof ttl === 'number'
          ? ttl
          : ttl === undefined
            ? undefined
            : Number(ttl),
    membership: partial || sparse ? `x${id}` : undefined,
  };
}

function isNegative(direction: Maybe): boolean {
  if (direction instanceof Int32) return direction.value < 0;
  return (typeof direction === 'number' || typeof direction === 'bigint') && direction < 0;
}
