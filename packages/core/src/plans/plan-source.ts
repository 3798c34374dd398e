import type { PlanName } from '@guildhall/sdk';

/** What a guild has for one plugin. */
export interface CurrentPlan {
  readonly name: PlanName;
  /** Absent: `free`, or without end. */
  readonly until?: Date;
}

/** Where plans come from. Grants by operators are one source; payments will be others. */
export interface PlanSource {
  /** The best plan that the guild has now for the plugin: its own, or one of the guild as a whole. */
  current(guildId: string, pluginId: string): Promise<CurrentPlan>;
}

const ranks: Readonly<Record<PlanName, number>> = { free: 0, premium: 1, enterprise: 2 };

/** Each plan includes the ones before it. Pure. */
export function includes(plan: PlanName, wanted: PlanName): boolean {
  return ranks[plan] >= ranks[wanted];
}
