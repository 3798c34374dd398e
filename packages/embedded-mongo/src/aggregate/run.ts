import { equal } from '../bson/compare.ts';
import { encodeDoc } from '../bson/encode.ts';
import { type Doc, doc, int, isDoc, type Value } from '../bson/values.ts';
import { type Filter, parseFilter } from '../query/filter.ts';
import { count, find, type Query } from '../query/scan.ts';
import { parseSort } from '../query/sort.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Variables } from './expressions/environment.ts';
import { compileStages, readStages } from './pipeline.ts';
import type { Reading } from './stage.ts';
import { countName, stageCount } from './stages/order.ts';

/** The head of a pipeline that storage can do, and the stages after it. */
export interface SplitPipeline {
  readonly query: Query;
  readonly rest: [string, Value][];
}

/** Runs a pipeline on a collection. Documents that no stage changes come out as they are stored. */
export function runPipeline(
  collection: Collection | undefined,
  pipeline: Value,
  variables: Variables,
  reading: Reading,
  hint: Query['hint'],
): Uint8Array[] {
  const stages = readStages(pipeline);
  // Compiled also when storage does all the work: what is wrong in a pipeline is wrong on an empty collection too.
  const checked = compileStages(stages, variables, reading);
  const { query, rest } = splitPipeline(stages, variables, reading, hint);
  if (!collection) return checked([], variables).map(encodeDoc);
  const counted = countOnly(rest);
  if (counted) {
    const n = count(reading.store, collection, query);
    return n === 0 ? [] : [encodeDoc(counted(n))];
  }
  const found = find(reading.store, collection, query);
  if (rest.length === 0) return found.map((row) => row.bytes);
  const run = compileStages(rest, variables, reading);
  return run(
    found.map((row) => row.document),
    variables,
  ).map(encodeDoc);
}

/** `$match`es, then `$sort`, `$skip` and `$limit` in an order that a query has, are taken off the front. */
export function splitPipeline(
  stages: readonly [string, Value][],
  variables: Variables,
  reading: Reading,
  hint: Query['hint'],
): SplitPipeline {
  const rest = [...stages];
  const filters: Filter[] = [];
  while (rest[0]?.[0] === '$match') filters.push(parseFilter(rest.shift()?.[1] as Doc));
  const sort = rest[0]?.[0] === '$sort' && isDoc(rest[0][1]) ? parseSort(rest.shift()?.[1] as Doc) : [];
  const skip = rest[0]?.[0] === '$skip' ? stageCount(rest.shift()?.[1] as Value, '$skip', 0, 5107200) : 0;
  const limit =
    rest[0]?.[0] === '$limit' ? stageCount(rest.shift()?.[1] as Value, '$limit', 1, 15958) : undefined;
  const [only] = filters;
  const filter: Filter = filters.length === 1 && only ? only : { kind: 'and', filters };
  return { query: { filter, sort, skip, limit, hint, variables, checkTime: reading.checkTime }, rest };
}

/** `$count`, and the `$group` that drivers count documents with, need no documents. */
function countOnly(rest: readonly [string, Value][]): ((n: number) => Doc) | undefined {
  const [first] = rest;
  if (!first || rest.length > 1) return undefined;
  const [name, spec] = first;
  if (name === '$count') return (n) => doc({ [countName(spec)]: int(n) });
  if (name !== '$group' || !isDoc(spec) || spec.size !== 2) return undefined;
  const [id, field] = [...spec];
  if (!id || !field || id[0] !== '_id' || typeof id[1] === 'string' || Array.isArray(id[1]) || isDoc(id[1]))
    return undefined;
  const [output, accumulator] = field;
  if (!isDoc(accumulator) || accumulator.size !== 1 || !equal(accumulator.get('$sum'), int(1)))
    return undefined;
  return (n) => doc({ _id: id[1], [output]: int(n) });
}
