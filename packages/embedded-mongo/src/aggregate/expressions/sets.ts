import { compare } from '../../bson/compare.ts';
import { hashKey } from '../../bson/order-key.ts';
import { typeName } from '../../bson/types.ts';
import type { Maybe, Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { truthy } from '../../query/filter.ts';
import { unary, variadic } from './arguments.ts';
import { isNullish, type Operators } from './environment.ts';

function array(value: Maybe, name: string, code: number): Value[] {
  if (!Array.isArray(value))
    throw new MongoError(
      code,
      `All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`,
    );
  return value;
}

/** Without doubles, in MongoDB's order: a set has no order of its own. */
function asSet(values: Iterable<Value>): Value[] {
  const known = new Map<string, Value>();
  for (const value of values) {
    const key = hashKey(value);
    if (!known.has(key)) known.set(key, value);
  }
  return [...known.values()].sort(compare);
}

function keys(values: readonly Value[]): Set<string> {
  return new Set(values.map(hashKey));
}

export const setOperators: Operators = {
  $setUnion: variadic(0, Infinity, (values, name) => {
    if (values.some(isNullish)) return null;
    return asSet(values.flatMap((value) => array(value, name, 17043)));
  }),
  $setIntersection: variadic(0, Infinity, (values, name) => {
    if (values.some(isNullish)) return null;
    const [first = [], ...others] = values.map((value) => array(value, name, 17047));
    const sets = others.map(keys);
    return asSet(first.filter((value) => sets.every((set) => set.has(hashKey(value)))));
  }),
  $setDifference: variadic(2, 2, ([a, b], name) => {
    if (isNullish(a) || isNullish(b)) return null;
    const without = keys(array(b, name, 17049));
    const seen = new Set<string>();
    return array(a, name, 17048).filter((value) => {
      const key = hashKey(value);
      if (without.has(key) || seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }),
  $setEquals: variadic(2, Infinity, (values, name) => {
    const [first, ...others] = values.map((value) => keys(array(value, name, 17044)));
    return others.every((other) => first?.size === other.size && [...other].every((key) => first.has(key)));
  }),
  $setIsSubset: variadic(2, 2, ([a, b], name) => {
    const all = keys(array(b, name, 17046));
    return array(a, name, 17042).every((value) => all.has(hashKey(value)));
  }),
  $allElementsTrue: unary((value, name) => array(value, name, 17040).every(truthy)),
  $anyElementTrue: unary((value, name) => array(value, name, 17041).some(truthy)),
};
