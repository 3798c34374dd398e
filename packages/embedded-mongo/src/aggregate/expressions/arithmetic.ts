import {
  add,
  divide,
  isWhole,
  multiply,
  type Numeric,
  negate,
  remainder,
  subtract,
  toBigInt,
  toDouble,
} from '../../bson/arithmetic.ts';
import { compareNumbers, exactDecimal } from '../../bson/compare.ts';
import { Decimal128 } from '../../bson/decimal.ts';
import { isNumber, typeName } from '../../bson/types.ts';
import { Int32, int, type Maybe, UtcDate } from '../../bson/values.ts';
import { MongoError } from '../../errors.ts';
import { binary, unary, variadic } from './arguments.ts';
import { isNullish, type Operators } from './environment.ts';

function mismatch(name: string, value: Maybe): MongoError {
  return new MongoError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
}

/** Integer results that no long holds become doubles. */
function orDouble(result: Numeric | undefined, asDouble: () => number): Numeric {
  return result ?? asDouble();
}

function addAll(values: Maybe[]): Maybe {
  let date: UtcDate | undefined;
  let sum: Numeric = int(0);
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof UtcDate) {
      if (date) throw new MongoError(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumber(value)) {
      const before: Numeric = sum;
      sum = orDouble(add(before, value), () => toDouble(before) + toDouble(value));
    } else
      throw new MongoError(
        'TypeMismatch',
        `$add only supports numeric or date types, not ${typeName(value)}`,
      );
  }
  return date ? new UtcDate(date.ms + Math.round(toDouble(sum))) : sum;
}

function minus(a: Maybe, b: Maybe): Maybe {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof UtcDate) {
    if (b instanceof UtcDate) return BigInt(a.ms - b.ms);
    if (isNumber(b)) return new UtcDate(a.ms - Math.round(toDouble(b)));
  } else if (isNumber(a) && isNumber(b)) return orDouble(subtract(a, b), () => toDouble(a) - toDouble(b));
  throw new MongoError('TypeMismatch', `can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function times(values: Maybe[]): Maybe {
  let product: Numeric = int(1);
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw mismatch('$multiply', value);
    const before: Numeric = product;
    product = orDouble(multiply(before, value), () => toDouble(before) * toDouble(value));
  }
  return product;
}

function isZero(value: Numeric): boolean {
  return toDouble(value) === 0;
}

/** An operator from doubles to doubles. */
function viaDouble(evaluate: (value: number) => number, allows?: (value: number) => boolean) {
  return unary((value, name) => {
    if (isNullish(value)) return null;
    if (!isNumber(value))
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    const number = toDouble(value);
    if (allows && !Number.isNaN(number) && !allows(number)) {
      throw new MongoError(28766, `${name}'s argument is out of its domain, but is ${number}`);
    }
    const result = evaluate(number);
    return value instanceof Decimal128 ? Decimal128.fromDouble(result) : result;
  });
}

/** Rounding to whole numbers keeps the type. */
function toWhole(evaluate: (value: number) => number) {
  return unary((value, name) => {
    if (isNullish(value)) return null;
    if (!isNumber(value))
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    if (isWhole(value)) return value;
    if (!(value instanceof Decimal128)) return evaluate(value);
    return roundDecimal(value, 0, name === '$ceil' ? 'up' : 'down');
  });
}

function roundDecimal(value: Decimal128, place: number, how: 'up' | 'down' | 'even' | 'cut'): Decimal128 {
  if (value.kind !== 'finite' || -value.exponent <= place) return value;
  const unit = 10n ** BigInt(-value.exponent - place);
  let whole = value.signed / unit;
  const rest = value.signed % unit;
  if (how === 'up' && rest > 0n) whole += 1n;
  if (how === 'down' && rest < 0n) whole -= 1n;
  if (how === 'even') {
    const twice = (rest < 0n ? -rest : rest) * 2n;
    if (twice > unit || (twice === unit && whole % 2n !== 0n)) whole += rest < 0n ? -1n : 1n;
  }
  return Decimal128.of(whole, -place, value.negative);
}

function rounding(how: 'even' | 'cut') {
  return variadic(1, 2, ([value, digits], name) => {
    if (isNullish(value) || digits === null) return null;
    if (!isNumber(value))
      throw new MongoError(51081, `${name} only supports numeric types, not ${typeName(value)}`);
    const place = digits === undefined ? 0 : isNumber(digits) ? toDouble(digits) : Number.NaN;
    if (!Number.isInteger(place))
      throw new MongoError(51082, `precision argument to ${name} must be a integral value`);
    if (place < -20 || place > 100)
      throw new MongoError(
        51083,
        `cannot apply ${name} with precision value ${place}: it must be in [-20, 100]`,
      );
    if (value instanceof Decimal128) return roundDecimal(value, place, how);
    if (isWhole(value)) {
      if (place >= 0) return value;
      const rounded = roundDecimal(Decimal128.of(toBigInt(value), 0), place, how);
      const whole = rounded.signed * 10n ** BigInt(rounded.exponent);
      if (value instanceof Int32 && whole === BigInt.asIntN(32, whole)) return int(Number(whole));
      return whole;
    }
    if (!Number.isFinite(value)) return value;
    return roundDecimal(exactDecimal(value), place, how).toNumber();
  });
}

