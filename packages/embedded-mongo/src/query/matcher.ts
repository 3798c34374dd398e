import { compileExpression } from '../aggregate/expressions/compile.ts';
import { noVariables, type Variables } from '../aggregate/expressions/environment.ts';
import { compare, equal } from '../bson/compare.ts';
import { hashKey } from '../bson/order-key.ts';
import { isNumber, typeOf, typeOrder } from '../bson/types.ts';
import { Binary, type Doc, MaxKey, type Maybe, MinKey, Regex, type Value } from '../bson/values.ts';
import {
  type Comparison,
  type Condition,
  type Filter,
  parseConditions,
  parseFilter,
  truncated,
  truthy,
} from './filter.ts';
import { visitPath } from './paths.ts';

/** Where in an array a filter matched, for the positional operator `$`. */
export interface MatchPosition {
  index: number | undefined;
}

export type Matcher = (document: Doc, position?: MatchPosition) => boolean;

/** Tests one value; arrays are not entered. */
type Test = (value: Maybe) => boolean;

export function compileMatcher(filter: Doc, variables: Variables = noVariables): Matcher {
  return compileFilter(parseFilter(filter), variables);
}

export function compileFilter(filter: Filter, variables: Variables): Matcher {
  switch (filter.kind) {
    case 'always':
      return () => filter.result;
    case 'and': {
      const parts = filter.filters.map((part) => compileFilter(part, variables));
      return (document, position) => parts.every((part) => part(document, position));
    }
    case 'or': {
      const parts = filter.filters.map((part) => compileFilter(part, variables));
      return (document, position) => parts.some((part) => part(document, position));
    }
    case 'nor': {
      const parts = filter.filters.map((part) => compileFilter(part, variables));
      return (document) => !parts.some((part) => part(document));
    }
    case 'expr': {
      const expression = compileExpression(filter.expression, variables);
      return (document) => truthy(expression({ root: document, variables }));
    }
    case 'path':
      return compilePath(filter.parts, filter.condition, variables);
  }
}

function compilePath(parts: readonly string[], condition: Condition, variables: Variables): Matcher {
  switch (condition.op) {
    case 'not': {
      const matchers = condition.conditions.map((inner) => compilePath(parts, inner, variables));
      return (document) => !matchers.every((matcher) => matcher(document));
    }
    case 'all': {
      const matchers = condition.conditions.map((inner) => compilePath(parts, inner, variables));
      return (document, position) =>
        matchers.length > 0 && matchers.every((matcher) => matcher(document, position));
    }
    case 'size':
      return wholeArray(parts, (array) => array.length === condition.size);
    case 'elemMatch': {
      const inner = compileFilter(condition.filter, variables);
      return anyElement(parts, (element) => {
        if (element instanceof Map) return inner(element);
        return Array.isArray(element) && inner(new Map(element.map((value, i) => [String(i), value])));
      });
    }
    case 'elemMatchValue': {
      const tests = condition.conditions.map((part) => singleValue(part, variables));
      return anyElement(parts, (element) => tests.every((test) => test(element)));
    }
    default: {
      const test = valueTest(condition);
      return anyValue(parts, test);
    }
  }
}

/** The test is made of every value on the path, of the elements of an array there, and of the array itself. */
function anyValue(parts: readonly string[], test: Test): Matcher {
  return (document, position) =>
    visitPath(document, parts, (value, index) => {
      if (Array.isArray(value)) {
        for (let i = 0; i < value.length; i++) {
          if (!test(value[i])) continue;
          if (position) position.index = index ?? i;
          return true;
        }
      }
      if (!test(value)) return false;
      if (position && index !== undefined) position.index = index;
      return true;
    });
}

function wholeArray(parts: readonly string[], test: (array: Value[]) => boolean): Matcher {
  return (document, position) =>
    visitPath(document, parts, (value, index) => {
      if (!Array.isArray(value) || !test(value)) return false;
      if (position && index !== undefined) position.index = index;
      return true;
    });
}

function anyElement(parts: readonly string[], test: Test): Matcher {
  return (document, position) =>
    visitPath(document, parts, (value, index) => {
      if (!Array.isArray(value)) return false;
      const found = value.findIndex((element) => test(element));
      if (found < 0) return false;
      if (position) position.index = index ?? found;
      return true;
    });
}

