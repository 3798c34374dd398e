import { compare } from '../../bson/compare.ts';
import { hashKey } from '../../bson/order-key.ts';
import { type Doc, int, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { type AccumulatorFactory, compileAccumulator } from '../accumulators.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Variables } from '../expressions/environment.ts';
import type { Stage, StageCompiler } from '../stage.ts';

interface Group {
  readonly id: Value;
  readonly accumulators: ReturnType<AccumulatorFactory>[];
}

export const group: StageCompiler = (spec, variables) => {
  if (!isDoc(spec)) throw new MongoError(15947, "a group's fields must be specified in an object");
  const by = spec.get('_id');
  if (by === undefined) throw new MongoError(15955, 'a group specification must include an _id');
  const id = compileExpression(by, variables);
  return grouping((root, current) => id({ root, variables: current }), outputs(spec, variables));
};

function outputs(spec: Doc, variables: Variables): [string, AccumulatorFactory][] {
  const out: [string, AccumulatorFactory][] = [];
  for (const [name, value] of spec) {
    if (name === '_id') continue;
    if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`);
    out.push([name, compileAccumulator(name, value, variables)]);
  }
  return out;
}

function grouping(
  idOf: (document: Doc, variables: Variables) => Maybe,
  fields: [string, AccumulatorFactory][],
): Stage {
  return (documents, variables) => {
    const groups = new Map<string, Group>();
    for (const root of documents) {
      const id = idOf(root, variables) ?? null;
      const key = hashKey(id);
      let known = groups.get(key);
      if (!known) {
        known = { id, accumulators: fields.map(([, create]) => create()) };
        groups.set(key, known);
      }
      for (const accumulator of known.accumulators) accumulator.add({ root, variables });
    }
    return Array.from(groups.values(), ({ id, accumulators }) => {
      const out: Doc = new Map([['_id', id]]);
      for (const [i, [name]] of fields.entries()) {
        const value = accumulators[i]?.result();
        if (value !== undefined) out.set(name, value);
      }
      return out;
    });
  };
}

export const bucket: StageCompiler = (spec, variables) => {
  if (!isDoc(spec)) throw new MongoError(40201, 'Argument to $bucket stage must be an object');
  for (const name of spec.keys()) {
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(name)) {
      throw new MongoError(40197, `Unrecognized option to $bucket: ${name}.`);
    }
  }
  const by = spec.get('groupBy');
  const boundaries = spec.get('boundaries');
  if (by === undefined || !Array.isArray(boundaries)) {
    throw new MongoError(40198, '$bucket requires groupBy and boundaries to be specified.');
  }
  if (boundaries.length < 2)
    throw new MongoError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  for (let i = 1; i < boundaries.length; i++) {
    if (compare(boundaries[i - 1], boundaries[i]) >= 0)
      throw new MongoError(40194, "The 'boundaries' option to $bucket must be sorted");
  }
  const otherwise = spec.get('default');
  const output = spec.get('output');
  const counted: Doc = new Map([['count', new Map<string, Value>([['$sum', int(1)]])]]);
  const fields = outputs(isDoc(output) ? output : counted, variables);
  const value = compileExpression(by, variables);
  const bucketOf = (root: Doc, current: Variables): Maybe => {
    const found = value({ root, variables: current }) ?? null;
    for (let i = boundaries.length - 2; i >= 0; i--) {
      if (compare(found, boundaries[i]) >= 0) {
        if (compare(found, boundaries[i + 1]) < 0) return boundaries[i];
        break;
      }
    }
    if (otherwise !== undefined) return otherwise;
    throw new MongoError(
      40066,
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
  const grouped = grouping(bucketOf, fields);
  return (documents, current) =>
    grouped(documents, current).sort((a, b) => compare(a.get('_id'), b.get('_id')));
};