function power(base: Maybe, exponent: Maybe): Maybe {
  if (isNullish(base) || isNullish(exponent)) return null;
  if (!isNumber(base)) throw new MongoError(28762, `$pow's base must be numeric, not ${typeName(base)}`);
  if (!isNumber(exponent))
    throw new MongoError(28763, `$pow's exponent must be numeric, not ${typeName(exponent)}`);
  const x = toDouble(base);
  const y = toDouble(exponent);
  if (x === 0 && y < 0) throw new MongoError(28764, '$pow cannot take a base of 0 and a negative exponent');
  if (isWhole(base) && isWhole(exponent) && y >= 0) {
    const result = x ** y;
    if (Math.abs(result) < 2 ** 63) {
      const exact = toBigInt(base) ** BigInt(y);
      const narrow = base instanceof Int32 && exponent instanceof Int32 && exact === BigInt.asIntN(32, exact);
      if (exact === BigInt.asIntN(64, exact)) return narrow ? int(Number(exact)) : exact;
    }
    return result;
  }
  const result = x ** y;
  return base instanceof Decimal128 || exponent instanceof Decimal128
    ? Decimal128.fromDouble(result)
    : result;
}

function bitwise(fold: (a: bigint, b: bigint) => bigint, start: bigint) {
  return variadic(0, Infinity, (values, name) => {
    let result = start;
    let wide = false;
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!isNumber(value) || !isWhole(value)) {
        throw new MongoError('TypeMismatch', `${name} only supports int and long operands.`);
      }
      wide ||= typeof value === 'bigint';
      result = fold(result, toBigInt(value));
    }
    return wide ? result : int(Number(BigInt.asIntN(32, result)));
  });
}

export const arithmeticOperators: Operators = {
  $add: variadic(0, Infinity, addAll),
  $subtract: binary(minus),
  $multiply: variadic(0, Infinity, times),
  $divide: binary((a, b) => {
    if (isNullish(a) || isNullish(b)) return null;
    if (!isNumber(a) || !isNumber(b)) {
      throw new MongoError(
        'TypeMismatch',
        `$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`,
      );
    }
    if (isZero(b)) throw new MongoError('BadValue', "can't $divide by zero");
    return divide(a, b);
  }),
  $mod: binary((a, b) => {
    if (isNullish(a) || isNullish(b)) return null;
    if (!isNumber(a) || !isNumber(b)) {
      throw new MongoError(
        'TypeMismatch',
        `$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`,
      );
    }
    if (isZero(b)) throw new MongoError(16610, "can't $mod by zero");
    return remainder(a, b);
  }),
  $abs: unary((value, name) => {
    if (isNullish(value)) return null;
    if (!isNumber(value))
      throw new MongoError(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    const absolute =
      compareNumbers(value, int(0)) < 0 && !Number.isNaN(toDouble(value)) ? negate(value) : value;
    if (typeof absolute === 'bigint' && absolute === 2n ** 63n)
      throw new MongoError(28680, "can't take $abs of long long min");
    return absolute;
  }),
  $ceil: toWhole(Math.ceil),
  $floor: toWhole(Math.floor),
  $round: rounding('even'),
  $trunc: rounding('cut'),
  $sqrt: viaDouble(Math.sqrt, (value) => value >= 0),
  $exp: viaDouble(Math.exp),
  $ln: viaDouble(Math.log, (value) => value > 0),
  $log10: viaDouble(Math.log10, (value) => value > 0),
  $log: binary((value, base, name) => {
    if (isNullish(value) || isNullish(base)) return null;
    if (!isNumber(value) || !isNumber(base))
      throw new MongoError(28756, `${name}'s argument must be numeric`);
    const x = toDouble(value);
    const y = toDouble(base);
    if (x <= 0) throw new MongoError(28758, `${name}'s argument must be a positive number, but is ${x}`);
    if (y <= 0 || y === 1)
      throw new MongoError(28759, `${name}'s base must be a positive number not equal to 1, but is ${y}`);
    return Math.log(x) / Math.log(y);
  }),
  $pow: binary(power),
  $bitAnd: bitwise((a, b) => a & b, -1n),
  $bitOr: bitwise((a, b) => a | b, 0n),
  $bitXor: bitwise((a, b) => a ^ b, 0n),
  $bitNot: unary((value) => {
    if (isNullish(value)) return null;
    if (value instanceof Int32) return int(~value.value);
    if (typeof value === 'bigint') return ~value;
    throw new MongoError('TypeMismatch', `$bitNot only supports int and long, not: ${typeName(value)}.`);
  }),
};
