import { runPipeline } from '../aggregate/run.ts';
import { isDoc } from '../bson/values.ts';
import { openChangeStream } from '../changes/open.ts';
import { MongoError } from '../errors.ts';
import { hintedIndex } from '../query/scan.ts';
import { CursorReply } from '../wire/reply.ts';
import { ListSource } from '../worker/cursors.ts';
import type { Command, CommandContext } from './command.ts';
import { checkCollation, checkFields, countField, documentField, setOf } from './fields.ts';
import { checkDatabaseName, checkNamespace } from './namespace.ts';
import { withLet } from './variables.ts';

const cursorFields = setOf('batchSize');
const none: ReadonlySet<string> = new Set();

function aggregate(context: CommandContext): CursorReply {
  const { body, name, db, engine } = context;
  checkCollation(body);
  const cursor = documentField(body, 'cursor', name);
  if (!cursor) {
    throw new MongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  checkFields(cursor, 'aggregate.cursor', cursorFields, none);
  const target = body.get('aggregate');
  const coll = typeof target === 'string' ? target : undefined;
  if (coll === undefined) checkDatabaseName(db);
  else checkNamespace(db, coll);
  const namespace = `${db}.${coll ?? '$cmd.aggregate'}`;
  const pipeline = body.get('pipeline') ?? null;
  const options = {
    batchSize: countField(cursor, 'batchSize', name),
    session: context.session,
    transaction: context.transaction?.number,
  };
  const [first] = Array.isArray(pipeline) ? pipeline : [];
  if (isDoc(first) && first.has('$changeStream')) {
    const source = openChangeStream(context, coll);
    const { id, batch } = engine.cursors.first(source, namespace, { ...options, keepsAlive: false });
    return new CursorReply(id, namespace, 'firstBatch', batch.documents, batch.more);
  }
  if (coll === undefined) {
    throw new MongoError(
      'InvalidNamespace',
      'Invalid namespace specified: a pipeline without a collection must start with $changeStream here',
    );
  }
  const collection = engine.catalog.find(db, coll);
  const reading = { store: context.store, catalog: engine.catalog, db, checkTime: context.checkTime };
  const hint = hintedIndex(collection, body.get('hint'));
  const documents = runPipeline(collection, pipeline, withLet(context), reading, hint);
  const { id, batch } = engine.cursors.first(new ListSource(documents), namespace, options);
  return new CursorReply(id, namespace, 'firstBatch', batch.documents);
}

export const aggregateCommand: Command = {
  names: ['aggregate'],
  fields: setOf('pipeline', 'cursor', 'allowDiskUse', 'hint', 'let', 'collation', 'bypassDocumentValidation'),
  refused: setOf('explain'),
  // Opening a change stream may start the record of changes.
  kind: 'read',
  inTransaction: true,
  run: aggregate,
};
