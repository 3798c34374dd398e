import { randomBytes } from 'node:crypto';
import type { Variables } from '../aggregate/expressions/environment.ts';
import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { rawField, validate } from '../bson/raw.ts';
import { Type, typeName } from '../bson/types.ts';
import { type Doc, doc, int, isDoc, type Maybe, ObjectId, Regex, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/matcher.ts';
import { type Found, find, hintedIndex, type Query, query } from '../query/scan.ts';
import { parseSort } from '../query/sort.ts';
import { WouldBlock } from '../sessions/transactions.ts';
import type { Collection } from '../storage/catalog.ts';
import { compileUpdate, type Updater } from '../update/updater.ts';
import { seedFrom } from '../update/upsert.ts';
import { maxDocumentBytes } from '../wire/message.ts';
import type { CommandContext } from './command.ts';
import { arrayField, required } from './fields.ts';

const idName = Buffer.from('_id');

/** The documents of a command's list, which come in its body or beside it. */
function list<T>(
  context: CommandContext,
  name: string,
  fromBytes: (bytes: Buffer) => T,
  fromDoc: (document: Doc) => T,
): readonly T[] {
  const beside = context.sequences.get(name);
  const inside = arrayField(context.body, name, context.name);
  if (beside && inside) throw new MongoError('BadValue', `the list ${name} appears twice`);
  const found =
    beside?.map(fromBytes) ?? inside?.map((entry) => fromDoc(asDoc(entry, `${context.name}.${name}`)));
  if (!found) throw required(`${context.name}.${name}`);
  if (found.length === 0 || found.length > 100_000) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and 100000. Got ${found.length} operations.`,
    );
  }
  return found;
}

export function rawList(context: CommandContext, name: string): readonly Buffer[] {
  return list(context, name, (bytes) => bytes, encodeDoc);
}

export function docList(context: CommandContext, name: string): readonly Doc[] {
  return list(
    context,
    name,
    (bytes) => decodeDoc(bytes),
    (document) => document,
  );
}

export function asDoc(value: Maybe, where: string): Doc {
  if (isDoc(value)) return value;
  throw new MongoError(
    'TypeMismatch',
    `BSON field '${where}' is the wrong type '${typeName(value)}', expected type 'object'`,
  );
}

function newObjectId(now: number): ObjectId {
  const bytes = Buffer.allocUnsafe(12);
  bytes.writeUInt32BE(Math.floor(now / 1000) >>> 0, 0);
  randomBytes(8).copy(bytes, 4);
  return new ObjectId(bytes);
}

/** Makes a client's document one that can be stored: well-formed, not too large, with `_id` first. */
export function prepareInsert(bytes: Buffer, now: number): Buffer {
  validate(bytes);
  checkSize(bytes);
  const id = rawField(bytes, idName);
  if (!id) {
    const field = Buffer.allocUnsafe(17);
    field[0] = Type.objectId;
    field.write('_id\0', 1, 'latin1');
    newObjectId(now).bytes.copy(field, 5);
    const out = Buffer.concat([bytes.subarray(0, 4), field, bytes.subarray(4)]);
    out.writeInt32LE(out.length, 0);
    return out;
  }
  if (id.type === Type.array || id.type === Type.regex) {
    throw new MongoError(
      'InvalidIdField',
      `The '_id' value cannot be of type ${id.type === Type.array ? 'array' : 'regex'}`,
    );
  }
  if (id.type === Type.object) checkStored(new Map([['_id', decodeDoc(bytes, id.at)]]));
  const start = id.at - 5;
  if (start === 4) return Buffer.from(bytes);
  return Buffer.concat([
    bytes.subarray(0, 4),
    bytes.subarray(start, id.at + id.size),
    bytes.subarray(4, start),
    bytes.subarray(id.at + id.size),
  ]);
}

function checkSize(bytes: Buffer): void {
  if (bytes.length > maxDocumentBytes) {
    throw new MongoError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${maxDocumentBytes}`,
    );
  }
}

