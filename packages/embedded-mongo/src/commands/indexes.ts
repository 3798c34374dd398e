import { toDouble } from '../bson/arithmetic.ts';
import { equal } from '../bson/compare.ts';
import { encodeDoc } from '../bson/encode.ts';
import { format } from '../bson/format.ts';
import { isNumber, typeName } from '../bson/types.ts';
import { type Doc, doc, int, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import { compileMatcher } from '../query/matcher.ts';
import type { Collection, Index } from '../storage/catalog.ts';
import { buildIndex, dropIndex } from '../storage/index-build.ts';
import type { CursorReply } from '../wire/reply.ts';
import { cursorOver, waitForTransactions } from './catalog.ts';
import type { Command, CommandContext } from './command.ts';
import { checkCollation, checkFields, documentField, setOf } from './fields.ts';
import { collectionForWrite, collectionName, findCollection } from './namespace.ts';
import { asDoc, docList } from './writes.ts';

const specFields = setOf(
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'hidden',
  'background',
  'ns',
  'collation',
);
const refusedSpecFields = setOf(
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'bucketSize',
  'storageEngine',
  'wildcardProjection',
  'prepareUnique',
  'clustered',
  'dropDups',
);

function cannot(reason: string): MongoError {
  return new MongoError('CannotCreateIndex', reason);
}

function flag(given: Doc, name: string): true | undefined {
  const value = given.get(name);
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return value || undefined;
  if (isNumber(value)) return toDouble(value) !== 0 || undefined;
  throw new MongoError(
    'TypeMismatch',
    `The field '${name}' has value ${format(value)}, which is not convertible to bool`,
  );
}

/** An index specification as it is stored and listed: checked, and without what says nothing. */
function readSpec(given: Doc): Doc {
  checkFields(given, 'createIndexes.indexes', specFields, refusedSpecFields);
  checkCollation(given);
  const key = given.get('key');
  if (!isDoc(key) || key.size === 0) throw cannot('Index keys cannot be empty.');
  for (const [path, direction] of key) checkKey(path, direction);
  const name = given.get('name');
  if (typeof name !== 'string' || name === '')
    throw new MongoError(
      'FailedToParse',
      "The 'name' field is a required property of an index specification",
    );
  const version = given.get('v');
  if (version !== undefined && !equal(version, int(2)))
    throw cannot(`index version ${format(version)} is not known here`);
  const onlyId = key.size === 1 && key.has('_id') && equal(key.get('_id'), int(1));
  if (onlyId) return doc({ v: int(2), key, name: '_id_' });
  const partial = given.get('partialFilterExpression');
  if (partial !== undefined) {
    if (!isDoc(partial))
      throw new MongoError(
        'TypeMismatch',
        `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`,
      );
    compileMatcher(partial);
    if (flag(given, 'sparse')) throw cannot('cannot mix "partialFilterExpression" and "sparse" options');
  }
  const ttl = given.get('expireAfterSeconds');
  if (ttl !== undefined) checkExpiry(ttl, key);
  return doc({
    v: int(2),
    key,
    name,
    unique: flag(given, 'unique'),
    sparse: flag(given, 'sparse'),
    partialFilterExpression: partial,
    expireAfterSeconds: ttl === undefined || !isNumber(ttl) ? undefined : int(toDouble(ttl)),
    hidden: flag(given, 'hidden'),
  });
}

function checkKey(path: string, direction: Value): void {
  if (path === '' || path.split('.').includes('')) throw cannot('Index keys cannot contain an empty field.');
  if (path === '$**' || path.endsWith('.$**')) throw notSupported('a wildcard index');
  if (path.split('.').some((part) => part.startsWith('$')))
    throw cannot(`Index key contains an illegal field name: field name starts with '$': ${path}`);
  if (typeof direction === 'string') throw notSupported(`an index of type ${direction}`);
  if (!isNumber(direction) || toDouble(direction) === 0 || Number.isNaN(toDouble(direction))) {
    throw cannot(
      `Values in v:2 index key pattern must be numbers that are not zero, or strings; found ${format(direction)} for ${path}`,
    );
  }
}

function checkExpiry(ttl: Value, key: Doc): void {
  if (!isNumber(ttl)) throw new MongoError('TypeMismatch', "The field 'expireAfterSeconds' must be a number");
  const seconds = toDouble(ttl);
  if (!(seconds >= 0 && seconds <= 0x7fff_ffff))
    throw cannot(
      "TTL index 'expireAfterSeconds' option must be within an acceptable range, between 0 and 2147483647",
    );
  if (key.size > 1) throw cannot('TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (key.has('_id'))
    throw new MongoError(
      'InvalidIndexSpecificationOption',
      "The field 'expireAfterSeconds' is not valid for an _id index specification",
    );
}

/** An index that is there already under the same name; a different one in its place is an error. */
function existing(collection: Collection, spec: Doc): Index | undefined {
  const comparable = (candidate: Doc) =>
    [...candidate].filter(([name]) => name !== 'v' && name !== 'name' && name !== 'key');
  const name = spec.get('name');
  for (const index of collection.indexes) {
    const sameKey = sameOrder(index.spec.get('key'), spec.get('key'));
    const same = sameKey && equal(new Map(comparable(index.spec)), new Map(comparable(spec)));
    if (index.name === name) {
      if (same) return index;
      if (sameKey) {
        throw new MongoError(
          'IndexOptionsConflict',
          `An equivalent index already exists with the same name but different options. Requested index: ${format(spec)}, existing index: ${format(index.spec)}`,
        );
      }
      throw new MongoError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${format(spec)}, existing index: ${format(index.spec)}`,
      );
    }
    if (sameKey && equal(index.spec.get('partialFilterExpression'), spec.get('partialFilterExpression'))) {
      throw new MongoError(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${index.name}`,
      );
    }
  }
  return undefined;
}

function sameOrder(a: Maybe, b: Maybe): boolean {
  return equal(a, b);
}

function createIndexes(context: CommandContext): Doc {
  const { engine } = context;
  const specs = docList(context, 'indexes').map(readSpec);
  const created = findCollection(context) === undefined;
  let collection = collectionForWrite(context);
  const before = collection.indexes.length;
  const missing = specs.filter((spec) => !existing(collection, spec));
  if (missing.length > 0) {
    waitForTransactions(context, collection);
    try {
      collection = engine.connection.atomically(() => {
        let grown = collection;
        for (const spec of missing)
          if (!existing(grown, spec)) grown = buildIndex(engine.connection, engine.catalog, grown, spec);
        return grown;
      });
    } catch (error) {
      engine.reload();
      throw error;
    }
    engine.transactions.reshaped(collection);
  }
  return doc({
    numIndexesBefore: int(before),
    numIndexesAfter: int(collection.indexes.length),
    createdCollectionAutomatically: created,
    note: missing.length === 0 ? 'all indexes already exist' : undefined,
  });
}

function notFound(context: CommandContext): MongoError {
  return new MongoError('NamespaceNotFound', `ns does not exist: ${context.db}.${collectionName(context)}`);
}

function dropIndexes(context: CommandContext): Doc {
  const { engine } = context;
  let collection = findCollection(context);
  if (!collection)
    throw new MongoError('NamespaceNotFound', `ns not found ${context.db}.${collectionName(context)}`);
  const found = collection;
  const before = collection.indexes.length;
  const wanted = context.body.get('index');
  const names =
    wanted === '*'
      ? found.indexes.slice(1).map((index) => index.name)
      : Array.isArray(wanted)
        ? wanted
        : [wanted];
  const indexes = names.map((name) => indexNamed(found, name));
  waitForTransactions(context, collection);
  for (const index of indexes) {
    const current: Index | undefined = collection.indexes.find((candidate) => candidate.id === index.id);
    if (current) collection = dropIndex(engine.connection, engine.catalog, collection, current);
  }
  engine.transactions.reshaped(collection);
  return doc({ nIndexesWas: int(before) });
}

function indexNamed(collection: Collection, name: Maybe): Index {
  const index = collection.indexes.find((candidate) =>
    isDoc(name) ? sameOrder(candidate.spec.get('key'), name) : candidate.name === name,
  );
  if (!index) {
    throw new MongoError(
      'IndexNotFound',
      isDoc(name)
        ? `can't find index with key: ${format(name)}`
        : `index not found with name [${String(name)}]`,
    );
  }
  if (index.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index');
  return index;
}

function listIndexes(context: CommandContext): CursorReply {
  const collection = findCollection(context);
  if (!collection) throw notFound(context);
  return cursorOver(
    context,
    collection.indexes.map((index) => index.spec),
    collection.namespace,
  );
}

/** Changes when documents expire, and whether an index is hidden. */
function collMod(context: CommandContext): Doc {
  const { engine, name } = context;
  const collection = findCollection(context);
  if (!collection) throw notFound(context);
  const change = documentField(context.body, 'index', name);
  if (!change) return new Map();
  checkFields(
    change,
    'collMod.index',
    setOf('name', 'keyPattern', 'expireAfterSeconds', 'hidden'),
    setOf('unique', 'prepareUnique'),
  );
  const index = indexNamed(collection, change.get('name') ?? change.get('keyPattern'));
  const spec: Doc = new Map(index.spec);
  const out: Doc = new Map();
  const ttl = change.get('expireAfterSeconds');
  if (ttl !== undefined) {
    checkExpiry(ttl, asDoc(spec.get('key'), 'key'));
    out.set('expireAfterSeconds_old', spec.get('expireAfterSeconds') ?? null);
    spec.set('expireAfterSeconds', isNumber(ttl) ? int(toDouble(ttl)) : null);
    out.set('expireAfterSeconds_new', spec.get('expireAfterSeconds') ?? null);
  }
  if (change.has('hidden')) {
    out.set('hidden_old', spec.get('hidden') === true);
    spec.delete('hidden');
    if (flag(change, 'hidden')) spec.set('hidden', true);
    out.set('hidden_new', spec.get('hidden') === true);
  }
  engine.connection.run('UPDATE indexes SET spec = ? WHERE id = ?', encodeDoc(spec), index.id);
  engine.catalog.refresh(collection.id);
  return out;
}

export const indexCommands: readonly Command[] = [
  {
    names: ['createIndexes'],
    fields: setOf('indexes', 'commitQuorum'),
    refused: setOf('ignoreUnknownIndexOptions'),
    kind: 'write',
    run: createIndexes,
  },
  { names: ['dropIndexes', 'deleteIndexes'], fields: setOf('index'), kind: 'write', run: dropIndexes },
  { names: ['listIndexes'], fields: setOf('cursor'), kind: 'read', run: listIndexes },
  {
    names: ['collMod'],
    fields: setOf('index'),
    refused: setOf(
      'validator',
      'validationLevel',
      'validationAction',
      'viewOn',
      'pipeline',
      'cappedSize',
      'cappedMax',
      'changeStreamPreAndPostImages',
      'expireAfterSeconds',
      'timeseries',
    ),
    kind: 'write',
    run: collMod,
  },
];
