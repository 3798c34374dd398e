import { compileStages, readStages } from '../aggregate/pipeline.ts';
import { type Doc, isDoc, Timestamp, type Value } from '../bson/values.ts';
import type { CommandContext } from '../commands/command.ts';
import { arrayField, checkFields } from '../commands/fields.ts';
import { withLet } from '../commands/variables.ts';
import { MongoError, notSupported } from '../errors.ts';
import { ChangeSource, type Scope } from './source.ts';
import { type Place, placeOf } from './token.ts';

const fields = new Set([
  'fullDocument',
  'resumeAfter',
  'startAfter',
  'startAtOperationTime',
  'allChangesForCluster',
  'fullDocumentBeforeChange',
  'showExpandedEvents',
]);
const streamStages = new Set([
  '$match',
  '$project',
  '$addFields',
  '$set',
  '$unset',
  '$replaceRoot',
  '$replaceWith',
]);

/** Opens a change stream on a collection, a database or everything, from now or from where a token points. */
export function openChangeStream(context: CommandContext, coll: string | undefined): ChangeSource {
  if (context.transaction) {
    throw new MongoError(
      'OperationNotSupportedInTransaction',
      '$changeStream cannot be used in a transaction',
    );
  }
  const [first, ...rest] = arrayField(context.body, 'pipeline', 'aggregate') ?? [];
  const spec = isDoc(first) ? first.get('$changeStream') : undefined;
  if (!isDoc(spec)) throw new MongoError(50808, '$changeStream stage expects a document as argument');
  checkFields(spec, '$changeStream', fields, new Set());
  const stages = readStages(rest);
  for (const [name] of stages) {
    if (!streamStages.has(name)) {
      throw new MongoError('InvalidOptions', `${name} is not permitted in a $changeStream pipeline`);
    }
  }
  const variables = withLet(context);
  const { engine } = context;
  // Recording may begin now, which is a write.
  if (!engine.journal.isRecording) engine.commit.begin();
  const start = startOf(context, spec);
  if (!engine.journal.require(start.timestamp)) {
    throw new MongoError(
      'ChangeStreamHistoryLost',
      'Resume of change stream was not possible, as the resume point may no longer be in the oplog.',
      { labels: ['NonResumableChangeStreamError'] },
    );
  }
  const run = compileStages(stages, variables, undefined);
  return new ChangeSource(engine, scopeOf(context, coll, spec), start, {
    looksUp: looksUp(spec),
    transform: (event) => run([event], variables),
  });
}

function scopeOf(context: CommandContext, coll: string | undefined, spec: Doc): Scope {
  if (spec.get('allChangesForCluster') !== true) return { db: context.db, coll };
  if (context.db !== 'admin' || coll !== undefined) {
    throw new MongoError(
      'InvalidOptions',
      'A $changeStream with "allChangesForCluster:true" may only be opened on the "admin" database',
    );
  }
  return { db: undefined, coll: undefined };
}

function looksUp(spec: Doc): boolean {
  if ((spec.get('fullDocumentBeforeChange') ?? 'off') !== 'off')
    throw notSupported('fullDocumentBeforeChange');
  if ((spec.get('showExpandedEvents') ?? false) !== false) throw notSupported('showExpandedEvents');
  const mode: Value = spec.get('fullDocument') ?? 'default';
  if (mode === 'default') return false;
  if (mode === 'updateLookup') return true;
  if (mode === 'whenAvailable' || mode === 'required') throw notSupported(`fullDocument: ${mode}`);
  throw new MongoError(
    'BadValue',
    `Enumeration value '${String(mode)}' for field '$changeStream.fullDocument' is not a valid value.`,
  );
}

function startOf(context: CommandContext, spec: Doc): Place {
  const given = ['resumeAfter', 'startAfter', 'startAtOperationTime'].filter((name) => spec.has(name));
  if (given.length > 1)
    throw new MongoError(
      50865,
      `Do not specify more than one of ${given.join(', ')} in a $changeStream stage.`,
    );
  const time = spec.get('startAtOperationTime');
  if (time !== undefined) {
    if (!(time instanceof Timestamp))
      throw new MongoError(
        'TypeMismatch',
        "BSON field '$changeStream.startAtOperationTime' must be a timestamp",
      );
    return { timestamp: time.value - 1n, invalidates: false };
  }
  const token = spec.get('resumeAfter') ?? spec.get('startAfter');
  if (token === undefined) return { timestamp: context.engine.journal.lastTimestamp, invalidates: false };
  const place = placeOf(token);
  if (place.invalidates && spec.has('resumeAfter')) {
    throw new MongoError(
      'InvalidOptions',
      "Attempting to resume a change stream using 'resumeAfter' is not allowed from an invalidate notification.",
    );
  }
  return place;
}
