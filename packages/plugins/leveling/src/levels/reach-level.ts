import type { LevelingContext } from '../contract.ts';
import { levelForXp } from '../rules/curve.ts';

export interface LevelChange {
  readonly from: number;
  readonly to: number;
}

/** Notes a level that the XP has risen to. @returns the change to exactly one caller, `undefined` to all others. */
export async function reachLevel(
  ctx: LevelingContext,
  userId: string,
  xp: number,
): Promise<LevelChange | undefined> {
  const to = levelForXp(ctx.config.curve, xp);
  if (to === 0) return undefined;
  const before = await ctx.data.members.findOneAndUpdate(
    { userId, level: { $lt: to } },
    { $set: { level: to } },
    { returns: 'before' },
  );
  return before && { from: before.level, to };
}
