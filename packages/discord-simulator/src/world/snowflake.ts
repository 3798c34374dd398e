import { createHmac, randomBytes } from 'node:crypto';

/** The first second of 2015, from which Discord counts. */
export const discordEpoch = 1_420_070_400_000;

/** When an id was made, in milliseconds since the epoch. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + discordEpoch;
}

export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9]\d{0,19})$/.test(value) && BigInt(value) < 2n ** 64n;
}

/** Orders ids by age without BigInt: longer is larger, then digit by digit. */
export function compareSnowflakes(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Makes ids from a clock. Ids only grow, also when the clock stands still and after a restart
 * ({@link IdSource.seen} is told of every id in the journal).
 */
export class IdSource {
  #last = 0n;
  readonly #now: () => number;
  readonly #workerBits: bigint;
  readonly #secret: Buffer;

  constructor(now: () => number, seed: number | undefined) {
    this.#now = now;
    this.#workerBits = BigInt((seed ?? 1) & 0x3ff) << 12n;
    this.#secret =
      seed === undefined ? randomBytes(32) : createHmac('sha256', 'simulator').update(String(seed)).digest();
  }

  next(): string {
    const fromClock = (BigInt(Math.floor(this.#now()) - discordEpoch) << 22n) | this.#workerBits;
    this.#last = fromClock > this.#last ? fromClock : this.#last + 1n;
    return String(this.#last);
  }

  seen(id: string): void {
    const value = BigInt(id);
    if (value > this.#last) this.#last = value;
  }

  /** A secret text that belongs to `name` (an id, so that it is unique), the same for the same seed. */
  secret(name: string, bytes = 32): string {
    let out = Buffer.alloc(0);
    for (let block = 0; out.length < bytes; block++) {
      out = Buffer.concat([out, createHmac('sha256', this.#secret).update(`${name}:${block}`).digest()]);
    }
    return out.subarray(0, bytes).toString('base64url');
  }
}
