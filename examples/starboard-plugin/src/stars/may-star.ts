import type { StarboardContext } from '../contract.ts';

/** Whether a member's star on a message counts here. */
export async function mayStar(ctx: StarboardContext, userId: string, authorId: string): Promise<boolean> {
  const { selfStar, minimumLevel } = ctx.config;
  if (userId === authorId && !selfStar) return false;
  if (minimumLevel === 0 || !ctx.use.leveling) return true;
  const { level } = await ctx.use.leveling.getLevel({ userId });
  return level >= minimumLevel;
}
