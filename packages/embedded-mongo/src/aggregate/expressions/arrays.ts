import { toDouble } from '../../bson/arithmetic.ts';
import { compare, equal } from '../../bson/compare.ts';
import { isNumber, typeName } from '../../bson/types.ts';
import { int, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { truthy } from '../../query/filter.ts';
import { sortComparator } from '../../query/sort.ts';
import { named, namedOperand, unary, variadic, wholeNumber } from './arguments.ts';
import { checkVariableName } from './control.ts';
import { type Compile, type Expression, isNullish, type Operators } from './environment.ts';

function elementAt(array: readonly Value[], index: number): Maybe {
  return array[index < 0 ? array.length + index : index];
}

function requireArray(value: Maybe, name: string, code: number): Value[] {
  if (!Array.isArray(value))
    throw new MongoError(code, `${name}'s argument must be an array, but is ${typeName(value)}`);
  return value;
}

/** Runs a body for each element with variables set; the variables live in one Map that changes between elements. */
function iterate(
  array: readonly Value[],
  environment: Parameters<Expression>[0],
  names: readonly string[],
  body: Expression,
  each: (result: Maybe, element: Value, index: number) => boolean,
): void {
  const variables = new Map(environment.variables);
  const inner = { root: environment.root, variables };
  for (let i = 0; i < array.length; i++) {
    const element = array[i] as Value;
    variables.set(names[0] as string, element);
    if (names[1]) variables.set(names[1], int(i));
    if (each(body(inner), element, i)) return;
  }
}

const filter: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['input', 'cond'], ['as', 'limit']);
  const as = variableName(given.get('as'));
  const input = compile(given.get('input') as Value);
  const condition = compile(given.get('cond') as Value, [as]);
  const limit = given.has('limit') ? compile(given.get('limit') as Value) : undefined;
  return (environment) => {
    const array = input(environment);
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(28651, `input to $filter must be an array not ${typeName(array)}`);
    const most = limit?.(environment);
    const wanted = isNullish(most) ? Infinity : wholeNumber(most, name, 'limit');
    if (wanted < 1) throw new MongoError(327392, `$filter: limit must be greater than 0`);
    const out: Value[] = [];
    iterate(array, environment, [as], condition, (result, element) => {
      if (truthy(result)) out.push(element);
      return out.length >= wanted;
    });
    return out;
  };
};

const map: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['input', 'in'], ['as']);
  const as = variableName(given.get('as'));
  const input = compile(given.get('input') as Value);
  const body = compile(given.get('in') as Value, [as]);
  return (environment) => {
    const array = input(environment);
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(16883, `input to $map must be an array not ${typeName(array)}`);
    const out: Value[] = [];
    iterate(array, environment, [as], body, (result) => {
      out.push(result ?? null);
      return false;
    });
    return out;
  };
};

function variableName(name: Maybe): string {
  if (name === undefined) return 'this';
  if (typeof name !== 'string') throw new MongoError('FailedToParse', "'as' must be a string");
  checkVariableName(name);
  return name;
}

const reduce: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['input', 'initialValue', 'in'], []);
  const input = compile(given.get('input') as Value);
  const initial = compile(given.get('initialValue') as Value);
  const body = compile(given.get('in') as Value, ['value', 'this']);
  return (environment) => {
    const array = input(environment);
    if (isNullish(array)) return null;
    if (!Array.isArray(array))
      throw new MongoError(40080, `$reduce requires that 'input' be an array, found: ${typeName(array)}`);
    const variables = new Map(environment.variables);
    let value = initial(environment);
    for (const element of array) {
      variables.set('this', element).set('value', value);
      value = body({ root: environment.root, variables });
    }
    return value;
  };
};

