import { setImmediate } from 'node:timers/promises';
import type { Pattern } from './search.ts';

/** In milliseconds of computing. */
export interface PatternBudget {
  /** After so long without a break, the process does something else first. */
  readonly slice: number;
  /** All patterns together, on one message. */
  readonly total: number;
}

export const patternBudget: PatternBudget = { slice: 2, total: 100 };

/** How long it has computed, in milliseconds; only differences mean something. Scenes put a clock of their own here. */
export const computing = { now: (): number => performance.now() };

export interface PatternOutcome {
  readonly found: ReadonlySet<Pattern>;
  /** Those that took more than their share when the time was up. They, and those that never had their turn, count as not found. */
  readonly slow: ReadonlySet<Pattern>;
}

/** Steps between two looks at the clock: well below a millisecond. */
const stride = 250;

/**
 * Looks for patterns in texts, and lets the process breathe: no pattern on any text keeps it for more than a slice and a stride,
 * and all of them together compute no longer than the total.
 *
 * @param now in milliseconds, of computing
 */
export async function findPatterns(
  patterns: readonly Pattern[],
  texts: readonly string[],
  budget: PatternBudget = patternBudget,
  now: () => number = () => computing.now(),
): Promise<PatternOutcome> {
  const found = new Set<Pattern>();
  const slow = new Set<Pattern>();
  const share = budget.total / Math.max(4, patterns.length);
  let spent = 0;
  let sliceFrom = now();
  for (const pattern of patterns) {
    let ownSpent = 0;
    for (const text of texts) {
      if (found.has(pattern)) break;
      const search = pattern.search(text);
      for (;;) {
        const from = now();
        const result = search.go(stride);
        const to = now();
        spent += to - from;
        ownSpent += to - from;
        if (result === true) found.add(pattern);
        if (result !== undefined) break;
        if (spent >= budget.total) {
          if (ownSpent >= share) slow.add(pattern);
          return { found, slow };
        }
        if (to - sliceFrom >= budget.slice) {
          await setImmediate();
          sliceFrom = now();
        }
      }
      if (now() - sliceFrom >= budget.slice) {
        await setImmediate();
        sliceFrom = now();
      }
    }
    if (spent >= budget.total) {
      if (ownSpent >= share) slow.add(pattern);
      return { found, slow };
    }
  }
  return { found, slow };
}
