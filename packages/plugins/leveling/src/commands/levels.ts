import { z } from '@guildhall/sdk';
import { leaderboard } from '../components/leaderboard.ts';
import { leveling } from '../contract.ts';
import { lastPageNumber } from '../rules/page.ts';

export const levels = leveling.command({
  name: 'levels',
  description: 'The members with the most XP',
  options: {
    page: z
      .int()
      .min(1)
      .max(lastPageNumber - 1)
      .default(1),
  },
  run: async (ctx, { page }) => ctx.reply(await leaderboard(ctx, page, ctx.locale)),
});
