import type { Bonus } from './shapes.ts';

/** Tickets of a member: one, and those of each role that gives some. */
export function weightOf(roles: readonly string[], bonus: Bonus): number {
  return bonus.reduce((sum, { role, entries }) => sum + (roles.includes(role) ? entries : 0), 1);
}
