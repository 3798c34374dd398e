import type { LevelingContext } from '../contract.ts';
import { levelForXp } from '../rules/curve.ts';

export interface Standing {
  readonly userId: string;
  readonly xp: number;
  readonly level: number;
  /** 1 is the highest. Equal XP is ranked by id, so that a rank never flickers. */
  readonly rank: number;
}

/** Where a member stands; `undefined` before the first XP. */
export async function standingOf(ctx: LevelingContext, userId: string): Promise<Standing | undefined> {
  const member = await ctx.data.members.findOne({ userId });
  if (!member) return undefined;
  const { xp } = member;
  const ahead = await ctx.data.members.count({
    $or: [{ xp: { $gt: xp } }, { xp, userId: { $lt: userId } }],
  });
  return { userId, xp, level: levelForXp(ctx.config.curve, xp), rank: ahead + 1 };
}

/** A page of the leaderboard, counted from 1, in the order of `rank`. */
export async function standings(
  ctx: LevelingContext,
  page: number,
  size: number,
): Promise<readonly Standing[]> {
  const skipped = (page - 1) * size;
  const members = await ctx.data.members.find().sort({ xp: -1, userId: 1 }).skip(skipped).limit(size);
  return members.map(({ userId, xp }, index) => ({
    userId,
    xp,
    level: levelForXp(ctx.config.curve, xp),
    rank: skipped + index + 1,
  }));
}
