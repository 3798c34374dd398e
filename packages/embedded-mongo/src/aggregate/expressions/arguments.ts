import { toDouble } from '../../bson/arithmetic.ts';
import { isNumber, typeName } from '../../bson/types.ts';
import { type Doc, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import type { Compile, Expression, Operator } from './environment.ts';

/** The operands of an operator that takes a list; a single operand needs no list. */
export function listed(
  operand: Value,
  compile: Compile,
  name: string,
  least: number,
  most = least,
): Expression[] {
  const values = Array.isArray(operand) ? operand : [operand];
  if (values.length < least || values.length > most) {
    if (least === most) {
      throw new MongoError(
        16020,
        `Expression ${name} takes exactly ${least} arguments. ${values.length} were passed in.`,
      );
    }
    const limit =
      most === Infinity ? `at least ${least}` : `at least ${least} arguments, and at most ${most}`;
    throw new MongoError(28667, `Expression ${name} takes ${limit}, but ${values.length} were passed in.`);
  }
  return values.map((value) => compile(value));
}

/** An operator of one operand. */
export function unary(evaluate: (value: Maybe, name: string) => Maybe): Operator {
  return (operand, compile, name) => {
    const [value] = listed(operand, compile, name, 1) as [Expression];
    return (environment) => evaluate(value(environment), name);
  };
}

export function binary(evaluate: (a: Maybe, b: Maybe, name: string) => Maybe): Operator {
  return (operand, compile, name) => {
    const [a, b] = listed(operand, compile, name, 2) as [Expression, Expression];
    return (environment) => evaluate(a(environment), b(environment), name);
  };
}

/** An operator of any number of operands from `least` to `most`; those not given are undefined. */
export function variadic(
  least: number,
  most: number,
  evaluate: (values: Maybe[], name: string) => Maybe,
): Operator {
  return (operand, compile, name) => {
    const values = listed(operand, compile, name, least, most);
    return (environment) =>
      evaluate(
        values.map((value) => value(environment)),
        name,
      );
  };
}

/**
 * An operator whose operand is a document of named parts. Parts that are not named in `required` or `optional` are
 * refused.
 */
export function named(
  required: readonly string[],
  optional: readonly string[],
  evaluate: (parts: Record<string, Maybe>, name: string, given: Doc) => Maybe,
): Operator {
  return (operand, compile, name) => {
    const given = namedOperand(operand, name, required, optional);
    const parts = Array.from(given, ([part, value]): [string, Expression] => [part, compile(value)]);
    return (environment) => {
      const values: Record<string, Maybe> = {};
      for (const [part, expression] of parts) values[part] = expression(environment);
      return evaluate(values, name, given);
    };
  };
}

export function namedOperand(
  operand: Value,
  name: string,
  required: readonly string[],
  optional: readonly string[],
): Doc {
  if (!isDoc(operand))
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`);
  for (const part of operand.keys()) {
    if (!required.includes(part) && !optional.includes(part)) {
      throw new MongoError('FailedToParse', `Unrecognized argument to ${name}: ${part}`);
    }
  }
  for (const part of required) {
    if (!operand.has(part)) throw new MongoError('FailedToParse', `Missing '${part}' parameter to ${name}`);
  }
  return operand;
}

export function wholeNumber(value: Maybe, name: string, what: string): number {
  const number = isNumber(value) ? toDouble(value) : Number.NaN;
  if (!Number.isInteger(number)) {
    throw new MongoError(
      40096,
      `${name} requires an integral ${what}, found a value of type: ${typeName(value)}`,
    );
  }
  return number;
}
