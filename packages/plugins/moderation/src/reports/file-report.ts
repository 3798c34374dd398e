import { DiscordRefusal, DuplicateKeyError, PluginProblem } from '@guildhall/sdk';
import { takeNumbers } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import type { Report } from './report.ts';
import { reportButtons } from './report-buttons.ts';
import { reportNotice } from './report-notice.ts';

export interface Reported {
  readonly reporterId: string;
  readonly targetId: string;
  readonly reason: string;
  readonly message?: { readonly id: string; readonly channelId: string; readonly content: string };
}

/** A report's way: written down, and shown to moderators. @returns `undefined` when the same person has reported it already */
export async function fileReport(ctx: ModerationContext, reported: Reported): Promise<Report | undefined> {
  const { reporterId, targetId, reason, message } = reported;
  const report: Report = {
    number: await takeNumbers(ctx, 'report', 1),
    about: `${reporterId}:${message?.id ?? targetId}`,
    reporterId,
    targetId,
    channelId: message?.channelId ?? null,
    messageId: message?.id ?? null,
    reason,
    state: 'open',
    at: ctx.clock.now(),
    closedBy: null,
    closedAt: null,
    noticeChannelId: null,
    noticeId: null,
  };
  try {
    await ctx.data.reports.insertOne(report);
  } catch (error) {
    if (error instanceof DuplicateKeyError) return undefined;
    throw error;
  }
  await showToModerators(ctx, report, message?.content);
  return report;
}

async function showToModerators(
  ctx: ModerationContext,
  report: Report,
  content: string | undefined,
): Promise<void> {
  const channelId = ctx.config.reportChannel ?? ctx.config.modLog;
  // The queue of the dashboard has it all the same.
  if (channelId === undefined) return;
  const { number } = report;
  try {
    const { id } = await ctx.discord.send(
      channelId,
      reportNotice(ctx.guild, ctx.guild.id, report, {
        ...(content === undefined ? {} : { content }),
        components: reportButtons(ctx.guild.t, report),
      }),
      {
        once: `report:${number}`,
      },
    );
    await ctx.data.reports.updateOne({ number }, { $set: { noticeChannelId: channelId, noticeId: id } });
  } catch (cause) {
    if (!(cause instanceof DiscordRefusal)) throw cause;
    throw new PluginProblem(
      'REPORT_REFUSED',
      ctx.guild.t('problem.report'),
      ctx.guild.t('problem.log.remedy'),
      {
        cause,
      },
    );
  }
}
