import { RouteError, z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { closeReport } from '../reports/close-report.ts';
import { cursor, limit } from './case-record.ts';
import { requireModerator } from './moderator.ts';

const state = z.enum(['open', 'handled', 'dismissed']);

export const listReports = moderation.route(
  'GET /reports',
  {
    access: 'member',
    description: 'Members’ reports, the newest first',
    query: z.object({ state: state.optional(), targetId: z.string().max(20).optional(), cursor, limit }),
    returns: z.object({
      items: z.array(
        z.object({
          number: z.int(),
          state,
          targetId: z.string(),
          reporterId: z.string(),
          reason: z.string(),
          at: z.int(),
          channelId: z.string().nullable(),
          link: z.string().nullable(),
          closedBy: z.string().nullable(),
          closedAt: z.int().nullable(),
        }),
      ),
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
    const page = found.slice(0, query.limit);
    return {
      items: page.map(
        ({
          number,
          state: is,
          targetId,
          reporterId,
          reason,
          at,
          channelId,
          messageId,
          closedBy,
          closedAt,
        }) => ({
          number,
          state: is,
          targetId,
          reporterId,
          reason,
          at,
          channelId,
          link: messageId && `https://discord.com/channels/${ctx.guild.id}/${channelId}/${messageId}`,
          closedBy,
          closedAt,
        }),
      ),
      next: found.length > query.limit ? (page.at(-1)?.number ?? null) : null,
    };
  },
);

export const closeReportRoute = moderation.route(
  'POST /reports/{number}/close',
  {
    access: 'member',
    description: 'Closes a report',
    params: z.object({ number: z.int() }),
    body: z.object({ state: z.enum(['handled', 'dismissed']) }),
  },
  async (ctx, { params, body }) => {
    const caller = await requireModerator(ctx);
    const closed = await closeReport(ctx, params.number, body.state, caller);
    if (!closed) throw new RouteError(409, 'REPORT_CLOSED', ctx.t('report.closed'));
  },
);
