import { exactDecimal } from './compare.ts';
import { Decimal128 } from './decimal.ts';
import { Int32, int } from './values.ts';

export type Numeric = number | bigint | Int32 | Decimal128;

const leastLong = -(2n ** 63n);
const greatestLong = 2n ** 63n - 1n;

export function isLong(value: bigint): boolean {
  return value >= leastLong && value <= greatestLong;
}

/** The nearest double. */
export function toDouble(value: Numeric): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int32) return value.value;
  return typeof value === 'bigint' ? Number(value) : value.toNumber();
}

export function isWhole(value: Numeric): value is bigint | Int32 {
  return value instanceof Int32 || typeof value === 'bigint';
}

export function toBigInt(value: bigint | Int32): bigint {
  return typeof value === 'bigint' ? value : BigInt(value.value);
}

function toDecimal(value: Numeric): Decimal128 {
  if (value instanceof Decimal128) return value;
  if (typeof value === 'number') return Decimal128.fromDouble(value);
  return exactDecimal(value instanceof Int32 ? value.value : value);
}

/** The narrowest of int, long that holds a whole result, but never narrower than its operands; undefined when none does. */
function whole(result: bigint, wide: boolean): Int32 | bigint | undefined {
  if (!wide && result >= -0x8000_0000n && result <= 0x7fff_ffffn) return int(Number(result));
  return isLong(result) ? result : undefined;
}

/**
 * MongoDB's arithmetic: decimal if either is, else double if either is, else long if either is or the int
 * overflows. A long that overflows gives undefined, and the caller decides what that means.
 */
export function add(a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Int32 && b instanceof Int32) {
    const sum = a.value + b.value;
    return sum === (sum | 0) ? int(sum) : BigInt(sum);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) return addDecimals(toDecimal(a), toDecimal(b));
  if (isWhole(a) && isWhole(b)) return whole(toBigInt(a) + toBigInt(b), true);
  return toDouble(a) + toDouble(b);
}

export function negate(a: Numeric): Numeric {
  if (a instanceof Decimal128) return new Decimal128(a.kind, !a.negative, a.coefficient, a.exponent);
  if (typeof a === 'number') return -a;
  if (a instanceof Int32) return a.value === -0x8000_0000 ? 0x8000_0000n : int(0 - a.value);
  return -a;
}

export function subtract(a: Numeric, b: Numeric): Numeric | undefined {
  if (isWhole(a) && isWhole(b)) {
    return whole(toBigInt(a) - toBigInt(b), typeof a === 'bigint' || typeof b === 'bigint');
  }
  return add(a, negate(b));
}

export function multiply(a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const x = toDecimal(a);
    const y = toDecimal(b);
    if (x.kind !== 'finite' || y.kind !== 'finite') return Decimal128.fromDouble(x.toNumber() * y.toNumber());
    return Decimal128.of(x.signed * y.signed, x.exponent + y.exponent, x.negative !== y.negative);
  }
  if (isWhole(a) && isWhole(b)) {
    return whole(toBigInt(a) * toBigInt(b), typeof a === 'bigint' || typeof b === 'bigint');
  }
  return toDouble(a) * toDouble(b);
}

/** Division by anything but zero, which the caller refuses. Doubles unless a decimal takes part. */
export function divide(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const x = toDecimal(a);
    const y = toDecimal(b);
    if (x.kind !== 'finite' || y.kind !== 'finite') return Decimal128.fromDouble(x.toNumber() / y.toNumber());
    let exponent = x.exponent - y.exponent;
    if (y.coefficient !== 0n && x.signed % y.signed === 0n)
      return Decimal128.of(x.signed / y.signed, exponent);
    const scale = 40 + y.coefficient.toString().length;
    exponent -= scale;
    const quotient = (x.signed * 10n ** BigInt(scale)) / y.signed;
    const rounded = Decimal128.of(quotient, exponent);
    const exactly = rounded.normalized();
    return (x.signed * 10n ** BigInt(scale)) % y.signed === 0n
      ? Decimal128.of(exactly.signed, exactly.exponent)
      : rounded;
  }
  return toDouble(a) / toDouble(b);
}

/** The remainder with the sign of the dividend. */
export function remainder(a: Numeric, b: Numeric): Numeric {
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const x = toDecimal(a);
    const y = toDecimal(b);
    if (x.kind !== 'finite' || y.kind !== 'finite') return Decimal128.fromDouble(x.toNumber() % y.toNumber());
    const power = Math.min(x.exponent, y.exponent);
    const left = x.signed * 10n ** BigInt(x.exponent - power);
    const right = y.signed * 10n ** BigInt(y.exponent - power);
    return Decimal128.of(left % right, power, x.negative);
  }
  if (isWhole(a) && isWhole(b)) {
    const wide = typeof a === 'bigint' || typeof b === 'bigint';
    return whole(toBigInt(a) % toBigInt(b), wide) ?? 0n;
  }
  return toDouble(a) % toDouble(b);
}

function addDecimals(a: Decimal128, b: Decimal128): Decimal128 {
  if (a.kind !== 'finite' || b.kind !== 'finite') return Decimal128.fromDouble(a.toNumber() + b.toNumber());
  // Far apart, the smaller one cannot reach the 34 digits of the larger.
  const apart = Math.abs(a.exponent - b.exponent);
  if (apart > 80) {
    const [high, low] = a.exponent > b.exponent ? [a, b] : [b, a];
    if (high.coefficient !== 0n) {
      if (low.coefficient === 0n || low.coefficient.toString().length + low.exponent < high.exponent - 36)
        return high;
    }
  }
  const power = Math.min(a.exponent, b.exponent);
  return Decimal128.of(
    a.signed * 10n ** BigInt(a.exponent - power) + b.signed * 10n ** BigInt(b.exponent - power),
    power,
    a.negative && b.negative,
  );
}
