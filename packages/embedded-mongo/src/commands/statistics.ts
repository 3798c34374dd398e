import { hostname } from 'node:os';
import { pid } from 'node:process';
import { decodeDoc } from '../bson/decode.ts';
import type { SqlValue } from '../bson/order-key.ts';
import { type Doc, doc, int, UtcDate } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { type Collection, entriesTable, isMultikey } from '../storage/catalog.ts';
import { blob } from '../storage/connection.ts';
import { belongsTo, multikeyEntries, rowKeys } from '../storage/index-keys.ts';
import { storageSize } from './catalog.ts';
import type { Command, CommandContext } from './command.ts';
import { setOf } from './fields.ts';
import { collectionName, findCollection } from './namespace.ts';

const none: ReadonlySet<string> = new Set();

function sizes(context: CommandContext, collection: Collection): { count: number; bytes: number } {
  const row = context.engine.connection.get(
    `SELECT count(*) AS n, sum(length(doc)) AS bytes FROM ${collection.table}`,
  );
  return { count: Number(row?.n ?? 0), bytes: Number(row?.bytes ?? 0) };
}

function collStats(context: CommandContext): Doc {
  const collection = findCollection(context);
  const namespace = `${context.db}.${collectionName(context)}`;
  if (!collection)
    return doc({ ns: namespace, size: int(0), count: int(0), storageSize: int(0), nindexes: int(0) });
  const { count, bytes } = sizes(context, collection);
  return doc({
    ns: namespace,
    size: BigInt(bytes),
    count: BigInt(count),
    avgObjSize: count > 0 ? BigInt(Math.floor(bytes / count)) : undefined,
    storageSize: BigInt(storageSize(context, [collection])),
    nindexes: int(collection.indexes.length),
    capped: false,
  });
}

function dbStats(context: CommandContext): Doc {
  const collections = context.engine.catalog.inDatabase(context.db);
  const all = collections.map((collection) => sizes(context, collection));
  const objects = all.reduce((sum, { count }) => sum + count, 0);
  const bytes = all.reduce((sum, size) => sum + size.bytes, 0);
  return doc({
    db: context.db,
    collections: BigInt(collections.length),
    views: 0n,
    objects: BigInt(objects),
    avgObjSize: objects > 0 ? bytes / objects : 0,
    dataSize: bytes,
    storageSize: storageSize(context, collections),
    indexes: BigInt(collections.reduce((sum, collection) => sum + collection.indexes.length, 0)),
  });
}

function serverStatus(context: CommandContext): Doc {
  const { engine, now } = context;
  const memory = process.memoryUsage();
  const uptime = now - engine.startedAt;
  return doc({
    host: hostname(),
    version: '8.0.0',
    process: 'embedded-mongo',
    pid: BigInt(pid),
    uptime: uptime / 1000,
    uptimeMillis: BigInt(Math.round(uptime)),
    localTime: new UtcDate(Math.trunc(now)),
    mem: doc({ bits: int(64), resident: int(Math.round(memory.rss / 1024 / 1024)) }),
    metrics: doc({ cursor: doc({ open: doc({ total: BigInt(engine.cursors.count) }) }) }),
    transactions: doc({ currentOpen: BigInt(engine.transactions.count) }),
    storageEngine: doc({ name: 'sqlite', supportsCommittedReads: true, persistent: true }),
    repl: doc({
      setName: 'guildhall',
      isWritablePrimary: true,
      secondary: false,
      primary: engine.address,
      me: engine.address,
    }),
  });
}

/** Reads a whole collection and checks that every index says the same as the documents. */
function validateCollection(context: CommandContext): Doc {
  const { engine } = context;
  const collection = findCollection(context);
  if (!collection)
    throw new MongoError(
      'NamespaceNotFound',
      `Collection '${context.db}.${collectionName(context)}' does not exist to validate.`,
    );
  const errors: string[] = [];
  const names = collection.columns.map((column) => column.name);
  let records = 0;
  const entries = new Map(collection.indexes.filter(isMultikey).map((index) => [index, 0]));
  for (const row of engine.connection.iterate(`SELECT * FROM ${collection.table}`)) {
    records += 1;
    const bytes = blob(row.doc);
    const document = decodeDoc(bytes);
    const keys = rowKeys(collection, bytes);
    names.forEach((name, i) => {
      if (!same(row[name] ?? null, keys.columns[i] ?? null))
        errors.push(`row ${row.rid}: ${name} differs from the document`);
    });
    for (const index of entries.keys()) {
      if (belongsTo(index, document))
        entries.set(index, (entries.get(index) ?? 0) + multikeyEntries(index, document).length);
    }
  }
  for (const [index, expected] of entries) {
    const found = Number(engine.connection.get(`SELECT count(*) AS n FROM ${entriesTable(index)}`)?.n ?? 0);
    if (found !== expected)
      errors.push(`index ${index.name} has ${found} entries, the documents ${expected}`);
  }
  const integrity = engine.connection.all('PRAGMA integrity_check').map((row) => String(row.integrity_check));
  if (integrity.join() !== 'ok') errors.push(...integrity);
  return doc({
    ns: collection.namespace,
    nrecords: int(records),
    nIndexes: int(collection.indexes.length),
    valid: errors.length === 0,
    errors,
    warnings: [],
  });
}

function same(a: SqlValue | null, b: SqlValue | null): boolean {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  // A whole number may come back as a double or as an integer.
  if (typeof a === 'bigint' || typeof b === 'bigint') return Number(a) === Number(b);
  return a === b;
}

export const statisticsCommands: readonly Command[] = [
  { names: ['collStats'], fields: none, refused: setOf('scale'), kind: 'read', run: collStats },
  {
    names: ['dbStats', 'dbstats'],
    fields: none,
    refused: setOf('scale', 'freeStorage'),
    kind: 'read',
    run: dbStats,
  },
  { names: ['serverStatus'], fields: none, kind: 'read', run: serverStatus },
  {
    names: ['validate'],
    fields: setOf('full'),
    refused: setOf('repair', 'metadata', 'checkBSONConformance', 'background'),
    kind: 'read',
    run: validateCollection,
  },
];