function checkStored(document: Doc): void {
  const id = document.get('_id');
  if (id === undefined) return;
  if (Array.isArray(id) || id instanceof Regex) {
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  }
  if (isDoc(id)) {
    for (const name of id.keys()) {
      if (name.startsWith('$'))
        throw new MongoError(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
    }
  }
}

/** An updated document as it is stored: `_id` first. */
export function encodeUpdated(document: Doc): Buffer {
  let ordered = document;
  const [first] = document.keys();
  if (first !== '_id') {
    const id = document.get('_id');
    if (id !== undefined)
      ordered = new Map([['_id', id], ...[...document].filter(([name]) => name !== '_id')]);
  }
  checkStored(ordered);
  const bytes = encodeDoc(ordered);
  if (bytes.length > maxDocumentBytes) {
    throw new MongoError(
      'BSONObjectTooLarge',
      `Resulting document after update is larger than ${maxDocumentBytes}`,
    );
  }
  return bytes;
}

export interface UpdateStatement {
  readonly filter: Doc;
  readonly updater: Updater;
  readonly needsPosition: boolean;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly sort: Query['sort'];
  readonly hint: Maybe;
  readonly variables: Variables;
}

export interface UpdateResult {
  readonly matched: number;
  readonly modified: number;
  readonly upsertedId: Value | undefined;
  /** The last document written, before and after. */
  readonly before: Buffer | undefined;
  readonly after: Buffer | undefined;
}

/** Reads what an update statement, findAndModify and bulkWrite share. */
export function readUpdate(
  parts: {
    filter: Doc;
    update: Value;
    arrayFilters: readonly Value[];
    multi: boolean;
    upsert: boolean;
    sort?: Maybe;
    hint?: Maybe;
  },
  variables: Variables,
): UpdateStatement {
  const updater = compileUpdate(parts.update, parts.arrayFilters, variables);
  if (updater.kind === 'replacement' && parts.multi) {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  return {
    filter: parts.filter,
    updater,
    needsPosition: updater.kind === 'operators' && usesPosition(parts.update),
    multi: parts.multi,
    upsert: parts.upsert,
    sort: parts.sort === undefined ? [] : parseSort(parts.sort),
    hint: parts.hint,
    variables,
  };
}

function usesPosition(update: Value): boolean {
  if (!isDoc(update)) return false;
  for (const fields of update.values()) {
    if (isDoc(fields)) for (const path of fields.keys()) if (path.split('.').includes('$')) return true;
  }
  return false;
}

export function runUpdate(
  context: CommandContext,
  collection: Collection,
  statement: UpdateStatement,
): UpdateResult {
  const { store } = context;
  const wanted = query(statement.filter, {
    limit: statement.multi ? undefined : 1,
    sort: statement.sort,
    hint: hintedIndex(collection, statement.hint),
    variables: statement.variables,
    checkTime: context.checkTime,
  });
  const found = find(store, collection, wanted);
  const positions = statement.needsPosition ? compileFilter(wanted.filter, wanted.variables) : undefined;
  let modified = 0;
  let before: Buffer | undefined;
  let after: Buffer | undefined;
  for (const row of found) {
    const position = { index: undefined as number | undefined };
    positions?.(row.document, position);
    before = row.bytes;
    after = updatedBytes(context, row, statement.updater, position.index);
    if (row.bytes.equals(after)) continue;
    store.update(collection, row, after, statement.updater.kind === 'replacement');
    modified += 1;
    context.checkTime();
  }
  if (found.length > 0 || !statement.upsert) {
    return { matched: found.length, modified, upsertedId: undefined, before, after };
  }
  const inserted = upsertedDocument(context, statement);
  store.insert(collection, inserted);
  return {
    matched: 0,
    modified: 0,
    upsertedId: decodeDoc(inserted).get('_id') ?? null,
    before: undefined,
    after: inserted,
  };
}

function updatedBytes(
  context: CommandContext,
  row: Found,
  updater: Updater,
  position: number | undefined,
): Buffer {
  // Decoded anew: operators change the document in place.
  const document = updater.apply(decodeDoc(row.bytes), moment(context, position, false));
  return encodeUpdated(document);
}

function moment(context: CommandContext, position: number | undefined, inserting: boolean) {
  return {
    now: Math.trunc(context.now),
    timestamp: context.engine.journal.lastTimestamp + 1n,
    position,
    inserting,
  };
}

function upsertedDocument(context: CommandContext, statement: UpdateStatement): Buffer {
  const { updater } = statement;
  const seed = seedFrom(statement.filter);
  const start: Doc = updater.kind === 'replacement' ? new Map() : seed;
  const seedId = seed.get('_id');
  if (updater.kind === 'replacement' && seedId !== undefined) start.set('_id', seedId);
  let document = updater.apply(start, moment(context, undefined, true));
  if (!document.has('_id')) document = new Map([['_id', newObjectId(context.now)], ...document]);
  return encodeUpdated(document);
}

/** Runs the statements of a list; an error is reported with its place, and ends an ordered list. */
export function eachStatement<T>(
  list: readonly T[],
  ordered: boolean,
  context: CommandContext,
  run: (statement: T, index: number) => void,
): Doc[] {
  const errors: Doc[] = [];
  for (let i = 0; i < list.length; i++) {
    try {
      run(list[i] as T, i);
    } catch (error) {
      if (error instanceof WouldBlock || !(error instanceof MongoError)) throw error;
      // In a transaction, conflicts are errors of the whole command, so that the client tries again.
      if (error.labels.length > 0) throw error;
      errors.push(writeError(error, i));
      if (ordered || context.transaction) break;
    }
  }
  return errors;
}

function writeError(error: MongoError, index: number): Doc {
  const out = doc({ index: int(index), code: int(error.code) });
  if (error.details) for (const [name, value] of error.details) out.set(name, value);
  out.set('errmsg', error.message);
  return out;
}
