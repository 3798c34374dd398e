import { createHash, randomBytes } from 'node:crypto';

/** How many draws one commitment covers: the first and every reroll. */
export const mostRounds = 200;

/** SHA-256 of a text, as 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** What nobody may see before the draws: every round's seed follows from it. */
export function newRoot(): string {
  return randomBytes(32).toString('hex');
}

/**
 * The seed of a draw, counted from 1. Seeds are a chain: the hash of one is the one before it, and the hash of the first is the
 * commitment. So one published hash binds all draws of a giveaway, and a seed that has been published tells nothing of the next.
 */
export function seedOf(root: string, round: number): string {
  if (!Number.isInteger(round) || round < 0 || round > mostRounds) {
    throw new RangeError(`a giveaway has the draws 1 to ${mostRounds}, not ${round}`);
  }
  let seed = root;
  for (let step = round; step < mostRounds; step += 1) seed = sha256(seed);
  return seed;
}

/** What is published at the start. */
export function commitmentOf(root: string): string {
  return seedOf(root, 0);
}

/** Whether a seed is the one that was committed to, for this draw. */
export function isCommitted(commitment: string, round: number, seed: string): boolean {
  if (!Number.isInteger(round) || round < 1 || round > mostRounds) return false;
  let hash = seed;
  for (let step = 0; step < round; step += 1) hash = sha256(hash);
  return hash === commitment;
}
