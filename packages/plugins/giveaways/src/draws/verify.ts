import { digestOf, type Entrant } from './entrants.ts';
import { isCommitted } from './seeds.ts';
import { drawing } from './tickets.ts';

/** A draw that has passed over so many ends with fewer winners: each of them was asked of Discord. */
export const mostPassedOver = 100;

/** Whom a draw came upon, in its order, and what became of it. */
export interface Pick {
  readonly key: string;
  /** `won`, or why they were passed over. */
  readonly outcome: string;
}

/** Everything of a draw that is published. */
export interface PublishedDraw {
  readonly commitment: string;
  readonly round: number;
  readonly seed: string;
  readonly digest: string;
  /** How many winners were wanted. */
  readonly wanted: number;
  readonly picks: readonly Pick[];
  /** Winners of the draws before it, who have no tickets. */
  readonly earlier: readonly string[];
}

/** What was looked at, each with its answer. */
export interface Verification {
  /** The seed is the one that was committed to before the first entry. */
  readonly seedCommitted: boolean;
  /** The list of entrants is the one whose digest was published. */
  readonly entrantsMatch: boolean;
  /** The seed and the list lead to these entrants, in this order, and to nobody else. */
  readonly orderMatches: boolean;
  /** As many winners as were wanted, or everybody had been looked at; nobody has won twice. */
  readonly winnersMatch: boolean;
}

/** Draws again from what was published. Pure. */
export function verifyDraw(draw: PublishedDraw, ordered: readonly Entrant[]): Verification {
  const again = drawing(draw.seed, draw.digest, ordered, new Set(draw.earlier));
  const orderMatches = draw.picks.every(({ key }) => again.next().value?.key === key);
  const winners = draw.picks.filter(({ outcome }) => outcome === 'won').map(({ key }) => key);
  const complete =
    winners.length === draw.wanted ||
    draw.picks.length - winners.length >= mostPassedOver ||
    again.next().done === true;
  return {
    seedCommitted: isCommitted(draw.commitment, draw.round, draw.seed),
    entrantsMatch: digestOf(ordered) === draw.digest,
    orderMatches,
    winnersMatch:
      winners.length <= draw.wanted &&
      complete &&
      new Set(winners).size === winners.length &&
      winners.every((key) => !draw.earlier.includes(key)),
  };
}
