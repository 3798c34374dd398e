import { DiscordRefusal } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import { tellPrivately } from '../deeds/tell-member.ts';
import type { Report } from './report.ts';
import { reportNotice } from './report-notice.ts';

/**
 * Closes a report: exactly once, whoever presses in the same moment. The notice then says who did, and the reporter is thanked.
 * @returns `undefined` when it was closed before, or never was
 */
export async function closeReport(
  ctx: ModerationContext,
  number: number,
  state: 'handled' | 'dismissed',
  by: string,
): Promise<Report | undefined> {
  const closed = await ctx.data.reports.findOneAndUpdate(
    { number, state: 'open' },
    { $set: { state, about: `closed:${number}`, closedBy: by, closedAt: ctx.clock.now() } },
  );
  if (!closed) return undefined;
  await ctx.audit(`report.${state}`, { number, by });
  const { noticeChannelId, noticeId, reporterId } = closed;
  try {
    if (noticeChannelId !== null && noticeId !== null) {
      await ctx.discord.edit(noticeChannelId, noticeId, reportNotice(ctx.guild, ctx.guild.id, closed));
    }
  } catch (error) {
    // Somebody removed the notice, or the channel.
    if (!(error instanceof DiscordRefusal)) throw error;
  }
  if (
    state === 'handled' &&
    ctx.config.dmOnAction &&
    reporterId !== '0' &&
    (await ctx.discord.member(reporterId))
  ) {
    const content = ctx.guild.t('report.thanks', { server: ctx.guild.name });
    await tellPrivately(ctx, reporterId, { content }, `thanks:${number}`);
  }
  return closed;
}
