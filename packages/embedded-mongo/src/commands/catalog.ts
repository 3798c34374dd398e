import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, int, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import { compileMatcher } from '../query/matcher.ts';
import { WouldBlock } from '../sessions/transactions.ts';
import type { Collection } from '../storage/catalog.ts';
import { CursorReply } from '../wire/reply.ts';
import { ListSource } from '../worker/cursors.ts';
import type { Command, CommandContext } from './command.ts';
import { booleanField, checkCollation, countField, documentField, setOf, stringField } from './fields.ts';
import { checkNamespace, collectionName, findCollection } from './namespace.ts';

const none: ReadonlySet<string> = new Set();

/** Changes of a collection's form wait until no open transaction has written to it. */
export function waitForTransactions(context: CommandContext, collection: Collection): void {
  if (context.engine.transactions.holds(collection)) throw new WouldBlock();
}

function create(context: CommandContext): Doc {
  const name = collectionName(context);
  checkCollation(context.body);
  if (name.startsWith('system.')) throw notSupported('creating system collections');
  if (findCollection(context)) {
    throw new MongoError('NamespaceExists', `Collection ${context.db}.${name} already exists.`);
  }
  context.engine.createCollection(context.db, name, new Map());
  context.engine.journal.tick();
  return new Map();
}

function dropCollection(context: CommandContext, collection: Collection): void {
  waitForTransactions(context, collection);
  context.engine.catalog.drop(collection);
  context.engine.transactions.reshaped(collection);
  context.engine.journal.recordEvent('drop', collection.db, collection.name);
}

function drop(context: CommandContext): Doc {
  const collection = findCollection(context);
  if (!collection) return new Map();
  dropCollection(context, collection);
  return doc({ nIndexesWas: int(collection.indexes.length), ns: collection.namespace });
}

function dropDatabase(context: CommandContext): Doc {
  const collections = context.engine.catalog.inDatabase(context.db);
  for (const collection of collections) waitForTransactions(context, collection);
  for (const collection of collections) dropCollection(context, collection);
  if (collections.length === 0) return new Map();
  context.engine.journal.recordEvent('dropDatabase', context.db, undefined);
  return doc({ dropped: context.db });
}

function rename(context: CommandContext): Doc {
  const { body, engine, name } = context;
  const from = splitNamespace(stringField(body, 'renameCollection', name));
  const to = splitNamespace(stringField(body, 'to', name));
  checkNamespace(to.db, to.coll);
  const collection = engine.catalog.find(from.db, from.coll);
  if (!collection)
    throw new MongoError('NamespaceNotFound', `Source collection ${from.db}.${from.coll} does not exist`);
  if (from.db === to.db && from.coll === to.coll)
    throw new MongoError(20, "Can't rename a collection to itself");
  waitForTransactions(context, collection);
  const target = engine.catalog.find(to.db, to.coll);
  if (target) {
    if (!booleanField(body, 'dropTarget', name))
      throw new MongoError('NamespaceExists', 'target namespace exists');
    dropCollection(context, target);
  }
  engine.catalog.rename(collection, to.db, to.coll);
  engine.transactions.reshaped(collection);
  engine.journal.recordEvent('rename', from.db, from.coll, { to: doc({ db: to.db, coll: to.coll }) });
  return new Map();
}

function splitNamespace(namespace: string): { db: string; coll: string } {
  const dot = namespace.indexOf('.');
  if (dot <= 0) throw new MongoError('InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return { db: namespace.slice(0, dot), coll: namespace.slice(dot + 1) };
}

function describe(collection: Collection): Doc {
  return doc({
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: doc({ readOnly: false, uuid: collection.uuid }),
    idIndex: collection.indexes[0]?.spec,
  });
}

/** Answers with a cursor over documents made for it. */
export function cursorOver(
  context: CommandContext,
  documents: readonly Doc[],
  namespace: string,
): CursorReply {
  const { id, batch } = context.engine.cursors.first(new ListSource(documents.map(encodeDoc)), namespace, {
    batchSize: countField(
      documentField(context.body, 'cursor', context.name) ?? new Map(),
      'batchSize',
      context.name,
    ),
    session: context.session,
  });
  return new CursorReply(id, namespace, 'firstBatch', batch.documents);
}

function listCollections(context: CommandContext): CursorReply {
  const matches = compileMatcher(documentField(context.body, 'filter', context.name) ?? new Map());
  const nameOnly = booleanField(context.body, 'nameOnly', context.name);
  const documents = context.engine.catalog
    .inDatabase(context.db)
    .map(describe)
    .filter((description) => matches(description))
    .map((description) =>
      nameOnly ? doc({ name: description.get('name'), type: 'collection' }) : description,
    );
  return cursorOver(context, documents, `${context.db}.$cmd.listCollections`);
}

function listDatabases(context: CommandContext): Doc {
  const { engine, body, name } = context;
  const names = [...new Set(engine.catalog.all().map((collection) => collection.db))].sort();
  const matches = compileMatcher(documentField(body, 'filter', name) ?? new Map());
  const nameOnly = booleanField(body, 'nameOnly', name);
  let total = 0;
  const databases: Value[] = [];
  for (const db of names) {
    const size = nameOnly ? 0 : storageSize(context, engine.catalog.inDatabase(db));
    const entry = nameOnly ? doc({ name: db }) : doc({ name: db, sizeOnDisk: BigInt(size), empty: false });
    if (!matches(entry)) continue;
    total += size;
    databases.push(entry);
  }
  if (nameOnly) return doc({ databases });
  return doc({ databases, totalSize: BigInt(total), totalSizeMb: BigInt(Math.floor(total / 1024 / 1024)) });
}

/** Bytes of the pages that hold documents and indexes. */
export function storageSize(context: CommandContext, collections: readonly Collection[]): number {
  let bytes = 0;
  for (const collection of collections) {
    const names = [collection.table, ...collection.indexes.flatMap((index) => [`m${index.id}`])];
    const marks = names.map(() => '?').join(', ');
    const row = context.engine.connection.get(
      `SELECT sum(pgsize) AS n FROM dbstat WHERE aggregate = 1 AND name IN
        (SELECT name FROM sqlite_schema WHERE tbl_name IN (${marks}))`,
      ...names,
    );
    bytes += Number(row?.n ?? 0);
  }
  return bytes;
}

export const catalogCommands: readonly Command[] = [
  {
    names: ['create'],
    fields: setOf('collation'),
    refused: setOf(
      'capped',
      'size',
      'max',
      'validator',
      'validationLevel',
      'validationAction',
      'viewOn',
      'pipeline',
      'timeseries',
      'expireAfterSeconds',
      'clusteredIndex',
      'changeStreamPreAndPostImages',
      'encryptedFields',
      'storageEngine',
      'indexOptionDefaults',
      'autoIndexId',
      'idIndex',
      'flags',
    ),
    kind: 'write',
    run: create,
  },
  { names: ['drop'], fields: none, kind: 'write', run: drop },
  { names: ['dropDatabase'], fields: none, kind: 'write', run: dropDatabase },
  {
    names: ['renameCollection'],
    fields: setOf('to', 'dropTarget'),
    kind: 'write',
    adminOnly: true,
    run: rename,
  },
  {
    names: ['listCollections'],
    fields: setOf('filter', 'nameOnly', 'authorizedCollections', 'cursor'),
    kind: 'read',
    run: listCollections,
  },
  {
    names: ['listDatabases'],
    fields: setOf('filter', 'nameOnly', 'authorizedDatabases'),
    kind: 'read',
    adminOnly: true,
    run: listDatabases,
  },
];
