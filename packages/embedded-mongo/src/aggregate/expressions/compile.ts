import { type Doc, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { arrayOperators } from './arrays.ts';
import { controlOperators } from './control.ts';
import { conversionOperators } from './conversion.ts';
import { dateMathOperators } from './date-math.ts';
import { dateOperators } from './dates.ts';
import type { Compile, Environment, Expression, Operators, Variables } from './environment.ts';
import { objectOperators } from './objects.ts';
import { setOperators } from './sets.ts';
import { statisticsOperators } from './statistics.ts';
import { stringOperators } from './strings.ts';

const operators: Operators = Object.assign(
  Object.create(null) as Operators,
  arithmeticOperators,
  arrayOperators,
  controlOperators,
  conversionOperators,
  dateOperators,
  dateMathOperators,
  objectOperators,
  setOperators,
  statisticsOperators,
  stringOperators,
);

const alwaysThere = ['ROOT', 'CURRENT', 'REMOVE', 'NOW'];

/** Compiles an aggregation expression. `variables` names those that will be there when it is evaluated. */
export function compileExpression(
  value: Value,
  variables: Variables,
  more: readonly string[] = [],
): Expression {
  const names = new Set([...alwaysThere, ...variables.keys(), ...more]);
  return compileIn(value, names);
}

function compileIn(value: Value, names: ReadonlySet<string>): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? fieldOrVariable(value, names) : () => value;
  if (Array.isArray(value)) {
    const elements = value.map((element) => compileIn(element, names));
    return (environment) => elements.map((element) => element(environment) ?? null);
  }
  if (!isDoc(value)) return () => value;
  const [first] = value.keys();
  if (first?.startsWith('$')) return operator(first, value, names);
  return objectLiteral(value, names);
}

function operator(name: string, value: Doc, names: ReadonlySet<string>): Expression {
  if (value.size !== 1) {
    throw new MongoError(15983, 'an object representing an expression must have exactly one field');
  }
  const known = operators[name];
  if (!known) throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  const compile: Compile = (part, more) => compileIn(part, more ? new Set([...names, ...more]) : names);
  return known(value.get(name) as Value, compile, name);
}

function objectLiteral(value: Doc, names: ReadonlySet<string>): Expression {
  const fields = Array.from(value, ([name, field]): [string, Expression] => {
    if (name.includes('.')) throw new MongoError(16405, `FieldPath field names may not contain '.': ${name}`);
    if (name.startsWith('$')) throw new MongoError(15983, `an object mixes fields and the operator ${name}`);
    return [name, compileIn(field, names)];
  });
  return (environment) => {
    const out: Doc = new Map();
    for (const [name, field] of fields) {
      const result = field(environment);
      if (result !== undefined) out.set(name, result);
    }
    return out;
  };
}

function fieldOrVariable(text: string, names: ReadonlySet<string>): Expression {
  if (!text.startsWith('$$')) {
    const parts = pathParts(text.slice(1));
    return (environment) => fieldPath(environment.root, parts, 0);
  }
  const [name = '', ...path] = text.slice(2).split('.');
  if (!names.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`);
  const parts = path.length > 0 ? pathParts(path.join('.')) : [];
  return (environment) => fieldPath(variable(environment, name), parts, 0);
}

function variable(environment: Environment, name: string): Maybe {
  if (environment.variables.has(name)) return environment.variables.get(name);
  return name === 'ROOT' || name === 'CURRENT' ? environment.root : undefined;
}

/** @throws MongoError for paths that MongoDB's expressions cannot name */
export function pathParts(path: string): string[] {
  if (path === '') throw new MongoError(16872, "'$' by itself is not a valid FieldPath");
  const parts = path.split('.');
  for (const part of parts) {
    if (part === '') throw new MongoError(40353, "FieldPath must not end with a '.' or have an empty part.");
    if (part.startsWith('$')) {
      throw new MongoError(
        16410,
        `FieldPath field names may not start with '$'. Consider using $getField or $setField: ${part}`,
      );
    }
  }
  return parts;
}

/** Through an array, a path gives an array of what its documents have there; positions in arrays are not named. */
export function fieldPath(value: Maybe, parts: readonly string[], at: number): Maybe {
  if (at === parts.length) return value;
  if (value instanceof Map) return fieldPath(value.get(parts[at] as string), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  const out: Value[] = [];
  for (const element of value) {
    const found =
      element instanceof Map || Array.isArray(element) ? fieldPath(element, parts, at) : undefined;
    if (found !== undefined) out.push(found);
  }
  return out;
}
