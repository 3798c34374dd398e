import type { Escalation } from '../config.ts';
import type { Warning } from './warning.ts';

const day = 86_400_000;

type Counting = Pick<Warning, 'points' | 'at' | 'expiresAt' | 'state'>;

/** Whether a warning counts at this moment. */
export function isInForce({ state, expiresAt }: Counting, now: number): boolean {
  return state === 'active' && (expiresAt === null || expiresAt > now);
}

/** Points in force; with a `window` of days, only of warnings that were given within it. */
export function pointsOf(warnings: readonly Counting[], now: number, window = 0): number {
  const since = window === 0 ? Number.NEGATIVE_INFINITY : now - window * day;
  return warnings
    .filter((warning) => isInForce(warning, now) && warning.at > since)
    .reduce((sum, { points }) => sum + points, 0);
}

/** The steps whose points are reached, the highest first. */
export function reachedSteps(
  escalations: readonly Escalation[],
  warnings: readonly Counting[],
  now: number,
): readonly Escalation[] {
  return escalations
    .filter(({ points, window }) => pointsOf(warnings, now, window) >= points)
    .toSorted((a, b) => b.points - a.points);
}
