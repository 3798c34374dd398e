import { isWhole, toBigInt, toDouble } from '../bson/arithmetic.ts';
import { format } from '../bson/format.ts';
import { isNumber, isTypeByte, Type, typeByName, typeName } from '../bson/types.ts';
import { Binary, type Doc, isDoc, type Maybe, Regex, type Value } from '../bson/values.ts';
import { MongoError, notSupported } from '../errors.ts';
import { regexFrom } from './regex.ts';

export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

/** One condition on the values of a path. */
export type Condition =
  | { readonly op: Comparison; readonly value: Value }
  | { readonly op: 'in'; readonly values: readonly Value[]; readonly regexes: readonly RegExp[] }
  | { readonly op: 'not'; readonly conditions: readonly Condition[] }
  | { readonly op: 'exists' }
  | { readonly op: 'type'; readonly types: ReadonlySet<number> }
  | { readonly op: 'size'; readonly size: number }
  | { readonly op: 'mod'; readonly divisor: bigint; readonly remainder: bigint }
  | { readonly op: 'regex'; readonly regex: RegExp; readonly source: Regex }
  | { readonly op: 'all'; readonly conditions: readonly Condition[] }
  | { readonly op: 'elemMatch'; readonly filter: Filter }
  | { readonly op: 'elemMatchValue'; readonly conditions: readonly Condition[] }
  | {
      readonly op: 'bits';
      readonly want: 'allSet' | 'allClear' | 'anySet' | 'anyClear';
      readonly mask: bigint;
    };

/** A query filter, read and checked. */
export type Filter =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly filters: readonly Filter[] }
  | { readonly kind: 'expr'; readonly expression: Value }
  | { readonly kind: 'always'; readonly result: boolean }
  | {
      readonly kind: 'path';
      readonly path: string;
      readonly parts: readonly string[];
      readonly condition: Condition;
    };

function bad(message: string): MongoError {
  return new MongoError('BadValue', message);
}

/** Reads a filter. @throws MongoError BadValue for what MongoDB does not know either */
export function parseFilter(filter: Doc): Filter {
  const filters: Filter[] = [];
  for (const [name, value] of filter) {
    if (name.startsWith('$')) filters.push(...parseLogical(name, value));
    else for (const condition of parseConditions(value)) filters.push(pathFilter(name, condition));
  }
  return filters.length === 1 && filters[0] ? filters[0] : { kind: 'and', filters };
}

export function pathFilter(path: string, condition: Condition): Filter {
  return { kind: 'path', path, parts: path.split('.'), condition };
}

