import { type Doc, isDoc, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import type { Variables } from './expressions/environment.ts';
import type { Reading, Stage, StageCompiler } from './stage.ts';
import { addFields, match, project, replaceRoot, replaceWith, unset } from './stages/document.ts';
import { bucket, group } from './stages/group.ts';
import { facet, lookup, unionWith } from './stages/joins.ts';
import { count, limit, sample, skip, sort, sortByCount } from './stages/order.ts';
import { unwind } from './stages/unwind.ts';

const stages: Readonly<Record<string, StageCompiler>> = {
  $match: match,
  $project: project,
  $set: addFields,
  $addFields: addFields,
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith,
  $unwind: unwind,
  $group: group,
  $bucket: bucket,
  $sort: sort,
  $limit: limit,
  $skip: skip,
  $sample: sample,
  $count: count,
  $sortByCount: sortByCount,
  $lookup: lookup,
  $unionWith: unionWith,
  $facet: facet,
};

/** What MongoDB has and this server has not. `$out` and `$merge` are the command's, at the end of a pipeline. */
const unsupported = new Set([
  '$bucketAuto',
  '$collStats',
  '$currentOp',
  '$densify',
  '$documents',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$indexStats',
  '$listLocalSessions',
  '$listSessions',
  '$merge',
  '$out',
  '$planCacheStats',
  '$redact',
  '$search',
  '$searchMeta',
  '$setWindowFields',
  '$changeStreamSplitLargeEvent',
  '$vectorSearch',
]);

const updateStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/** The name and the operand of each stage. @throws MongoError 40324 for stages that MongoDB does not know either */
export function readStages(pipeline: Value): [string, Value][] {
  if (!Array.isArray(pipeline))
    throw new MongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  return pipeline.map((stage) => {
    if (!isDoc(stage))
      throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    const [first] = stage;
    if (stage.size !== 1 || !first)
      throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
    const [name] = first;
    if (unsupported.has(name)) throw notSupported(`the aggregation stage ${name}`);
    if (name === '$changeStream')
      throw new MongoError(40602, '$changeStream is only valid as the first stage in a pipeline.');
    if (!Object.hasOwn(stages, name))
      throw new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return first;
  });
}

export function compileStages(
  list: readonly [string, Value][],
  variables: Variables,
  reading: Reading | undefined,
): Stage {
  const compile = (pipeline: Value, names: Variables) => compileStages(readStages(pipeline), names, reading);
  const compiled = list.map(([name, spec]) =>
    (stages[name] as StageCompiler)(spec, variables, reading, compile),
  );
  return (documents, current) => {
    let out = documents;
    for (const stage of compiled) {
      out = stage(out, current);
      reading?.checkTime();
    }
    return out;
  };
}

/** The stages of a pipeline that is an update. */
export function compileUpdateStages(
  pipeline: readonly Value[],
  variables: Variables,
): (document: Doc) => Doc {
  const list = readStages([...pipeline]);
  for (const [name] of list) {
    if (!updateStages.has(name))
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
  }
  const run = compileStages(list, variables, undefined);
  return (document) => run([document], variables)[0] ?? document;
}
