import { toDouble } from '../bson/arithmetic.ts';
import { compare, equal } from '../bson/compare.ts';
import { format } from '../bson/format.ts';
import { hashKey } from '../bson/order-key.ts';
import { isNumber, typeName } from '../bson/types.ts';
import { type Doc, isDoc, type Maybe, Regex, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { isOperators } from '../query/filter.ts';
import { compileMatcher, compileValueMatcher } from '../query/matcher.ts';
import { sortComparator } from '../query/sort.ts';

type Change = (value: Maybe, where: { document: Doc; path: string }) => Maybe;
export type ArrayOperator = (operand: Value, path: string) => Change;

function arrayAt(value: Maybe, where: { document: Doc; path: string }): Value[] {
  if (Array.isArray(value)) return value;
  const name = where.path.split('.').at(-1);
  throw new MongoError(
    'BadValue',
    `The field '${name}' must be an array but is of type ${typeName(value)} in document {_id: ${format(where.document.get('_id') ?? null)}}`,
  );
}

function integer(value: Maybe, what: string): number {
  const number = isNumber(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new MongoError(
      'BadValue',
      `The value for ${what} must be an integer value but was given type: ${typeName(value)}`,
    );
  }
  return number;
}

function eachOf(operand: Doc, name: string): Value[] {
  const each = operand.get('$each');
  if (!Array.isArray(each)) {
    throw new MongoError(
      'TypeMismatch',
      `The argument to $each in ${name} must be an array but it was of type: ${typeName(each)}`,
    );
  }
  return each;
}

function sorter(by: Value): (a: Value, b: Value) => number {
  if (isDoc(by)) {
    if (by.size === 0)
      throw new MongoError('BadValue', 'The $sort pattern is empty when it should be a set of fields.');
    const comparator = sortComparator(by);
    return (a, b) => comparator(isDoc(a) ? a : new Map(), isDoc(b) ? b : new Map());
  }
  const direction = isNumber(by) ? toDouble(by) : 0;
  if (direction !== 1 && direction !== -1) {
    throw new MongoError('BadValue', 'The $sort element value must be either 1 or -1');
  }
  return (a, b) => direction * compare(a, b);
}

const push: ArrayOperator = (operand) => {
  if (!isDoc(operand) || !operand.has('$each')) return (value, where) => [...startOf(value, where), operand];
  for (const name of operand.keys()) {
    if (!['$each', '$slice', '$sort', '$position'].includes(name)) {
      throw new MongoError('BadValue', `Unrecognized clause in $push: ${name}`);
    }
  }
  const added = eachOf(operand, '$push');
  const slice = operand.has('$slice') ? integer(operand.get('$slice'), '$slice') : undefined;
  const position = operand.has('$position') ? integer(operand.get('$position'), '$position') : undefined;
  const by = operand.get('$sort');
  const order = by === undefined ? undefined : sorter(by);
  return (value, where) => {
    const array = [...startOf(value, where)];
    array.splice(position === undefined ? array.length : position, 0, ...added);
    if (order) array.sort(order);
    if (slice === undefined) return array;
    if (slice === 0) return [];
    return slice < 0 ? array.slice(slice) : array.slice(0, slice);
  };
};

function startOf(value: Maybe, where: { document: Doc; path: string }): Value[] {
  return value === undefined ? [] : arrayAt(value, where);
}

const addToSet: ArrayOperator = (operand) => {
  let added: Value[] = [operand];
  if (isDoc(operand) && operand.has('$each')) {
    for (const name of operand.keys()) {
      if (name !== '$each')
        throw new MongoError('BadValue', `Found unexpected fields after $each in $addToSet: ${name}`);
    }
    added = eachOf(operand, '$addToSet');
  }
  return (value, where) => {
    const array = startOf(value, where);
    const known = new Set(array.map(hashKey));
    const fresh = added.filter((element) => {
      const key = hashKey(element);
      if (known.has(key)) return false;
      known.add(key);
      return true;
    });
    if (value !== undefined && fresh.length === 0) return undefined;
    return [...array, ...fresh];
  };
};

const pop: ArrayOperator = (operand) => {
  const end = isNumber(operand) ? toDouble(operand) : Number.NaN;
  if (end !== 1 && end !== -1) {
    throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${format(operand)}`);
  }
  return (value, where) => {
    if (value === undefined) return undefined;
    const array = arrayAt(value, where);
    return end === 1 ? array.slice(0, -1) : array.slice(1);
  };
};

/** A document without operators is a filter for elements that are documents; anything else is put to the element. */
function pullCondition(operand: Value): (element: Value) => boolean {
  if (isDoc(operand) && !isOperators(operand)) {
    const matches = compileMatcher(operand);
    return (element) => isDoc(element) && matches(element);
  }
  if (operand instanceof Regex || isOperators(operand)) return compileValueMatcher(operand);
  return (element) => equal(element, operand);
}

function without(array: Value[], remove: (element: Value) => boolean): Maybe {
  const kept = array.filter((element) => !remove(element));
  return kept.length === array.length ? undefined : kept;
}

const pull: ArrayOperator = (operand) => {
  const remove = pullCondition(operand);
  return (value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw new MongoError('BadValue', 'Cannot apply $pull to a non-array value');
    return without(value, remove);
  };
};

const pullAll: ArrayOperator = (operand) => {
  if (!Array.isArray(operand)) {
    throw new MongoError(
      'BadValue',
      `$pullAll requires an array argument but was given a ${typeName(operand)}`,
    );
  }
  const keys = new Set(operand.map(hashKey));
  return (value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw new MongoError('BadValue', 'Cannot apply $pullAll to a non-array value');
    return without(value, (element) => keys.has(hashKey(element)));
  };
};

export const arrayOperators = { push, addToSet, pop, pull, pullAll };
