import { decodeDoc } from '../bson/decode.ts';
import { format } from '../bson/format.ts';
import { type Doc, doc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { type Collection, entriesTable, type Index } from './catalog.ts';
import { sqliteCode } from './connection.ts';
import { belongsTo } from './index-keys.ts';

const constraintUnique = 2067;
const constraintPrimaryKey = 1555;

/** Turns SQLite's refusal of a row into MongoDB's E11000; gives other errors back as they are. */
export function explainDuplicate(error: unknown, collection: Collection, bytes: Buffer): unknown {
  const code = sqliteCode(error);
  if (!(error instanceof Error) || (code !== constraintUnique && code !== constraintPrimaryKey)) return error;
  const document = decodeDoc(bytes);
  const index = violated(error.message, collection, document);
  return index ? duplicateKey(collection, index, document) : error;
}

export function duplicateKey(collection: Collection, index: Index, document: Doc): MongoError {
  const pattern = index.spec.get('key') as Doc;
  const values: Doc = new Map();
  for (const { column } of index.keys)
    values.set(column.path, first(document, column.path.split('.')) ?? null);
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: ${format(values)}`,
    { details: doc({ keyPattern: pattern, keyValue: values }) },
  );
}

/** SQLite says `UNIQUE constraint failed: c1.p2, c1.p3`. */
function violated(message: string, collection: Collection, document: Doc): Index | undefined {
  const names = (message.split('failed: ')[1] ?? '').split(', ').map((name) => name.split('.'));
  const table = names[0]?.[0];
  const columns = names.map((name) => name[1]).join();
  const candidates = collection.indexes.filter((index) => {
    if (!index.unique) return false;
    if (table === entriesTable(index)) return true;
    return table === collection.table && index.keys.map((key) => key.column.name).join() === columns;
  });
  return candidates.find((index) => belongsTo(index, document)) ?? candidates[0];
}

/** The value to name in the message: of an array, the whole path's first element. */
function first(value: Maybe, parts: readonly string[]): Value | undefined {
  if (Array.isArray(value)) {
    for (const element of value) {
      const found = first(element, parts);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (parts.length === 0) return value;
  return value instanceof Map ? first(value.get(parts[0] as string), parts.slice(1)) : undefined;
}
