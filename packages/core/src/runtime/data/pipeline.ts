import { DataError } from './errors.ts';
import { checkAccumulator, checkExpression, checkMatch, type Refuse } from './expressions.ts';
import { checkFilter, isPlain, type Row } from './filter.ts';
import { ruleField } from './indexes.ts';

const mostStages = 50;
const deepest = 3;
const largestSample = 1_000;

/** What a pipeline of one guild may reach. */
export interface PipelineScope {
  readonly guildId: string;
  /** The fields of the collection that it begins with. */
  readonly fields: ReadonlySet<string>;
  /** Where a declared collection of the same plugin is kept, and its fields; `undefined` for every other name. */
  readonly collection: (
    name: string,
  ) => { readonly stored: string; readonly fields: ReadonlySet<string> } | undefined;
}

interface Walk {
  readonly scope: PipelineScope;
  readonly where: string;
  readonly depth: number;
  readonly count: { stages: number };
}

type StageCheck = (operand: unknown, walk: Walk, refuse: Refuse) => unknown;

/**
 * A plugin's pipeline as the database gets it: a copy, of allow-listed stages and operators.
 *
 * It begins with the guild's own documents, and goes on with the host's own fields, and so the guild in `_id`, taken away: what follows works on
 * documents that hold nothing but the plugin's declared fields, whatever it is. The same goes for each joined collection.
 *
 * @throws `DataError` `PIPELINE_REFUSED`
 */
export function guildPipeline(pipeline: unknown, scope: PipelineScope): Row[] {
  const walk: Walk = { scope, where: '', depth: 0, count: { stages: 0 } };
  return within(scope.guildId, checkStages(pipeline, walk), scope.fields);
}

/** Stages over a whole collection, made to see one guild's documents, without `_id`. */
function within(guildId: string, stages: readonly Row[], fields: ReadonlySet<string>): Row[] {
  const rest = [...stages];
  const head: Row[] = [{ $match: { '_id.g': guildId } }];
  // What can't see `_id` anyway goes first: there the database can use an index.
  while (rest[0] && onFieldsOnly(rest[0], fields)) head.push(...rest.splice(0, 1));
  return [...head, { $unset: ['_id', ruleField] }, ...rest];
}

function onFieldsOnly(stage: Row, fields: ReadonlySet<string>): boolean {
  const { $match, $sort, $limit, $skip } = stage;
  if ($limit !== undefined || $skip !== undefined) return true;
  if (isPlain($sort)) return Object.keys($sort).every((path) => fields.has(path));
  if (!isPlain($match)) return false;
  try {
    checkFilter($match, fields);
    return true;
  } catch {
    return false;
  }
}

function checkStages(pipeline: unknown, walk: Walk): Row[] {
  if (!Array.isArray(pipeline)) {
    throw new DataError('PIPELINE_REFUSED', `${walk.where || 'A pipeline'} is a list of stages.`);
  }
  return Array.from(pipeline as readonly unknown[], (stage, i) => {
    const [first, ...more] = isPlain(stage)
      ? Object.entries(stage).filter(([, operand]) => operand !== undefined)
      : [];
    const where = `${walk.where}Stage ${i + 1}${first ? ` (${first[0]})` : ''}`;
    const refuse: Refuse = (why, remedy) =>
      new DataError('PIPELINE_REFUSED', `${where} can't be used: ${why}. ${remedy}`);
    if (!first || more.length > 0)
      throw refuse('a stage is an object with one operator', 'Split it into several stages.');
    const [name, operand] = first;
    const check = Object.hasOwn(stages, name) ? stages[name] : undefined;
    if (!check) throw refuse('plugins have no such stage', insteadOf(name));
    if (++walk.count.stages > mostStages) {
      throw refuse(`there are more than ${mostStages} stages`, 'Compute a part of it in the plugin.');
    }
    return { [name]: check(operand, { ...walk, where: `${where}: ` }, refuse) };
  });
}

const expression: StageCheck = (operand, _walk, refuse) => checkExpression(operand, refuse);
const fields: StageCheck = (operand, _walk, refuse) => {
  if (!isPlain(operand) || Object.keys(operand).some((name) => name.startsWith('$'))) {
    throw refuse('it takes fields', 'Write { field: expression }.');
  }
  return checkExpression(operand, refuse);
};
const wholeNumber: StageCheck = (operand, _walk, refuse) => {
  if (Number.isSafeInteger(operand) && Number(operand) >= 0) return operand;
  throw refuse('it takes a whole number', 'Write 10.');
};
const text: StageCheck = (operand, _walk, refuse) => {
  if (typeof operand === 'string') return operand;
  throw refuse('it takes a text', "Write 'name'.");
};

