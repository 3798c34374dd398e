import { toDouble } from '../bson/arithmetic.ts';
import { compare } from '../bson/compare.ts';
import { hashKey } from '../bson/order-key.ts';
import { isNumber, typeName } from '../bson/types.ts';
import { type Doc, int, isDoc, type Maybe, type Value } from '../bson/values.ts';
import { MongoError } from '../errors.ts';
import { parseSort, sortKey } from '../query/sort.ts';
import { compileExpression } from './expressions/compile.ts';
import type { Environment, Expression, Variables } from './expressions/environment.ts';
import { averageOf, Sum, standardDeviation } from './statistics.ts';

/** Gathers the documents of one group into one value. */
export interface Accumulator {
  add(environment: Environment): void;
  result(): Maybe;
}
export type AccumulatorFactory = () => Accumulator;

type Compiler = (operand: Value, variables: Variables, name: string) => AccumulatorFactory;

/** One that looks at an expression's value. */
function overValue(create: () => { add(value: Maybe): void; result(): Maybe }): Compiler {
  return (operand, variables) => {
    const expression = compileExpression(operand, variables);
    return () => {
      const state = create();
      return { add: (environment) => state.add(expression(environment)), result: () => state.result() };
    };
  };
}

function collecting(finish: (values: Value[]) => Maybe): Compiler {
  return overValue(() => {
    const values: Value[] = [];
    return {
      add: (value) => {
        if (value !== undefined) values.push(value);
      },
      result: () => finish(values),
    };
  });
}

function best(direction: 1 | -1): Compiler {
  return overValue(() => {
    let found: Maybe;
    return {
      add: (value) => {
        if (value === undefined || value === null) return;
        if (found === undefined || compare(value, found) * direction > 0) found = value;
      },
      result: () => found ?? null,
    };
  });
}

const addToSet = overValue(() => {
  const values = new Map<string, Value>();
  return {
    add: (value) => {
      if (value === undefined) return;
      const key = hashKey(value);
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
});

const mergeObjects = overValue(() => {
  const out: Doc = new Map();
  return {
    add: (value) => {
      if (value === undefined || value === null) return;
      if (!isDoc(value))
        throw new MongoError(
          40400,
          `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`,
        );
      for (const [name, field] of value) out.set(name, field);
    },
    result: () => out,
  };
});

function sumLike(finish: (total: Sum) => Maybe): Compiler {
  return overValue(() => {
    const total = new Sum();
    return { add: (value) => total.add(value), result: () => finish(total) };
  });
}

function operandDoc(operand: Value, name: string, fields: readonly string[]): Doc {
  if (!isDoc(operand)) throw new MongoError(5787801, `specification must be an object; found ${name}`);
  for (const field of operand.keys()) {
    if (!fields.includes(field))
      throw new MongoError(5787901, `Unknown argument for '${name}' operator: ${field}`);
  }
  for (const field of fields) {
    if (!operand.has(field)) throw new MongoError(5787907, `Missing value for '${field}' in ${name}`);
  }
  return operand;
}

function countOf(expression: Expression, environment: Environment): number {
  const n = expression(environment);
  const number = isNumber(n) ? toDouble(n) : Number.NaN;
  if (!Number.isInteger(number) || number < 1)
    throw new MongoError(5787908, `'n' must be a positive integer, found ${String(n)}`);
  return number;
}

/** `$firstN`, `$lastN`, `$minN`, `$maxN`. */
function someOf(take: (values: Value[], n: number) => Value[]): Compiler {
  return (operand, variables, name) => {
    const spec = operandDoc(operand, name, ['input', 'n']);
    const input = compileExpression(spec.get('input') as Value, variables);
    const n = compileExpression(spec.get('n') as Value, variables);
    return () => {
      const values: Value[] = [];
      let wanted = 1;
      return {
        add(environment) {
          wanted = countOf(n, environment);
          values.push(input(environment) ?? null);
        },
        result: () => take(values, wanted),
      };
    };
  };
}

/** `$top`, `$topN`, `$bottom`, `$bottomN`. */
function ranked(fromTop: boolean, many: boolean): Compiler {
  return (operand, variables, name) => {
    const spec = operandDoc(operand, name, many ? ['sortBy', 'output', 'n'] : ['sortBy', 'output']);
    const parts = parseSort(spec.get('sortBy') as Value);
    const output = compileExpression(spec.get('output') as Value, variables);
    const n = many ? compileExpression(spec.get('n') as Value, variables) : undefined;
    return () => {
      const rows: { keys: Maybe[]; value: Value }[] = [];
      let wanted = 1;
      return {
        add(environment) {
          if (n) wanted = countOf(n, environment);
          rows.push({
            keys: parts.map((part) => sortKey(environment.root, part)),
            value: output(environment) ?? null,
          });
        },
        result() {
          rows.sort((a, b) => {
            for (const [i, part] of parts.entries()) {
              const order = compare(a.keys[i], b.keys[i]);
              if (order !== 0) return part.descending ? -order : order;
            }
            return 0;
          });
          const taken = fromTop ? rows.slice(0, wanted) : rows.slice(-wanted);
          const values = taken.map((row) => row.value);
          return many ? values : (values[0] ?? null);
        },
      };
    };
  };
}

function edge(last: boolean): Compiler {
  return overValue(() => {
    let value: Maybe;
    let seen = false;
    return {
      add(next) {
        if (seen && !last) return;
        seen = true;
        value = next;
      },
      result: () => value ?? null,
    };
  });
}

const present = (values: Value[]) => values.filter((value) => value !== null);

const accumulators: Readonly<Record<string, Compiler>> = {
  $sum: sumLike((total) => total.result()),
  $avg: sumLike(averageOf),
  $min: best(-1),
  $max: best(1),
  $first: edge(false),
  $last: edge(true),
  $push: collecting((values) => values),
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $stdDevPop: collecting((values) => standardDeviation(values, false)),
  $stdDevSamp: collecting((values) => standardDeviation(values, true)),
  $count: (operand, variables) => {
    if (!isDoc(operand) || operand.size > 0)
      throw new MongoError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
    return sumLike((total) => total.result())(int(1), variables, '$count');
  },
  $firstN: someOf((values, n) => values.slice(0, n)),
  $lastN: someOf((values, n) => values.slice(-n)),
  $minN: someOf((values, n) => present(values).sort(compare).slice(0, n)),
  $maxN: someOf((values, n) => present(values).sort(compare).reverse().slice(0, n)),
  $top: ranked(true, false),
  $topN: ranked(true, true),
  $bottom: ranked(false, false),
  $bottomN: ranked(false, true),
};

export function compileAccumulator(field: string, spec: Value, variables: Variables): AccumulatorFactory {
  if (!isDoc(spec)) throw new MongoError(40234, `The field '${field}' must be an accumulator object`);
  const [first] = spec;
  if (spec.size !== 1 || !first)
    throw new MongoError(40238, `The field '${field}' must specify one accumulator`);
  const [name, operand] = first;
  const compiler = Object.hasOwn(accumulators, name) ? accumulators[name] : undefined;
  if (!compiler) throw new MongoError(15952, `unknown group operator '${name}'`);
  return compiler(operand, variables, name);
}
