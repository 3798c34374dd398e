import { decodeDoc } from '../bson/decode.ts';
import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, int, type Maybe } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { compileFilter } from '../query/matcher.ts';
import { compileProjection } from '../query/projection.ts';
import { find, hintedIndex, query } from '../query/scan.ts';
import { parseSort } from '../query/sort.ts';
import type { Collection } from '../storage/catalog.ts';
import { ValueReply } from '../wire/reply.ts';
import type { Command, CommandContext } from './command.ts';
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
import { collectionForWrite, findCollection } from './namespace.ts';
import { withLet } from './variables.ts';
import { asDoc, docList, eachStatement, prepareInsert, rawList, readUpdate, runUpdate } from './writes.ts';

const none: ReadonlySet<string> = new Set();

function isOrdered(context: CommandContext): boolean {
  return context.body.get('ordered') === undefined || booleanField(context.body, 'ordered', context.name);
}

function insert(context: CommandContext): Doc {
  const documents = rawList(context, 'documents');
  const collection = collectionForWrite(context);
  let inserted = 0;
  const errors = eachStatement(documents, isOrdered(context), context, (bytes) => {
    context.store.insert(collection, prepareInsert(bytes, context.now));
    inserted += 1;
    if (inserted % 256 === 0) context.checkTime();
  });
  return doc({ n: int(inserted), writeErrors: errors.length > 0 ? errors : undefined });
}

/** A statement that is not understood refuses the whole command, before anything is written. */
function statementsOf(context: CommandContext, name: string, fields: ReadonlySet<string>): readonly Doc[] {
  const statements = docList(context, name);
  for (const statement of statements) {
    checkFields(statement, `${context.name}.${name}`, fields, none);
    checkCollation(statement);
  }
  return statements;
}

const updateFields = setOf('q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort');

function update(context: CommandContext): Doc {
  const statements = statementsOf(context, 'updates', updateFields);
  let collection: Collection | undefined = findCollection(context);
  let matched = 0;
  let modified = 0;
  const upserted: Doc[] = [];
  const errors = eachStatement(statements, isOrdered(context), context, (statement, index) => {
    const change = statement.get('u');
    if (change === undefined) throw required('update.updates.u');
    const multi = booleanField(statement, 'multi', 'update.updates');
    if (multi && statement.has('sort'))
      throw new MongoError('FailedToParse', 'Cannot specify sort with multi=true');
    const parsed = readUpdate(
      {
        filter: asDoc(statement.get('q'), 'update.updates.q'),
        update: change,
        arrayFilters: arrayField(statement, 'arrayFilters', 'update.updates') ?? [],
        multi,
        upsert: booleanField(statement, 'upsert', 'update.updates'),
        sort: statement.get('sort'),
        hint: statement.get('hint'),
      },
      withLet(context, documentField(statement, 'c', 'update.updates')),
    );
    if (!collection) {
      query(parsed.filter);
      if (!parsed.upsert) return;
      collection = collectionForWrite(context);
    }
    const result = runUpdate(context, collection, parsed);
    matched += result.upsertedId === undefined ? result.matched : 1;
    modified += result.modified;
    if (result.upsertedId !== undefined) upserted.push(doc({ index: int(index), _id: result.upsertedId }));
  });
  return doc({
    n: int(matched),
    nModified: int(modified),
    upserted: upserted.length > 0 ? upserted : undefined,
    writeErrors: errors.length > 0 ? errors : undefined,
  });
}

const deleteFields = setOf('q', 'limit', 'hint', 'collation');

function remove(context: CommandContext): Doc {
  const statements = statementsOf(context, 'deletes', deleteFields);
  const collection = findCollection(context);
  let removed = 0;
  const errors = eachStatement(statements, isOrdered(context), context, (statement) => {
    const limit = countField(statement, 'limit', 'delete.deletes');
    if (limit === undefined) throw required('delete.deletes.limit');
    if (limit > 1)
      throw new MongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    removed += removeMatching(
      context,
      collection,
      asDoc(statement.get('q'), 'delete.deletes.q'),
      limit,
      statement.get('hint'),
    );
  });
  return doc({ n: int(removed), writeErrors: errors.length > 0 ? errors : undefined });
}

