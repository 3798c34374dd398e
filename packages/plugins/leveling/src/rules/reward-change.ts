export interface Reward {
  readonly level: number;
  readonly role: string;
}

/** `stack`: every reward up to the level. `replace`: only those of the highest rewarded level. */
export type RewardMode = 'stack' | 'replace';

/** Roles that a level entitles to, each once. */
export function entitledRoles(
  rewards: readonly Reward[],
  mode: RewardMode,
  level: number,
): readonly string[] {
  const reached = rewards.filter((reward) => reward.level <= level);
  const highest = Math.max(0, ...reached.map((reward) => reward.level));
  const kept = mode === 'stack' ? reached : reached.filter((reward) => reward.level === highest);
  return [...new Set(kept.map((reward) => reward.role))];
}

export interface RewardChange {
  readonly give: readonly string[];
  readonly take: readonly string[];
}

/**
 * What to change when a member goes from one level to another. A jump over several levels gives all their rewards.
 * Roles that the member has for other reasons are left alone: only a reward that is replaced, or lost by sinking, is taken.
 */
export function rewardChange(options: {
  readonly rewards: readonly Reward[];
  readonly mode: RewardMode;
  readonly from: number;
  readonly to: number;
  readonly has: readonly string[];
}): RewardChange {
  const { rewards, mode, from, to, has } = options;
  const entitled = entitledRoles(rewards, mode, to);
  const lost = rewards.filter((reward) =>
    mode === 'replace' ? reward.level <= Math.max(from, to) : reward.level > to && reward.level <= from,
  );
  const take = new Set(lost.map((reward) => reward.role));
  return {
    give: entitled.filter((role) => !has.includes(role)),
    take: [...take].filter((role) => has.includes(role) && !entitled.includes(role)),
  };
}
