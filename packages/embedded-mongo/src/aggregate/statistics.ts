import { add, divide, type Numeric, toDouble } from '../bson/arithmetic.ts';
import { compare } from '../bson/compare.ts';
import { Decimal128 } from '../bson/decimal.ts';
import { isNumber } from '../bson/types.ts';
import { int, type Maybe, type Value } from '../bson/values.ts';

/** Adds numbers up as MongoDB does: exactly while they are whole, with a correction for lost digits while doubles. */
export class Sum {
  private total: Numeric = int(0);
  private doubles = 0;
  private lost = 0;
  private hasDoubles = false;
  count = 0;

  add(value: Maybe): void {
    if (!isNumber(value)) return;
    this.count += 1;
    if (typeof value === 'number') {
      this.hasDoubles = true;
      const next = this.doubles + value;
      if (Number.isFinite(next)) {
        this.lost +=
          Math.abs(this.doubles) >= Math.abs(value)
            ? this.doubles - next + value
            : value - next + this.doubles;
      }
      this.doubles = next;
      return;
    }
    const next = add(this.total, value);
    if (next === undefined) {
      // More than a long holds: MongoDB goes on in doubles.
      this.hasDoubles = true;
      this.doubles += toDouble(this.total) + toDouble(value);
      this.total = int(0);
    } else this.total = next;
  }

  result(): Numeric {
    if (!this.hasDoubles) return this.total;
    const doubles = Number.isFinite(this.doubles) ? this.doubles + this.lost : this.doubles;
    if (this.total instanceof Decimal128) return add(this.total, doubles) ?? Number.NaN;
    return toDouble(this.total) + doubles;
  }
}

export function sum(values: Iterable<Maybe>): Value {
  const total = new Sum();
  for (const value of values) total.add(value);
  return total.result();
}

export function average(values: Iterable<Maybe>): Value {
  const total = new Sum();
  for (const value of values) total.add(value);
  return averageOf(total);
}

export function averageOf(total: Sum): Value {
  return total.count === 0 ? null : divide(total.result(), int(total.count));
}

/** The least (-1) or greatest (1) value; null and missing ones don't take part. */
export function extreme(values: Iterable<Maybe>, direction: 1 | -1): Value {
  let best: Value | undefined;
  for (const value of values) {
    if (value === undefined || value === null) continue;
    if (best === undefined || compare(value, best) * direction > 0) best = value;
  }
  return best ?? null;
}

export function standardDeviation(values: Iterable<Maybe>, sample: boolean): Value {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    if (!isNumber(value)) continue;
    const number = toDouble(value);
    count += 1;
    const delta = number - mean;
    mean += delta / count;
    squares += delta * (number - mean);
  }
  const divisor = sample ? count - 1 : count;
  return divisor > 0 ? Math.sqrt(squares / divisor) : null;
}
