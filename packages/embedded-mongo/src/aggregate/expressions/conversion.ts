import { isLong, isWhole, toBigInt, toDouble } from '../../bson/arithmetic.ts';
import { exactDecimal } from '../../bson/compare.ts';
import { Decimal128 } from '../../bson/decimal.ts';
import { isNumber, Type, typeByName, typeName, typeOf } from '../../bson/types.ts';
import {
  Binary,
  Int32,
  int,
  type Maybe,
  ObjectId,
  Timestamp,
  UtcDate,
  type Value,
} from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { namedOperand, unary } from './arguments.ts';
import { parseIsoDate } from './date-text.ts';
import { isNullish, type Operators } from './environment.ts';
import { numberText } from './strings.ts';

function failed(reason: string): MongoError {
  return new MongoError('ConversionFailure', reason);
}

function unsupported(value: Value, target: string): MongoError {
  return failed(
    `Unsupported conversion from ${typeName(value)} to ${target} in $convert with no onError value`,
  );
}

function toWhole(value: Value, target: string): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'string') {
    if (!/^[+-]?\d+$/.test(value)) {
      throw failed(
        `Failed to parse number '${value}' in $convert with no onError value: Did not consume whole string.`,
      );
    }
    return BigInt(value.replace(/^\+/, ''));
  }
  if (value instanceof UtcDate && target === 'long') return BigInt(value.ms);
  if (!isNumber(value)) throw unsupported(value, target);
  if (isWhole(value)) return toBigInt(value);
  const number = toDouble(value);
  if (Number.isNaN(number))
    throw failed('Attempt to convert NaN value to integer type in $convert with no onError value');
  if (!Number.isFinite(number))
    throw failed('Attempt to convert infinity value to integer type in $convert with no onError value');
  return BigInt(Math.trunc(number));
}

function toInt(value: Value): Value {
  const whole = toWhole(value, 'int');
  if (BigInt.asIntN(32, whole) !== whole) {
    throw failed(`Conversion would overflow target type in $convert with no onError value: ${whole}`);
  }
  return int(Number(whole));
}

function toLong(value: Value): Value {
  const whole = toWhole(value, 'long');
  if (!isLong(whole))
    throw failed(`Conversion would overflow target type in $convert with no onError value: ${whole}`);
  return whole;
}

function toDoubleValue(value: Value): Value {
  if (isNumber(value)) return toDouble(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof UtcDate) return value.ms;
  if (typeof value === 'string') {
    const parsed = Decimal128.parse(value);
    if (parsed) return parsed.toNumber();
    throw failed(
      `Failed to parse number '${value}' in $convert with no onError value: Did not consume whole string.`,
    );
  }
  throw unsupported(value, 'double');
}

function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  if (value instanceof Int32) return exactDecimal(value.value);
  if (typeof value === 'bigint') return exactDecimal(value);
  if (typeof value === 'number') return Decimal128.fromDouble(value);
  if (typeof value === 'boolean') return Decimal128.of(value ? 1n : 0n, 0);
  if (value instanceof UtcDate) return exactDecimal(value.ms);
  if (typeof value === 'string') {
    const parsed = Decimal128.parse(value);
    if (parsed) return parsed;
    throw failed(`Failed to parse number '${value}' in $convert with no onError value`);
  }
  throw unsupported(value, 'decimal');
}

function toDate(value: Value): Value {
  if (value instanceof UtcDate) return value;
  if (value instanceof ObjectId) return new UtcDate(value.bytes.readUInt32BE(0) * 1000);
  if (value instanceof Timestamp) return new UtcDate(Number(value.value >> 32n) * 1000);
  if (typeof value === 'string') return new UtcDate(parseIsoDate(value, undefined));
  if (isNumber(value) && !(value instanceof Int32)) return new UtcDate(Math.trunc(toDouble(value)));
  throw unsupported(value, 'date');
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value !== 'string') throw unsupported(value, 'objectId');
  if (!/^[0-9a-f]{24}$/i.test(value)) {
    throw failed(
      `Failed to parse objectId '${value}' in $convert with no onError value: Invalid string length for parsing to OID, expected 24 but found ${value.length}`,
    );
  }
  return new ObjectId(Buffer.from(value, 'hex'));
}

function toText(value: Value): Value {
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberText(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof ObjectId) return value.toHex();
  if (value instanceof UtcDate) return new Date(value.ms).toISOString();
  if (value instanceof Binary && value.subtype === 4 && value.bytes.length === 16) {
    return value.bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
  throw unsupported(value, 'string');
}

function toBool(value: Value): Value {
  if (typeof value === 'boolean') return value;
  return isNumber(value) ? toDouble(value) !== 0 : true;
}

const conversions: Record<string, (value: Value) => Value> = {
  int: toInt,
  long: toLong,
  double: toDoubleValue,
  decimal: toDecimal,
  date: toDate,
  objectId: toObjectId,
  string: toText,
  bool: toBool,
};

function converting(target: string) {
  return unary((value) => (isNullish(value) ? null : conversions[target]?.(value)));
}

function targetName(to: Maybe): string {
  let name: string | undefined;
  if (typeof to === 'string') name = to;
  else if (isNumber(to)) name = Object.keys(conversions).find((type) => typeByName(type) === toDouble(to));
  if (!name || !conversions[name])
    throw new MongoError(
      'FailedToParse',
      `$convert's 'to' is no type that can be converted to: ${String(to)}`,
    );
  return name;
}

const convert: Operators[string] = (operand, compile, name) => {
  const given = namedOperand(operand, name, ['input', 'to'], ['onError', 'onNull']);
  const part = (field: string) => (given.has(field) ? compile(given.get(field) as Value) : undefined);
  const input = compile(given.get('input') as Value);
  const to = compile(given.get('to') as Value);
  const onError = part('onError');
  const onNull = part('onNull');
  return (environment) => {
    const value = input(environment);
    if (isNullish(value)) return onNull ? onNull(environment) : null;
    const target = to(environment);
    if (isNullish(target)) return null;
    const conversion = conversions[targetName(target)];
    try {
      return conversion?.(value);
    } catch (error) {
      if (onError && error instanceof MongoError) return onError(environment);
      throw error;
    }
  };
};

export const conversionOperators: Operators = {
  $toInt: converting('int'),
  $toLong: converting('long'),
  $toDouble: converting('double'),
  $toDecimal: converting('decimal'),
  $toDate: converting('date'),
  $toObjectId: converting('objectId'),
  $toString: converting('string'),
  $toBool: converting('bool'),
  $convert: convert,
  $type: unary((value) => typeName(value)),
  $isNumber: unary((value) => isNumber(value) && typeOf(value) !== Type.string),
};
