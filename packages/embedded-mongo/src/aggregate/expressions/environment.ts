import type { Doc, Maybe, Value } from '../../bson/values.ts';

export type Variables = ReadonlyMap<string, Maybe>;
export const noVariables: Variables = new Map();

/** What an expression is evaluated against. */
export interface Environment {
  readonly root: Doc;
  readonly variables: Variables;
}

export type Expression = (environment: Environment) => Maybe;

/** Compiles a part of an operator's operand; `names` are variables that the operator defines for it. */
export type Compile = (value: Value, names?: readonly string[]) => Expression;

export type Operator = (operand: Value, compile: Compile, name: string) => Expression;
export type Operators = Readonly<Record<string, Operator>>;

export function isNullish(value: Maybe): value is null | undefined {
  return value === null || value === undefined;
}

/** The environment with some variables added. */
export function withVariables(environment: Environment, added: Iterable<[string, Maybe]>): Environment {
  return { root: environment.root, variables: new Map([...environment.variables, ...added]) };
}