const slice = variadic(2, 3, ([array, a, b], name) => {
  if (isNullish(array) || a === null || a === undefined || b === null) return null;
  if (!Array.isArray(array))
    throw new MongoError(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(array)}`,
    );
  const first = wholeNumber(a, name, 'position');
  if (b === undefined) return first < 0 ? array.slice(first) : array.slice(0, first);
  const count = wholeNumber(b, name, 'count');
  if (count <= 0) throw new MongoError(28729, `Third argument to $slice must be positive: ${count}`);
  const start = first < 0 ? Math.max(array.length + first, 0) : first;
  return array.slice(start, start + count);
});

const range = variadic(2, 3, ([from, to, by], name) => {
  const start = wholeNumber(from, name, 'start');
  const end = wholeNumber(to, name, 'end');
  const step = by === undefined ? 1 : wholeNumber(by, name, 'step');
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value');
  if ((end - start) / step > 16 * 1024 * 1024)
    throw new MongoError('BSONObjectTooLarge', '$range would use too much memory');
  const out: Value[] = [];
  for (let i = start; step > 0 ? i < end : i > end; i += step) out.push(int(i));
  return out;
});

/** `$firstN`, `$lastN`, `$minN`, `$maxN` over an array. */
function takeN(take: (array: Value[], n: number) => Value[]) {
  return named(['n', 'input'], [], ({ n, input }, name) => {
    const count = wholeNumber(n, name, 'n');
    if (count < 1) throw new MongoError(5787908, `'n' must be greater than 0, found ${count}`);
    if (isNullish(input)) return null;
    return take(requireArray(input, name, 5788200), count);
  });
}

const sorted = (array: readonly Value[]) => array.filter((value) => value !== null).sort(compare);

const zip = named(['inputs'], ['useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
  if (isNullish(inputs)) return null;
  const arrays: Value[][] = [];
  for (const array of requireArray(inputs, '$zip', 34461)) {
    if (array === null) return null;
    arrays.push(requireArray(array, '$zip', 34468));
  }
  const longest = useLongestLength === true;
  if (defaults !== undefined && !longest)
    throw new MongoError(34466, 'cannot specify defaults unless useLongestLength is true');
  const lengths = arrays.map((array) => array.length);
  const length = longest ? Math.max(...lengths) : Math.min(...lengths);
  const fill = Array.isArray(defaults) ? defaults : [];
  return Array.from({ length }, (_, i) => arrays.map((array, j) => array[i] ?? fill[j] ?? null));
});

const sortArray: Operators[string] = (operand, compile: Compile, name) => {
  const given = namedOperand(operand, name, ['input', 'sortBy'], []);
  const input = compile(given.get('input') as Value);
  const by = given.get('sortBy') as Value;
  let order: (a: Value, b: Value) => number;
  if (isDoc(by)) {
    const comparator = sortComparator(by);
    order = (a, b) => comparator(isDoc(a) ? a : new Map(), isDoc(b) ? b : new Map());
  } else {
    const direction = isNumber(by) ? toDouble(by) : 0;
    if (direction !== 1 && direction !== -1)
      throw new MongoError(2942507, '$sortArray: sortBy must be 1, -1 or an object');
    order = (a, b) => direction * compare(a, b);
  }
  return (environment) => {
    const array = input(environment);
    if (isNullish(array)) return null;
    return [...requireArray(array, name, 2942504)].sort(order);
  };
};

export const arrayOperators: Operators = {
  $arrayElemAt: variadic(2, 2, ([array, index], name) => {
    if (isNullish(array) || isNullish(index)) return null;
    return elementAt(requireArray(array, name, 28689), wholeNumber(index, name, 'index'));
  }),
  $first: unary((value, name) => (isNullish(value) ? null : requireArray(value, name, 28689)[0])),
  $last: unary((value, name) => (isNullish(value) ? null : elementAt(requireArray(value, name, 28689), -1))),
  $concatArrays: variadic(0, Infinity, (values) => {
    const out: Value[] = [];
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!Array.isArray(value))
        throw new MongoError(28664, `$concatArrays only supports arrays, not ${typeName(value)}`);
      out.push(...value);
    }
    return out;
  }),
  $filter: filter,
  $map: map,
  $reduce: reduce,
  $size: unary((value) => {
    if (!Array.isArray(value))
      throw new MongoError(
        17124,
        `The argument to $size must be an array, but was of type: ${typeName(value)}`,
      );
    return int(value.length);
  }),
  $in: variadic(2, 2, ([value, array]) => {
    if (!Array.isArray(array))
      throw new MongoError(40081, `$in requires an array as a second argument, found: ${typeName(array)}`);
    return array.some((element) => equal(element, value));
  }),
  $indexOfArray: variadic(2, 4, ([array, value, from, to], name) => {
    if (isNullish(array)) return null;
    const elements = requireArray(array, name, 40090);
    const start = from === undefined ? 0 : wholeNumber(from, name, 'starting index');
    const end =
      to === undefined ? elements.length : Math.min(wholeNumber(to, name, 'ending index'), elements.length);
    for (let i = start; i < end; i++) if (equal(elements[i], value)) return int(i);
    return int(-1);
  }),
  $slice: slice,
  $reverseArray: unary((value, name) =>
    isNullish(value) ? null : requireArray(value, name, 34435).toReversed(),
  ),
  $range: range,
  $isArray: variadic(1, 1, ([value]) => Array.isArray(value)),
  $firstN: takeN((array, n) => array.slice(0, n)),
  $lastN: takeN((array, n) => array.slice(-n)),
  $minN: takeN((array, n) => sorted(array).slice(0, n)),
  $maxN: takeN((array, n) => sorted(array).reverse().slice(0, n)),
  $zip: zip,
  $sortArray: sortArray,
};