/** For conditions on an element itself: `$elemMatch: {$gte: 1}`, `$pull: {a: {$gte: 1}}`. */
function singleValue(condition: Condition, variables: Variables): Test {
  switch (condition.op) {
    case 'not': {
      const tests = condition.conditions.map((inner) => singleValue(inner, variables));
      return (value) => !tests.every((test) => test(value));
    }
    case 'all':
    case 'elemMatch':
    case 'elemMatchValue':
    case 'size': {
      // The element is the array that these look into.
      const matcher = compilePath(['element'], condition, variables);
      return (value) => value !== undefined && matcher(new Map([['element', value]]));
    }
    default:
      return valueTest(condition);
  }
}

/** Compiles conditions that are put to a value itself rather than to a document's path. */
export function compileValueMatcher(operand: Value, variables: Variables = noVariables): Test {
  const tests = parseConditions(operand).map((condition) => singleValue(condition, variables));
  return (value) => tests.every((test) => test(value));
}

function valueTest(condition: Condition): Test {
  switch (condition.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return comparison(condition.op, condition.value);
    case 'in':
      return membership(condition.values, condition.regexes);
    case 'exists':
      return (value) => value !== undefined;
    case 'type':
      return (value) => value !== undefined && condition.types.has(typeOf(value));
    case 'regex': {
      const { regex, source } = condition;
      return (value) => {
        if (typeof value === 'string') return regex.test(value);
        return value instanceof Regex && value.pattern === source.pattern && value.flags === source.flags;
      };
    }
    case 'mod':
      return (value) => {
        const whole = truncated(value);
        return whole !== undefined && whole % condition.divisor === condition.remainder;
      };
    case 'bits':
      return (value) => {
        const bits = bitsOf(value);
        if (bits === undefined) return false;
        const set = bits & condition.mask;
        switch (condition.want) {
          case 'allSet':
            return set === condition.mask;
          case 'allClear':
            return set === 0n;
          case 'anySet':
            return set !== 0n;
          default:
            return set !== condition.mask;
        }
      };
    default:
      throw new Error(`${condition.op} looks at arrays, not at values`);
  }
}

function bitsOf(value: Maybe): bigint | undefined {
  if (value instanceof Binary) {
    return value.bytes.length === 0 ? 0n : BigInt(`0x${Buffer.from(value.bytes).reverse().toString('hex')}`);
  }
  if (!isNumber(value)) return undefined;
  const whole = truncated(value);
  // Only numbers that are exactly a 64-bit integer have bits; negative ones are extended with their sign.
  if (whole === undefined || compare(whole, value) !== 0 || BigInt.asIntN(64, whole) !== whole)
    return undefined;
  return whole;
}

function comparison(op: Comparison, operand: Value): Test {
  if (operand === null) {
    if (op === 'gt' || op === 'lt') return () => false;
    return (value) => value === null || value === undefined;
  }
  if (op === 'eq') return (value) => equal(value, operand);
  const accepts = {
    gt: (order: number) => order > 0,
    gte: (order: number) => order >= 0,
    lt: (order: number) => order < 0,
    lte: (order: number) => order <= 0,
  }[op];
  if (operand instanceof MinKey || operand instanceof MaxKey) {
    return (value) => accepts(compare(value ?? null, operand));
  }
  const order = typeOrder(operand);
  if (isNaNumber(operand)) {
    return op === 'gt' || op === 'lt' ? () => false : (value) => isNaNumber(value);
  }
  return (value) => typeOrder(value) === order && !isNaNumber(value) && accepts(compare(value, operand));
}

function isNaNumber(value: Maybe): boolean {
  return isNumber(value) && (typeof value === 'number' ? Number.isNaN(value) : String(value) === 'NaN');
}

function membership(values: readonly Value[], regexes: readonly RegExp[]): Test {
  const keys = new Set(values.map(hashKey));
  return (value) => {
    // A missing field has null's key.
    if (keys.has(hashKey(value))) return true;
    return typeof value === 'string' && regexes.some((regex) => regex.test(value));
  };
}