const stages: Readonly<Record<string, StageCheck>> = {
  $match: (operand, _walk, refuse) => checkMatch(operand, refuse),
  $project: fields,
  $set: fields,
  $addFields: fields,
  $unset: (operand, walk, refuse) =>
    Array.isArray(operand) ? operand.map((path) => text(path, walk, refuse)) : text(operand, walk, refuse),
  $replaceRoot: fields,
  $replaceWith: expression,
  $unwind: (operand, _walk, refuse) => {
    const { path, includeArrayIndex, preserveNullAndEmptyArrays, ...unknown }: Row = isPlain(operand)
      ? operand
      : { path: operand };
    if (typeof path !== 'string' || Object.keys(unknown).length > 0) {
      throw refuse('it takes a path', "Write '$field', or { path: '$field' }.");
    }
    return {
      path,
      ...(typeof includeArrayIndex === 'string' ? { includeArrayIndex } : {}),
      ...(preserveNullAndEmptyArrays === true ? { preserveNullAndEmptyArrays } : {}),
    };
  },
  $group: (operand, _walk, refuse) => {
    if (!isPlain(operand) || operand._id === undefined) {
      throw refuse('it takes `_id` and accumulators', 'Write { _id: null, … } for a single group.');
    }
    const { _id, ...others } = operand;
    return { _id: checkExpression(_id, refuse), ...accumulated(others, refuse) };
  },
  $bucket: (operand, _walk, refuse) => {
    if (!isPlain(operand)) throw refuse('it takes groupBy and boundaries', 'See MongoDB’s manual.');
    const { output, ...others } = operand;
    if (output !== undefined && !isPlain(output))
      throw refuse('`output` takes accumulators', 'Write { total: { $sum: 1 } }.');
    return {
      ...(checkExpression(others, refuse) as Row),
      ...(output === undefined ? {} : { output: accumulated(output, refuse) }),
    };
  },
  $sort: (operand, _walk, refuse) => {
    const order = isPlain(operand) ? Object.entries(operand) : [];
    if (
      order.length === 0 ||
      order.some(([path, way]) => path.startsWith('$') || (way !== 1 && way !== -1))
    ) {
      throw refuse('it takes fields with 1 or -1', 'Write { field: -1 }.');
    }
    return Object.fromEntries(order);
  },
  $limit: wholeNumber,
  $skip: wholeNumber,
  $sample: (operand, walk, refuse) => {
    const { size } = isPlain(operand) ? operand : {};
    if (Number(wholeNumber(size, walk, refuse)) <= largestSample) return { size };
    throw refuse('the sample is too large', `Take at most ${largestSample}.`);
  },
  $count: text,
  $sortByCount: expression,
  $facet: (operand, walk, refuse) => {
    if (!isPlain(operand)) throw refuse('it takes named pipelines', 'Write { name: [stages] }.');
    return Object.fromEntries(
      Object.entries(operand).map(([name, pipeline]) => {
        const inner = nested(pipeline, walk, name, refuse);
        if (inner.some((stage) => Object.hasOwn(stage, '$facet'))) {
          throw refuse('a $facet holds no other', 'Put its pipelines side by side.');
        }
        return [name, inner];
      }),
    );
  },
  $lookup: (operand, walk, refuse) => {
    if (!isPlain(operand)) throw refuse('it takes { from, as, … }', 'See the guide "Data".');
    const { from, as, localField, foreignField, let: variables, pipeline, ...unknown } = operand;
    for (const name of Object.keys(unknown)) throw refuse(`it has no "${name}"`, 'See the guide "Data".');
    const joined = declared(from, walk, refuse);
    for (const [name, value] of Object.entries({ as, localField, foreignField })) {
      if (value !== undefined && typeof value !== 'string')
        throw refuse(`"${name}" is a text`, 'Write a path.');
    }
    if (typeof foreignField === 'string' && !joined.fields.has(foreignField.split('.')[0] ?? '')) {
      throw refuse(
        `"${foreignField}" is not a field of "${String(from)}"`,
        'Join by a field that it declares.',
      );
    }
    if (variables !== undefined && !isPlain(variables))
      throw refuse('"let" takes variables', 'Write { name: expression }.');
    const inner = pipeline === undefined ? [] : nested(pipeline, walk, String(from), refuse);
    return {
      from: joined.stored,
      as,
      ...(localField === undefined ? {} : { localField }),
      ...(foreignField === undefined ? {} : { foreignField }),
      ...(variables === undefined ? {} : { let: checkExpression(variables, refuse) }),
      pipeline: within(walk.scope.guildId, inner, joined.fields),
    };
  },
  $unionWith: (operand, walk, refuse) => {
    const { coll, pipeline, ...unknown }: Row = isPlain(operand) ? operand : { coll: operand };
    for (const name of Object.keys(unknown)) throw refuse(`it has no "${name}"`, 'Write { coll, pipeline }.');
    const joined = declared(coll, walk, refuse);
    const inner = pipeline === undefined ? [] : nested(pipeline, walk, String(coll), refuse);
    return { coll: joined.stored, pipeline: within(walk.scope.guildId, inner, joined.fields) };
  },
};

function accumulated(fieldsOf: Row, refuse: Refuse): Row {
  return Object.fromEntries(
    Object.entries(fieldsOf).map(([name, accumulator]) => {
      if (name.startsWith('$')) throw refuse(`"${name}" is not a field`, 'Name what the accumulator makes.');
      return [name, checkAccumulator(accumulator, refuse)];
    }),
  );
}

function nested(pipeline: unknown, walk: Walk, name: string, refuse: Refuse): Row[] {
  if (walk.depth === deepest) throw refuse('pipelines are nested too deeply', `Nest at most ${deepest}.`);
  return checkStages(pipeline, { ...walk, where: `${walk.where}${name}: `, depth: walk.depth + 1 });
}

function declared(name: unknown, { scope }: Walk, refuse: Refuse) {
  const found = typeof name === 'string' ? scope.collection(name) : undefined;
  if (found) return found;
  throw refuse(
    `${typeof name === 'string' ? `"${name}"` : 'that'} is not a collection of this plugin`,
    'Join collections that the contract declares under `data`; ask other plugins through their services.',
  );
}

function insteadOf(name: string): string {
  if (name === '$out' || name === '$merge')
    return 'A pipeline only reads: write what it gives with insertMany or updateOne.';
  if (name === '$graphLookup') return 'Use $lookup, or read level by level.';
  return 'The guide "Data" lists those that there are.';
}
