import { encodeDoc } from '../../bson/encode.ts';
import { typeName } from '../../bson/types.ts';
import { Binary, type Doc, doc, int, isDoc, type Maybe, type Value } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { namedOperand, unary, variadic } from './arguments.ts';
import { isNullish, type Operators } from './environment.ts';

function merge(values: readonly Maybe[], name: string): Doc {
  const out: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value)) {
      throw new MongoError(
        40400,
        `${name} requires object inputs, but input ${typeName(value)} is of type ${typeName(value)}`,
      );
    }
    for (const [field, content] of value) out.set(field, content);
  }
  return out;
}

function entryOf(entry: Value): [string, Value] {
  if (Array.isArray(entry)) {
    const [key, value] = entry;
    if (entry.length !== 2 || typeof key !== 'string' || value === undefined) {
      throw new MongoError(40397, '$arrayToObject requires arrays of a string key and a value');
    }
    return [key, value];
  }
  if (isDoc(entry)) {
    const key = entry.get('k');
    const value = entry.get('v');
    if (entry.size !== 2 || typeof key !== 'string' || value === undefined) {
      throw new MongoError(40392, "$arrayToObject requires an object with keys 'k' and 'v'");
    }
    return [key, value];
  }
  throw new MongoError(40398, `Unrecognised input type format for $arrayToObject: ${typeName(entry)}`);
}

/** `$setField` and `$unsetField`; a value that is missing removes the field. */
function settingField(withValue: boolean): Operators[string] {
  return (operand, compile, name) => {
    const given = namedOperand(
      operand,
      name,
      withValue ? ['field', 'input', 'value'] : ['field', 'input'],
      [],
    );
    const field = compile(given.get('field') as Value);
    const input = compile(given.get('input') as Value);
    const value = withValue ? compile(given.get('value') as Value) : () => undefined;
    return (environment) => {
      const target = input(environment);
      if (isNullish(target)) return null;
      if (!isDoc(target))
        throw new MongoError(4161105, `${name} requires 'input' to evaluate to type Object`);
      const key = field(environment);
      if (typeof key !== 'string')
        throw new MongoError(4161106, `${name} requires 'field' to evaluate to a constant string`);
      const out: Doc = new Map(target);
      const content = value(environment);
      if (content === undefined) out.delete(key);
      else out.set(key, content);
      return out;
    };
  };
}

export const objectOperators: Operators = {
  $mergeObjects: variadic(0, Infinity, (values, name) => {
    const [only] = values;
    return merge(values.length === 1 && Array.isArray(only) ? only : values, name);
  }),
  $objectToArray: unary((value) => {
    if (isNullish(value)) return null;
    if (!isDoc(value))
      throw new MongoError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
    return Array.from(value, ([k, v]) => doc({ k, v }));
  }),
  $arrayToObject: unary((value) => {
    if (isNullish(value)) return null;
    if (!Array.isArray(value))
      throw new MongoError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
    return new Map(value.map(entryOf));
  }),
  $getField: (operand, compile, name) => {
    const given =
      isDoc(operand) && operand.has('field') ? namedOperand(operand, name, ['field'], ['input']) : undefined;
    const field = compile(given ? (given.get('field') as Value) : operand);
    const input = compile(given?.get('input') ?? '$$CURRENT');
    return (environment) => {
      const key = field(environment);
      if (typeof key !== 'string')
        throw new MongoError(
          5654602,
          `$getField requires 'field' to evaluate to type String, but got ${typeName(key)}`,
        );
      const source = input(environment);
      if (isNullish(source)) return source;
      return isDoc(source) ? source.get(key) : undefined;
    };
  },
  $setField: settingField(true),
  $unsetField: settingField(false),
  $bsonSize: unary((value) => {
    if (isNullish(value)) return null;
    if (!isDoc(value))
      throw new MongoError(31393, `$bsonSize requires a document input, found: ${typeName(value)}`);
    return int(encodeDoc(value).length);
  }),
  $binarySize: unary((value) => {
    if (isNullish(value)) return null;
    if (typeof value === 'string') return int(Buffer.byteLength(value));
    if (value instanceof Binary) return int(value.bytes.length);
    throw new MongoError(
      51276,
      `$binarySize requires a string or BinData argument, found: ${typeName(value)}`,
    );
  }),
};
