import { type OutgoingMessage, z } from '@guildhall/sdk';
import { type LevelingContext, leveling } from '../contract.ts';
import { standings } from '../levels/standing.ts';
import { lastPageNumber, nearestPage, pageCount, pageSize } from '../rules/page.ts';

/** Turns the leaderboard's page. Whoever sees the message may. */
export const turnPage = leveling.button(
  'page',
  { page: z.int().min(0).max(lastPageNumber) },
  async (ctx, { page }) => ctx.update(await leaderboard(ctx, page, ctx.locale)),
);

/** One page of the leaderboard with its buttons, or a line that says there is none yet. */
export async function leaderboard(
  ctx: LevelingContext,
  wanted: number,
  locale: string,
): Promise<Exclude<OutgoingMessage, string>> {
  const entries = await ctx.data.members.count({ xp: { $gt: 0 } });
  if (entries === 0) return { content: ctx.t('levels.empty'), embeds: [], components: [] };
  const page = nearestPage(wanted, entries);
  const pages = pageCount(entries);
  const number = new Intl.NumberFormat(locale);
  const lines = (await standings(ctx, page, pageSize))
    .filter(({ xp }) => xp > 0)
    .map(({ rank, userId, level, xp }) =>
      ctx.t('levels.line', {
        rank: number.format(rank),
        user: `<@${userId}>`,
        level: number.format(level),
        xp: number.format(xp),
      }),
    );
  return {
    embeds: [
      {
        title: ctx.t('levels.title', { server: ctx.guild.name }),
        description: lines.join('\n'),
        footer: { text: ctx.t('levels.page', { page: number.format(page), pages: number.format(pages) }) },
      },
    ],
    components:
      pages === 1
        ? []
        : [
            turnPage.with({ page: page - 1 }, { label: ctx.t('levels.previous'), disabled: page === 1 }),
            turnPage.with({ page: page + 1 }, { label: ctx.t('levels.next'), disabled: page === pages }),
          ],
  };
}
