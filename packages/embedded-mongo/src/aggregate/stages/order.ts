import { toDouble } from '../../bson/arithmetic.ts';
import { isNumber } from '../../bson/types.ts';
import { doc, int, isDoc, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { parseSort, sortBy } from '../../query/sort.ts';
import type { StageCompiler } from '../stage.ts';
import { group } from './group.ts';

export function stageCount(spec: Value, name: string, least: number, code: number): number {
  const number = isNumber(spec) ? toDouble(spec) : Number.NaN;
  if (!Number.isInteger(number) || number < least) {
    throw new MongoError(
      code,
      `invalid argument to ${name} stage: Expected a ${least > 0 ? 'positive' : 'non-negative'} number`,
    );
  }
  return number;
}

export const sort: StageCompiler = (spec) => {
  if (!isDoc(spec)) throw new MongoError(15973, 'the $sort key specification must be an object');
  if (spec.size === 0) throw new MongoError(15976, '$sort stage must have at least one sort key');
  const parts = parseSort(spec);
  return (documents) => sortBy(documents, (document) => document, parts);
};

export const limit: StageCompiler = (spec) => {
  const most = stageCount(spec, '$limit', 1, 15958);
  return (documents) => (documents.length > most ? documents.slice(0, most) : documents);
};

export const skip: StageCompiler = (spec) => {
  const number = stageCount(spec, '$skip', 0, 5107200);
  return (documents) => documents.slice(number);
};

export const sample: StageCompiler = (spec) => {
  const size = isDoc(spec) && spec.size === 1 ? spec.get('size') : undefined;
  if (size === undefined) throw new MongoError(28749, '$sample stage must specify a size');
  const wanted = stageCount(size, '$sample', 1, 28747);
  return (documents) => {
    const pool = [...documents];
    const taken = Math.min(wanted, pool.length);
    for (let i = 0; i < taken; i++) {
      const j = i + Math.floor(Math.random() * (pool.length - i));
      const chosen = pool[j];
      const other = pool[i];
      if (chosen && other) {
        pool[i] = chosen;
        pool[j] = other;
      }
    }
    return pool.slice(0, taken);
  };
};

export function countName(spec: Value): string {
  if (typeof spec !== 'string' || spec === '')
    throw new MongoError(40156, 'the count field must be a non-empty string');
  if (spec.startsWith('$')) throw new MongoError(40158, 'the count field cannot be a $-prefixed path');
  if (spec.includes('.')) throw new MongoError(40160, "the count field cannot contain '.'");
  return spec;
}

export const count: StageCompiler = (spec) => {
  const name = countName(spec);
  return (documents) => (documents.length === 0 ? [] : [doc({ [name]: int(documents.length) })]);
};

export const sortByCount: StageCompiler = (spec, variables, reading, compile) => {
  if (typeof spec === 'string' ? !spec.startsWith('$') : !isDoc(spec)) {
    throw new MongoError(
      40149,
      'the sortByCount field must be a $-prefixed path or an expression in an object',
    );
  }
  const grouped = group(doc({ _id: spec, count: doc({ $sum: int(1) }) }), variables, reading, compile);
  const sorted = sort(doc({ count: int(-1) }), variables, reading, compile);
  return (documents, current) => sorted(grouped(documents, current), current);
};
