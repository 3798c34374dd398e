import { toDouble } from '../bson/arithmetic.ts';
import { encodeDoc } from '../bson/encode.ts';
import { hashKey } from '../bson/order-key.ts';
import { isNumber } from '../bson/types.ts';
import { type Doc, doc, int, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { compileFilter } from '../query/matcher.ts';
import { valuesAt } from '../query/paths.ts';
import { compileProjection } from '../query/projection.ts';
import { count, find, hintedIndex, type Query } from '../query/scan.ts';
import { parseSort } from '../query/sort.ts';
import type { Collection } from '../storage/catalog.ts';
import { CursorReply } from '../wire/reply.ts';
import { ListSource } from '../worker/cursors.ts';
import { type Command, type CommandContext, Later } from './command.ts';
import {
  booleanField,
  checkCollation,
  countField,
  documentField,
  required,
  setOf,
  stringField,
} from './fields.ts';
import { collectionName, findCollection } from './namespace.ts';
import { withLet } from './variables.ts';

export function readQuery(
  context: CommandContext,
  collection: Collection | undefined,
  filterName: string,
): Query {
  const { body, name } = context;
  checkCollation(body);
  // A negative limit is how old clients ask for a single batch.
  const limit = countField(body, 'limit', name);
  const sort = documentField(body, 'sort', name);
  return {
    filter: parseFilter(documentField(body, filterName, name) ?? new Map()),
    sort: parseSort(naturalLess(sort)),
    skip: countField(body, 'skip', name) ?? 0,
    limit: limit || undefined,
    hint: naturalHint(sort) ?? hintedIndex(collection, body.get('hint')),
    variables: withLet(context),
    checkTime: context.checkTime,
  };
}

function naturalLess(sort: Doc | undefined): Doc {
  if (!sort?.has('$natural')) return sort ?? new Map();
  if (sort.size > 1)
    throw new MongoError(
      'BadValue',
      '$natural sort cannot be set to a value other than -1 or 1, nor with other fields',
    );
  return new Map();
}

function naturalHint(sort: Doc | undefined): Query['hint'] {
  const natural = sort?.get('$natural');
  if (natural === undefined) return undefined;
  return isNumber(natural) && toDouble(natural) < 0 ? 'backward' : 'forward';
}

export function findDocuments(context: CommandContext, collection: Collection | undefined): Uint8Array[] {
  const wanted = readQuery(context, collection, 'filter');
  const spec = documentField(context.body, 'projection', context.name);
  const projection = spec && spec.size > 0 ? compileProjection(spec, wanted.variables, true) : undefined;
  if (!collection) return [];
  const found = find(context.store, collection, wanted);
  if (!projection) return found.map((row) => row.bytes);
  const positional = [...(spec?.keys() ?? [])].some((path) => path.endsWith('.$'));
  const matches = positional ? compileFilter(wanted.filter, wanted.variables) : undefined;
  return found.map((row) => {
    const position = { index: undefined as number | undefined };
    matches?.(row.document, position);
    return encodeDoc(projection(row.document, position.index));
  });
}

function findCommand(context: CommandContext): CursorReply {
  const { body, name, engine } = context;
  const collection = findCollection(context);
  const documents = findDocuments(context, collection);
  const namespace = `${context.db}.${collectionName(context)}`;
  const { id, batch } = engine.cursors.first(new ListSource(documents), namespace, {
    batchSize: countField(body, 'batchSize', name),
    session: context.session,
    transaction: context.transaction?.number,
    single: booleanField(body, 'singleBatch', name),
    keepsAlive: booleanField(body, 'noCursorTimeout', name),
  });
  return new CursorReply(id, namespace, 'firstBatch', batch.documents);
}

/** How long a getMore waits for changes when the client does not say. */
const usualWaitMs = 1000;

function getMore(context: CommandContext): CursorReply | Later {
  const { body, name, engine } = context;
  const id = body.get('getMore');
  if (typeof id !== 'bigint')
    throw new MongoError(
      'TypeMismatch',
      "BSON field 'getMore.getMore' is the wrong type, expected type 'long'",
    );
  const namespace = `${context.db}.${stringField(body, 'collection', name)}`;
  const cursor = engine.cursors.find(id, namespace, context.session);
  const size = countField(body, 'batchSize', name);
  const take = () => {
    const batch = engine.cursors.next(cursor, size);
    return new CursorReply(batch.done ? 0n : id, namespace, 'nextBatch', batch.documents, batch.more);
  };
  const waitFor = cursor.source.waitFor?.bind(cursor.source);
  if (!waitFor) return take();
  const first = take();
  if (first.batch.length > 0 || first.id === 0n) return first;
  cursor.busy = true;
  return new Later((resume) => {
    let stop = () => {};
    const finish = () => {
      clearTimeout(timer);
      stop();
      cursor.busy = false;
      resume(take);
    };
    const timer = setTimeout(finish, context.maxTimeMs ?? usualWaitMs);
    stop = waitFor(finish);
    return () => {
      clearTimeout(timer);
      stop();
      cursor.busy = false;
    };
  });
}

function killCursors(context: CommandContext): Doc {
  const ids = context.body.get('cursors');
  if (!Array.isArray(ids)) throw required('killCursors.cursors');
  const namespace = `${context.db}.${collectionName(context)}`;
  const killed: Value[] = [];
  const unknown: Value[] = [];
  for (const id of ids) {
    if (typeof id === 'bigint' && context.engine.cursors.kill(id, namespace)) killed.push(id);
    else unknown.push(id);
  }
  return doc({ cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] });
}

function countCommand(context: CommandContext): Doc {
  const collection = findCollection(context);
  const wanted = readQuery(context, collection, 'query');
  return doc({ n: int(collection ? count(context.store, collection, wanted) : 0) });
}

function distinct(context: CommandContext): Doc {
  const collection = findCollection(context);
  const key = stringField(context.body, 'key', context.name);
  const wanted = readQuery(context, collection, 'query');
  const values = new Map<string, Value>();
  for (const row of collection ? find(context.store, collection, wanted) : []) {
    for (const value of valuesAt(row.document, key.split('.'))) {
      const name = hashKey(value);
      if (!values.has(name)) values.set(name, value);
    }
  }
  return doc({ values: [...values.values()] });
}

const queryFields = ['hint', 'collation', 'limit', 'skip'];

export const readCommands: readonly Command[] = [
  {
    names: ['find'],
    fields: setOf(
      'filter',
      'sort',
      'projection',
      'batchSize',
      'singleBatch',
      'let',
      'allowDiskUse',
      'noCursorTimeout',
      'allowPartialResults',
      ...queryFields,
    ),
    refused: setOf(
      'max',
      'min',
      'returnKey',
      'showRecordId',
      'tailable',
      'awaitData',
      'oplogReplay',
      'readOnce',
      'ntoreturn',
    ),
    kind: 'read',
    inTransaction: true,
    run: findCommand,
  },
  {
    names: ['getMore'],
    fields: setOf('collection', 'batchSize'),
    refused: setOf('term', 'lastKnownCommittedOpTime'),
    kind: 'read',
    inTransaction: true,
    run: getMore,
  },
  { names: ['killCursors'], fields: setOf('cursors'), kind: 'read', inTransaction: true, run: killCursors },
  { names: ['count'], fields: setOf('query', 'fields', ...queryFields), kind: 'read', run: countCommand },
  {
    names: ['distinct'],
    fields: setOf('key', 'query', 'hint', 'collation'),
    kind: 'read',
    inTransaction: true,
    run: distinct,
  },
];
