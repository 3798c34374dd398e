import { leveling } from './contract.ts';
import { standingOf } from './levels/standing.ts';

export const getLevel = leveling.offer('getLevel', async (ctx, { userId }) => {
  const standing = await standingOf(ctx, userId);
  return standing
    ? { level: standing.level, xp: standing.xp, rank: standing.rank }
    : { level: 0, xp: 0, rank: null };
});