export function removeMatching(
  context: CommandContext,
  collection: Collection | undefined,
  filter: Doc,
  limit: number,
  hint: Maybe,
  variables = withLet(context),
): number {
  const wanted = query(filter, {
    limit: limit || undefined,
    hint: hintedIndex(collection, hint),
    variables,
    checkTime: context.checkTime,
  });
  if (!collection) return 0;
  const found = find(context.store, collection, wanted);
  for (const row of found) context.store.delete(collection, row);
  return found.length;
}

function findAndModify(context: CommandContext): ValueReply {
  const { body, name } = context;
  checkCollation(body);
  const filter = documentField(body, 'query', name) ?? new Map();
  const change = body.get('update');
  const removing = booleanField(body, 'remove', name);
  const upsert = booleanField(body, 'upsert', name);
  const returnsNew = booleanField(body, 'new', name);
  if (removing === (change !== undefined)) {
    throw new MongoError(
      'FailedToParse',
      removing
        ? 'Cannot specify both an update and remove=true'
        : 'Either an update or remove=true must be specified',
    );
  }
  if (removing && (upsert || returnsNew)) {
    throw new MongoError(
      'FailedToParse',
      `Cannot specify both ${upsert ? 'upsert' : 'new'}=true and remove=true`,
    );
  }
  const variables = withLet(context);
  const project = projector(context, filter);
  if (change === undefined) {
    const collection = findCollection(context);
    const wanted = query(filter, {
      limit: 1,
      sort: parseSort(documentField(body, 'sort', name) ?? new Map()),
      hint: hintedIndex(collection, body.get('hint')),
      variables,
      checkTime: context.checkTime,
    });
    const [found] = collection ? find(context.store, collection, wanted) : [];
    if (collection && found) context.store.delete(collection, found);
    return modified(doc({ n: int(found ? 1 : 0) }), found ? project(found.bytes) : null);
  }
  const statement = readUpdate(
    {
      filter,
      update: change,
      arrayFilters: arrayField(body, 'arrayFilters', name) ?? [],
      multi: false,
      upsert,
      sort: documentField(body, 'sort', name),
      hint: body.get('hint'),
    },
    variables,
  );
  let collection = findCollection(context);
  if (!collection && upsert) collection = collectionForWrite(context);
  if (!collection) return modified(doc({ n: int(0), updatedExisting: false }), null);
  const result = runUpdate(context, collection, statement);
  const outcome = doc({
    n: int(result.upsertedId === undefined ? result.matched : 1),
    updatedExisting: result.matched > 0,
    upserted: result.upsertedId,
  });
  const shown = returnsNew ? result.after : result.before;
  return modified(outcome, shown ? project(shown) : null);
}

function modified(lastErrorObject: Doc, value: Buffer | null): ValueReply {
  return new ValueReply(doc({ lastErrorObject }), value);
}

function projector(context: CommandContext, filter: Doc): (bytes: Buffer) => Buffer {
  const spec = documentField(context.body, 'fields', context.name);
  if (!spec || spec.size === 0) return (bytes) => bytes;
  const variables = withLet(context);
  const projection = compileProjection(spec, variables, true);
  const matches = compileFilter(query(filter).filter, variables);
  return (bytes) => {
    const document = decodeDoc(bytes);
    const position = { index: undefined as number | undefined };
    matches(document, position);
    return encodeDoc(projection(document, position.index));
  };
}

/** Validation rules are refused when a collection is made, so there is nothing to bypass. */
const bypass = 'bypassDocumentValidation';

export const crudCommands: readonly Command[] = [
  {
    names: ['insert'],
    fields: setOf('documents', 'ordered', bypass),
    kind: 'retryable',
    inTransaction: true,
    run: insert,
  },
  {
    names: ['update'],
    fields: setOf('updates', 'ordered', 'let', bypass),
    kind: 'retryable',
    inTransaction: true,
    run: update,
  },
  {
    names: ['delete'],
    fields: setOf('deletes', 'ordered', 'let'),
    kind: 'retryable',
    inTransaction: true,
    run: remove,
  },
  {
    names: ['findAndModify', 'findandmodify'],
    fields: setOf(
      'query',
      'sort',
      'remove',
      'update',
      'new',
      'fields',
      'upsert',
      'arrayFilters',
      'hint',
      'let',
      'collation',
      bypass,
    ),
    kind: 'retryable',
    inTransaction: true,
    run: findAndModify,
  },
];
