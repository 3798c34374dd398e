import { sha256 } from './seeds.ts';

/** Somebody in the draw, by a name that tells only those who know their id. */
export interface Entrant {
  readonly key: string;
  /** How many tickets they have. */
  readonly weight: number;
}

/** The name of a member in the draws of one giveaway: whoever knows the member's id finds them, and nobody else does. */
export function entrantKey(giveawayId: string, userId: string): string {
  return sha256(`${giveawayId}:${userId}`);
}

/** In the order of their keys, which is the order that the draw counts tickets in. */
export function inOrder(entrants: readonly Entrant[]): Entrant[] {
  return [...entrants].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** One line for each entrant, as the digest is made of them: `key weight`. */
export function entrantLine({ key, weight }: Entrant): string {
  return `${key} ${weight}`;
}

/** @throws `RangeError` for a line that is none */
export function readEntrantLine(line: string): Entrant {
  const [key = '', weight = ''] = line.split(' ');
  if (!/^[0-9a-f]{64}$/.test(key) || !/^[1-9]\d{0,5}$/.test(weight))
    throw new RangeError(`no entrant: ${line}`);
  return { key, weight: Number(weight) };
}

/** The digest of a list that is in order. */
export function digestOf(ordered: readonly Entrant[]): string {
  return sha256(ordered.map((entrant) => `${entrantLine(entrant)}\n`).join(''));
}
