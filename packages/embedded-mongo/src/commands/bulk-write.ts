import { toDouble } from '../bson/arithmetic.ts';
import { encodeDoc } from '../bson/encode.ts';
import { isNumber } from '../bson/types.ts';
import { type Doc, doc, int } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { CursorReply } from '../wire/reply.ts';
import { ListSource } from '../worker/cursors.ts';
import type { Command, CommandContext } from './command.ts';
import { removeMatching } from './crud.ts';
import {
  arrayField,
  booleanField,
  checkCollation,
  checkFields,
  countField,
  documentField,
  required,
  setOf,
} from './fields.ts';
import { checkNamespace, collectionForWrite } from './namespace.ts';
import { withLet } from './variables.ts';
import { asDoc, docList, eachStatement, prepareInsert, readUpdate, runUpdate } from './writes.ts';

const none: ReadonlySet<string> = new Set();
const insertFields = setOf('insert', 'document');
const updateFields = setOf(
  'update',
  'filter',
  'updateMods',
  'multi',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'sort',
  'constants',
);
const deleteFields = setOf('delete', 'filter', 'multi', 'hint', 'collation');

interface Totals {
  inserted: number;
  matched: number;
  modified: number;
  upserted: number;
  deleted: number;
}

/** Inserts, updates and deletes in several collections by one command. */
function bulkWrite(context: CommandContext): CursorReply {
  const { body, name } = context;
  const ops = docList(context, 'ops');
  for (const op of ops) checkOp(op);
  const namespaces = docList(context, 'nsInfo').map((info) => {
    checkFields(info, 'bulkWrite.nsInfo', setOf('ns'), setOf('encryptionInformation'));
    const namespace = String(info.get('ns'));
    const dot = namespace.indexOf('.');
    checkNamespace(namespace.slice(0, dot), namespace.slice(dot + 1));
    return { db: namespace.slice(0, dot), coll: namespace.slice(dot + 1) };
  });
  const ordered = body.get('ordered') === undefined || booleanField(body, 'ordered', name);
  const errorsOnly = booleanField(body, 'errorsOnly', name);
  const totals: Totals = { inserted: 0, matched: 0, modified: 0, upserted: 0, deleted: 0 };
  const results: Doc[] = [];
  const errors = eachStatement(ops, ordered, context, (op, index) => {
    const [kind, place] = [...op][0] ?? ['', null];
    const namespace = isNumber(place) ? namespaces[toDouble(place)] : undefined;
    if (!namespace)
      throw new MongoError('BadValue', `BulkWrite ops entry ${kind} has an invalid nsInfo index.`);
    const target = { ...context, db: namespace.db };
    const result = runOp(target, kind, op, namespace.coll, totals);
    results.push(doc({ ok: 1, idx: int(index), ...result }));
  });
  const failed = errors.map((error) => {
    const { index, ...rest } = Object.fromEntries(error);
    return doc({ ok: 0, idx: index, n: int(0), ...rest });
  });
  const shown = [...(errorsOnly ? [] : results), ...failed].sort((a, b) => idx(a) - idx(b));
  const namespace = 'admin.$cmd.bulkWrite';
  const cursor = documentField(body, 'cursor', name) ?? new Map();
  const { id, batch } = context.engine.cursors.first(new ListSource(shown.map(encodeDoc)), namespace, {
    batchSize: countField(cursor, 'batchSize', name) ?? shown.length,
    session: context.session,
    transaction: context.transaction?.number,
  });
  return new CursorReply(
    id,
    namespace,
    'firstBatch',
    batch.documents,
    undefined,
    doc({
      nErrors: int(errors.length),
      nInserted: int(totals.inserted),
      nMatched: int(totals.matched),
      nModified: int(totals.modified),
      nUpserted: int(totals.upserted),
      nDeleted: int(totals.deleted),
    }),
  );
}

const opFields: Readonly<Record<string, ReadonlySet<string>>> = {
  insert: insertFields,
  update: updateFields,
  delete: deleteFields,
};

function checkOp(op: Doc): void {
  const [kind = ''] = op.keys();
  const fields = Object.hasOwn(opFields, kind) ? opFields[kind] : undefined;
  if (!fields) throw new MongoError('BadValue', `Unknown bulkWrite operation: ${kind}`);
  checkFields(op, `bulkWrite.ops.${kind}`, fields, none);
  checkCollation(op);
}

function idx(result: Doc): number {
  const value = result.get('idx');
  return isNumber(value) ? toDouble(value) : 0;
}

function runOp(
  context: CommandContext,
  kind: string,
  op: Doc,
  coll: string,
  totals: Totals,
): Record<string, ReturnType<typeof int> | Doc> {
  const where = `bulkWrite.ops.${kind}`;
  switch (kind) {
    case 'insert': {
      const bytes = prepareInsert(encodeDoc(asDoc(op.get('document'), `${where}.document`)), context.now);
      context.store.insert(collectionForWrite(context, coll), bytes);
      totals.inserted += 1;
      return { n: int(1) };
    }
    case 'update': {
      const update = op.get('updateMods');
      if (update === undefined) throw required(`${where}.updateMods`);
      const statement = readUpdate(
        {
          filter: asDoc(op.get('filter'), `${where}.filter`),
          update,
          arrayFilters: arrayField(op, 'arrayFilters', where) ?? [],
          multi: booleanField(op, 'multi', where),
          upsert: booleanField(op, 'upsert', where),
          sort: op.get('sort'),
          hint: op.get('hint'),
        },
        withLet(context, documentField(op, 'constants', where)),
      );
      const found = context.engine.catalog.find(context.db, coll);
      const collection = found ?? (statement.upsert ? collectionForWrite(context, coll) : undefined);
      if (!collection) return { n: int(0), nModified: int(0) };
      const result = runUpdate(context, collection, statement);
      totals.matched += result.matched;
      totals.modified += result.modified;
      if (result.upsertedId === undefined) return { n: int(result.matched), nModified: int(result.modified) };
      totals.upserted += 1;
      return { n: int(1), nModified: int(0), upserted: doc({ _id: result.upsertedId }) };
    }
    case 'delete': {
      const filter = asDoc(op.get('filter'), `${where}.filter`);
      const limit = booleanField(op, 'multi', where) ? 0 : 1;
      const collection = context.engine.catalog.find(context.db, coll);
      const removed = removeMatching(context, collection, filter, limit, op.get('hint'));
      totals.deleted += removed;
      return { n: int(removed) };
    }
    default:
      throw new MongoError('BadValue', `Unknown bulkWrite operation: ${kind}`);
  }
}

export const bulkWriteCommand: Command = {
  names: ['bulkWrite'],
  fields: setOf('ops', 'nsInfo', 'ordered', 'errorsOnly', 'let', 'cursor', 'bypassDocumentValidation'),
  kind: 'retryable',
  inTransaction: true,
  adminOnly: true,
  run: bulkWrite,
};
