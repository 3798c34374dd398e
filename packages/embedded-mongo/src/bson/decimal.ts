const exponentBias = 6176;
const maxDigits = 34;
const maxExponent = 6111;
const minExponent = -6176;
const ten = 10n;

/**
 * An IEEE 754-2008 decimal of 34 digits: `coefficient × 10^exponent`, where the coefficient carries the sign.
 * `kind` tells the special values apart. Zero keeps its sign apart, as the wire format does.
 */
export class Decimal128 {
  readonly kind: 'finite' | 'infinity' | 'nan';
  readonly negative: boolean;
  readonly coefficient: bigint;
  readonly exponent: number;

  constructor(kind: Decimal128['kind'], negative: boolean, coefficient = 0n, exponent = 0) {
    this.kind = kind;
    this.negative = negative;
    this.coefficient = coefficient;
    this.exponent = exponent;
  }

  static readonly nan = new Decimal128('nan', false);

  /** Rounds half to even to 34 digits, as MongoDB's arithmetic does. */
  static of(signed: bigint, exponent: number, negativeZero = false): Decimal128 {
    const negative = signed < 0n || (signed === 0n && negativeZero);
    let coefficient = signed < 0n ? -signed : signed;
    let power = exponent;
    let excess = coefficient.toString().length - maxDigits;
    if (power + Math.max(excess, 0) < minExponent) excess = minExponent - power;
    if (excess > 0 && coefficient !== 0n) {
      const unit = ten ** BigInt(Math.min(excess, 6200));
      const rest = coefficient % unit;
      coefficient /= unit;
      power += excess;
      if (rest * 2n > unit || (rest * 2n === unit && coefficient % 2n === 1n)) coefficient += 1n;
      if (coefficient.toString().length > maxDigits) {
        coefficient /= ten;
        power += 1;
      }
    }
    while (power > maxExponent && coefficient !== 0n && coefficient.toString().length < maxDigits) {
      coefficient *= ten;
      power -= 1;
    }
    if (power > maxExponent) {
      if (coefficient !== 0n) return new Decimal128('infinity', negative);
      power = maxExponent;
    }
    return new Decimal128('finite', negative, coefficient, Math.max(power, minExponent));
  }

  /** Reads the usual notations (`-1.5E+3`, `Infinity`, `NaN`); undefined for anything else. */
  static parse(text: string): Decimal128 | undefined {
    const special = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(text);
    if (special) {
      if (special[2]?.toLowerCase() === 'nan') return Decimal128.nan;
      return new Decimal128('infinity', special[1] === '-');
    }
    const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text);
    if (!found) return undefined;
    const [, sign, whole = '', fraction = '', power = '0'] = found;
    if (whole === '' && fraction === '') return undefined;
    const digits = BigInt(whole + fraction);
    const negative = sign === '-';
    return Decimal128.of(negative ? -digits : digits, Number(power) - fraction.length, negative);
  }

  /** MongoDB converts doubles with 15 significant digits. */
  static fromDouble(value: number): Decimal128 {
    if (Number.isNaN(value)) return Decimal128.nan;
    if (!Number.isFinite(value)) return new Decimal128('infinity', value < 0);
    if (Number.isInteger(value) && Math.abs(value) < 1e15) {
      return Decimal128.of(BigInt(value), 0, Object.is(value, -0));
    }
    return Decimal128.parse(value.toPrecision(15)) ?? Decimal128.nan;
  }

  static fromBytes(bytes: Buffer, at: number): Decimal128 {
    const low = bytes.readBigUInt64LE(at);
    const high = bytes.readBigUInt64LE(at + 8);
    const negative = high >> 63n === 1n;
    const combination = Number((high >> 58n) & 31n);
    if (combination === 31) return Decimal128.nan;
    if (combination === 30) return new Decimal128('infinity', negative);
    // The second form of the exponent can only hold coefficients that are out of range, which count as zero.
    if (combination >= 24) {
      return new Decimal128('finite', negative, 0n, Number((high >> 47n) & 0x3fffn) - exponentBias);
    }
    const exponent = Number((high >> 49n) & 0x3fffn) - exponentBias;
    const coefficient = ((high & 0x1ffffffffffffn) << 64n) | low;
    return new Decimal128('finite', negative, coefficient >= ten ** 34n ? 0n : coefficient, exponent);
  }

  writeTo(bytes: Buffer, at: number): void {
    let high = this.negative ? 1n << 63n : 0n;
    if (this.kind === 'nan') high |= 31n << 58n;
    else if (this.kind === 'infinity') high |= 30n << 58n;
    else high |= (BigInt(this.exponent + exponentBias) << 49n) | (this.coefficient >> 64n);
    bytes.writeBigUInt64LE(this.kind === 'finite' ? this.coefficient & 0xffffffffffffffffn : 0n, at);
    bytes.writeBigUInt64LE(high, at + 8);
  }

  get signed(): bigint {
    return this.negative ? -this.coefficient : this.coefficient;
  }

  toNumber(): number {
    if (this.kind === 'nan') return Number.NaN;
    if (this.kind === 'infinity') return this.negative ? -Infinity : Infinity;
    if (this.coefficient === 0n) return this.negative ? -0 : 0;
    return Number(`${this.signed}e${this.exponent}`);
  }

  /** The value with trailing zeros taken off its coefficient, so that equal numbers have equal parts. */
  normalized(): { signed: bigint; exponent: number } {
    let { signed, exponent } = this;
    if (signed === 0n) return { signed, exponent: 0 };
    while (signed % ten === 0n) {
      signed /= ten;
      exponent += 1;
    }
    return { signed, exponent };
  }

  toString(): string {
    const sign = this.negative ? '-' : '';
    if (this.kind === 'nan') return 'NaN';
    if (this.kind === 'infinity') return `${sign}Infinity`;
    const digits = this.coefficient.toString();
    const adjusted = this.exponent + digits.length - 1;
    if (this.exponent > 0 || adjusted < -6) {
      const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
      return `${sign}${mantissa}E${adjusted < 0 ? '' : '+'}${adjusted}`;
    }
    if (this.exponent === 0) return sign + digits;
    const padded = digits.padStart(1 - this.exponent, '0');
    const point = padded.length + this.exponent;
    return `${sign}${padded.slice(0, point)}.${padded.slice(point)}`;
  }
}

/** Exact comparison of finite decimals. */
export function compareDecimals(a: Decimal128, b: Decimal128): number {
  const x = a.signed;
  const y = b.signed;
  if (x === 0n || y === 0n || x < 0n !== y < 0n) return x === y ? 0 : x < y ? -1 : 1;
  // Aligning powers that are thousands apart would build huge integers; the magnitudes decide first.
  const reachA = a.coefficient.toString().length + a.exponent;
  const reachB = b.coefficient.toString().length + b.exponent;
  if (reachA !== reachB) return reachA < reachB === x > 0n ? -1 : 1;
  const power = Math.min(a.exponent, b.exponent);
  const left = x * ten ** BigInt(a.exponent - power);
  const right = y * ten ** BigInt(b.exponent - power);
  return left === right ? 0 : left < right ? -1 : 1;
}
