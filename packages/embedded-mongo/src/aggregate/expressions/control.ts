import { compare } from '../../bson/compare.ts';
import { int, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { truthy } from '../../query/filter.ts';
import { binary, listed, namedOperand, variadic } from './arguments.ts';
import { type Expression, isNullish, type Operators, withVariables } from './environment.ts';

function comparing(accepts: (order: number) => boolean) {
  return binary((a, b) => accepts(compare(a, b)));
}

const cond: Operators[string] = (operand, compile, name) => {
  const parts = isDoc(operand)
    ? ['if', 'then', 'else'].map(
        (part) => namedOperand(operand, name, ['if', 'then', 'else'], []).get(part) as Value,
      )
    : operand;
  const [test, then, otherwise] = listed(parts, compile, name, 3) as [Expression, Expression, Expression];
  return (environment) => (truthy(test(environment)) ? then(environment) : otherwise(environment));
};

const choose: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['branches'], ['default']);
  const branches = given.get('branches');
  if (!Array.isArray(branches)) throw new MongoError(40060, '$switch expected an array for branches');
  if (branches.length === 0) throw new MongoError(40068, '$switch requires at least one branch.');
  const compiled = branches.map((branch): [Expression, Expression] => {
    const parts = namedOperand(branch, name, ['case', 'then'], []);
    return [compile(parts.get('case') as Value), compile(parts.get('then') as Value)];
  });
  const fallback = given.get('default');
  const otherwise = fallback === undefined ? undefined : compile(fallback);
  return (environment) => {
    for (const [test, then] of compiled) if (truthy(test(environment))) return then(environment);
    if (!otherwise) {
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      );
    }
    return otherwise(environment);
  };
};

const letIn: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['vars', 'in'], []);
  const vars = given.get('vars');
  if (!isDoc(vars)) throw new MongoError('FailedToParse', 'invalid parameter: expected an object (vars)');
  const names = [...vars.keys()];
  for (const variable of names) checkVariableName(variable);
  const values = Array.from(vars, ([variable, value]): [string, Expression] => [variable, compile(value)]);
  const body = compile(given.get('in') as Value, names);
  return (environment) =>
    body(
      withVariables(
        environment,
        values.map(([variable, value]): [string, Maybe] => [variable, value(environment)]),
      ),
    );
};

export function checkVariableName(name: string): void {
  if (name === 'CURRENT' || /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return;
  throw new MongoError(
    'FailedToParse',
    `'${name}' starts with an invalid character for a user variable name`,
  );
}

export const controlOperators: Operators = {
  $cmp: binary((a, b) => int(compare(a, b))),
  $eq: comparing((order) => order === 0),
  $ne: comparing((order) => order !== 0),
  $gt: comparing((order) => order > 0),
  $gte: comparing((order) => order >= 0),
  $lt: comparing((order) => order < 0),
  $lte: comparing((order) => order <= 0),
  $and: (operand, compile, name) => {
    const parts = listed(operand, compile, name, 0, Infinity);
    return (environment) => parts.every((part) => truthy(part(environment)));
  },
  $or: (operand, compile, name) => {
    const parts = listed(operand, compile, name, 0, Infinity);
    return (environment) => parts.some((part) => truthy(part(environment)));
  },
  $not: variadic(1, 1, ([value]) => !truthy(value)),
  $cond: cond,
  $switch: choose,
  $let: letIn,
  $ifNull: (operand, compile, name) => {
    const parts = listed(operand, compile, name, 2, Infinity);
    return (environment) => {
      let value: Maybe;
      for (const part of parts) {
        value = part(environment);
        if (!isNullish(value)) return value;
      }
      return value;
    };
  },
  $literal: (operand) => () => operand,
  $const: (operand) => () => operand,
  $rand: (operand, _compile, name) => {
    namedOperand(Array.isArray(operand) && operand.length === 0 ? new Map() : operand, name, [], []);
    return () => Math.random();
  },
};
