import type { Entrant } from './entrants.ts';
import { sha256 } from './seeds.ts';

/** Twelve hexadecimal digits: 48 bits, which every language can count with exactly. */
const digits = 12;
const range = 16 ** digits;

/**
 * Draws entrants one after another, each with the chance that their tickets have among those that are left. Whole numbers only,
 * and the SHA-256 of short texts: the same seed, digest and list give the same order on every machine and in every language.
 *
 * The n-th number is the first 12 hexadecimal digits of SHA-256 of `seed:digest:n`, counted from 0. Numbers of the last,
 * incomplete stretch of as many as there are tickets are passed over, so that each ticket has exactly the same chance.
 *
 * @param ordered every entrant, in the order of their keys
 * @param without keys that have no ticket in this draw: who has won already
 */
export function* drawing(
  seed: string,
  digest: string,
  ordered: readonly Entrant[],
  without: ReadonlySet<string> = new Set(),
): Generator<Entrant, void, undefined> {
  const tickets = new Tickets(ordered.map(({ key, weight }) => (without.has(key) ? 0 : weight)));
  for (let count = 0; tickets.total > 0; count += 1) {
    const number = Number.parseInt(sha256(`${seed}:${digest}:${count}`).slice(0, digits), 16);
    if (number >= range - (range % tickets.total)) continue;
    const index = tickets.take(number % tickets.total);
    const drawn = ordered[index];
    if (drawn) yield drawn;
  }
}

/** Weights in a Fenwick tree: finding whose ticket it is, and taking all of theirs out, in logarithmic time. */
class Tickets {
  readonly #sums: number[];
  readonly #weights: number[];
  readonly #top: number;
  total: number;

  constructor(weights: readonly number[]) {
    this.#weights = [...weights];
    this.total = weights.reduce((sum, weight) => sum + weight, 0);
    this.#sums = [0, ...weights];
    for (let index = 1; index < this.#sums.length; index += 1) {
      const parent = index + (index & -index);
      if (parent < this.#sums.length) this.#sums[parent] = this.#at(parent) + this.#at(index);
    }
    this.#top = 2 ** Math.floor(Math.log2(Math.max(1, weights.length)));
  }

  /** Takes out whoever holds this ticket, counted from 0. @returns their place in the list */
  take(ticket: number): number {
    let index = 0;
    let left = ticket;
    for (let step = this.#top; step >= 1; step /= 2) {
      const next = index + step;
      if (next < this.#sums.length && this.#at(next) <= left) {
        index = next;
        left -= this.#at(next);
      }
    }
    const weight = this.#weights[index] ?? 0;
    this.#weights[index] = 0;
    this.total -= weight;
    for (let at = index + 1; at < this.#sums.length; at += at & -at) this.#sums[at] = this.#at(at) - weight;
    return index;
  }

  #at(index: number): number {
    return this.#sums[index] ?? 0;
  }
}