function parseLogical(name: string, value: Value): Filter[] {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor': {
      if (!Array.isArray(value)) throw bad(`${name} must be an array`);
      if (value.length === 0) throw bad('$and/$or/$nor must be a nonempty array');
      const filters = value.map((entry) => {
        if (!isDoc(entry)) throw bad('$or/$and/$nor entries need to be full objects');
        return parseFilter(entry);
      });
      return [{ kind: name.slice(1) as 'and' | 'or' | 'nor', filters }];
    }
    case '$expr':
      return [{ kind: 'expr', expression: value }];
    case '$comment':
      return [];
    case '$alwaysTrue':
    case '$alwaysFalse':
      return [{ kind: 'always', result: name === '$alwaysTrue' }];
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      throw notSupported(`the query operator ${name}`);
    default:
      throw bad(
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

/** Whether a value on a path is a document of operators rather than a value to be equal to. */
export function isOperators(value: Maybe): value is Doc {
  if (!isDoc(value)) return false;
  for (const name of value.keys()) {
    return name.startsWith('$') && name !== '$ref' && name !== '$id' && name !== '$db';
  }
  return false;
}

export function parseConditions(value: Value): Condition[] {
  if (value instanceof Regex) return [{ op: 'regex', regex: regexFrom(value), source: value }];
  if (!isOperators(value)) return [{ op: 'eq', value }];
  const conditions: Condition[] = [];
  for (const [name, operand] of value) {
    const condition = parseOperator(name, operand, value);
    if (condition) conditions.push(condition);
  }
  return conditions;
}

function parseOperator(name: string, operand: Value, siblings: Doc): Condition | undefined {
  switch (name) {
    case '$eq':
      return { op: 'eq', value: operand };
    case '$ne':
      if (operand instanceof Regex) throw bad("Can't have regex as arg to $ne.");
      return { op: 'not', conditions: [{ op: 'eq', value: operand }] };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (operand instanceof Regex) throw bad(`Can't have RegEx as arg to predicate over field.`);
      return { op: name.slice(1) as Comparison, value: operand };
    case '$in':
      return parseIn(name, operand);
    case '$nin':
      return { op: 'not', conditions: [parseIn(name, operand)] };
    case '$not':
      return { op: 'not', conditions: parseNot(operand) };
    case '$exists':
      return truthy(operand) ? { op: 'exists' } : { op: 'not', conditions: [{ op: 'exists' }] };
    case '$type':
      return { op: 'type', types: parseTypes(operand) };
    case '$size':
      return { op: 'size', size: parseSize(operand) };
    case '$mod':
      return parseMod(operand);
    case '$regex':
      return parseRegex(operand, siblings.get('$options'));
    case '$options':
      if (!siblings.has('$regex')) throw bad('$options needs a $regex');
      return undefined;
    case '$all':
      return parseAll(operand);
    case '$elemMatch':
      return parseElemMatch(operand);
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear': {
      const want = name.slice(5, 6).toLowerCase() + name.slice(6);
      return { op: 'bits', want: want as 'allSet', mask: parseBits(name, operand) };
    }
    case '$comment':
      return undefined;
    case '$near':
    case '$nearSphere':
    case '$geoWithin':
    case '$geoIntersects':
    case '$within':
    case '$maxDistance':
    case '$minDistance':
      throw notSupported(`the query operator ${name}`);
    default:
      throw bad(`unknown operator: ${name}`);
  }
}

function parseIn(name: string, operand: Value): Condition {
  if (!Array.isArray(operand)) throw bad(`${name} needs an array`);
  const values: Value[] = [];
  const regexes: RegExp[] = [];
  for (const value of operand) {
    if (isOperators(value)) throw bad(`cannot nest $ under ${name}`);
    if (value instanceof Regex) regexes.push(regexFrom(value));
    values.push(value);
  }
  return { op: 'in', values, regexes };
}

function parseNot(operand: Value): Condition[] {
  if (operand instanceof Regex) return parseConditions(operand);
  if (!isDoc(operand)) throw bad('$not needs a regex or a document');
  if (operand.size === 0) throw bad('$not cannot be empty');
  const [first] = operand.keys();
  if (!isOperators(operand)) throw bad(`unknown operator: ${first}`);
  return parseConditions(operand);
}

function parseTypes(operand: Value): Set<number> {
  const types = new Set<number>();
  const wanted = Array.isArray(operand) ? operand : [operand];
  if (wanted.length === 0) throw new MongoError('FailedToParse', '$type must match at least one type');
  for (const type of wanted) {
    if (type === 'number')
      for (const code of [Type.double, Type.int, Type.long, Type.decimal]) types.add(code);
    else if (typeof type === 'string') {
      const code = typeByName(type);
      if (code === undefined) throw bad(`Unknown type name alias: ${type}`);
      types.add(code);
    } else if (isNumber(type)) {
      const code = toDouble(type);
      if (code !== -1 && !isTypeByte(code)) throw bad(`Invalid numerical type code: ${code}`);
      types.add(code === -1 ? Type.minKey : code);
    } else throw new MongoError('TypeMismatch', 'type must be represented as a number or a string');
  }
  return types;
}

