import { RouteError, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { closeReport } from '../reports/close-report.ts';
import { type Report, reportSchema } from '../reports/report.ts';
import { requireModerator } from './moderator.ts';
import { cursor, limit, pageOf } from './paging.ts';

const { state } = reportSchema.shape;
const record = reportSchema
  .omit({ about: true, messageId: true, noticeChannelId: true, noticeId: true })
  .extend({ link: z.string().nullable() });

export const listReports = moderation.route(
  'GET /reports',
  {
    access: 'member',
    description: 'Members’ reports, the newest first',
    query: z.object({ state: state.optional(), targetId: z.string().max(20).optional(), cursor, limit }),
    returns: z.object({
      items: z.array(record),
      next: z.int().nullable(),
    }),
  },
  async (ctx, { query }) => {
    await requireModerator(ctx);
    const found = await ctx.data.reports
      .find({
        ...(query.state && { state: query.state }),
        ...(query.targetId && { targetId: query.targetId }),
        ...(query.cursor !== undefined && { number: { $lt: query.cursor } }),
      })
      .sort({ number: -1 })
      .limit(query.limit + 1);
    const { items, next } = pageOf(found, query.limit, ({ number }) => number);
    return { items: items.map((one) => toRecord(ctx, one)), next };
  },
);

function toRecord({ guild }: Pick<ModerationContext, 'guild'>, one: Report): z.output<typeof record> {
  const { about: _about, noticeChannelId: _channel, noticeId: _notice, messageId, ...rest } = one;
  return {
    ...rest,
    link: messageId && `https://discord.com/channels/${guild.id}/${one.channelId}/${messageId}`,
  };
}

export const closeReportRoute = moderation.route(
  'POST /reports/{number}/close',
  {
    access: 'member',
    description: 'Closes a report',
    params: z.object({ number: z.int() }),
    body: z.object({ state: state.exclude(['open']) }),
  },
  async (ctx, { params, body }) => {
    const caller = await requireModerator(ctx);
    const closed = await closeReport(ctx, params.number, body.state, caller);
    if (!closed) throw new RouteError(409, 'REPORT_CLOSED', ctx.t('report.closed'));
  },
);