function parseSize(operand: Value): number {
  if (!isNumber(operand)) throw bad(`Failed to parse $size. Expected a number in: $size: ${format(operand)}`);
  const size = toDouble(operand);
  if (!Number.isInteger(size))
    throw bad(`Failed to parse $size. Expected an integer: $size: ${format(operand)}`);
  if (size < 0)
    throw bad(`Failed to parse $size. Expected a non-negative number in: $size: ${format(operand)}`);
  return size;
}

function parseMod(operand: Value): Condition {
  if (!Array.isArray(operand)) throw bad('malformed mod, needs to be an array');
  if (operand.length < 2) throw bad('malformed mod, not enough elements');
  if (operand.length > 2) throw bad('malformed mod, too many elements');
  const [divisor, remainder] = operand.map((part, i) => {
    const whole = truncated(part);
    if (whole === undefined) throw bad(`malformed mod, ${i === 0 ? 'divisor' : 'remainder'} not a number`);
    return whole;
  });
  if (!divisor) throw bad('divisor cannot be 0');
  return { op: 'mod', divisor, remainder: remainder ?? 0n };
}

/** A number without its fraction; undefined for NaN, infinities and what is no number. */
export function truncated(value: Maybe): bigint | undefined {
  if (!isNumber(value)) return undefined;
  if (isWhole(value)) return toBigInt(value);
  const number = toDouble(value);
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : undefined;
}

function parseRegex(operand: Value, options: Maybe): Condition {
  if (options !== undefined && typeof options !== 'string') throw bad('$options has to be a string');
  if (operand instanceof Regex) {
    if (options !== undefined && operand.flags !== '')
      throw new MongoError(51075, 'options set in both $regex and $options');
    const source = new Regex(operand.pattern, options ?? operand.flags);
    return { op: 'regex', regex: regexFrom(source), source };
  }
  if (typeof operand !== 'string') throw bad('$regex has to be a string');
  const source = new Regex(operand, options ?? '');
  return { op: 'regex', regex: regexFrom(source), source };
}

function parseAll(operand: Value): Condition {
  if (!Array.isArray(operand)) throw bad('$all needs an array');
  const conditions = operand.flatMap((value): Condition[] => {
    if (isOperators(value)) {
      if (!value.has('$elemMatch')) throw bad('no $ expressions in $all');
      return parseConditions(value);
    }
    return value instanceof Regex ? parseConditions(value) : [{ op: 'eq', value }];
  });
  return { op: 'all', conditions };
}

function parseElemMatch(operand: Value): Condition {
  if (!isDoc(operand)) throw bad('$elemMatch needs an Object');
  const [first] = operand.keys();
  const logical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr';
  if (isOperators(operand) && !logical) {
    return { op: 'elemMatchValue', conditions: parseConditions(operand) };
  }
  return { op: 'elemMatch', filter: parseFilter(operand) };
}

function parseBits(name: string, operand: Value): bigint {
  if (Array.isArray(operand)) {
    let mask = 0n;
    for (const position of operand) {
      const bit = truncated(position);
      if (bit === undefined || bit < 0n)
        throw bad(`Failed to parse bit position. Expected a non-negative number in: ${format(position)}`);
      mask |= 1n << (bit > 4096n ? 4096n : bit);
    }
    return mask;
  }
  if (operand instanceof Binary) {
    return operand.bytes.length === 0
      ? 0n
      : BigInt(`0x${Buffer.from(operand.bytes).reverse().toString('hex')}`);
  }
  const mask = isNumber(operand) ? truncated(operand) : undefined;
  if (mask === undefined || mask < 0n) {
    throw bad(`${name} takes an Array, a number, or a BinData but received: ${typeName(operand)}`);
  }
  return mask;
}

/** What MongoDB takes for true: everything but false, zero, null and a missing field. */
export function truthy(value: Maybe): boolean {
  if (value === undefined || value === null || value === false) return false;
  if (!isNumber(value)) return true;
  const number = toDouble(value);
  return number !== 0;
}
