import { field, z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { warningsOf } from '../warnings/escalate.ts';
import { pointsOf } from '../warnings/points.ts';
import { caseRecord, toRecord } from './case-record.ts';
import { requireModerator } from './moderator.ts';
import { cursor, limit, pageOf } from './paging.ts';

const memberRecord = z.object({
  userId: z.string(),
  cases: z.int(),
  points: z.int(),
  lastAt: z.int(),
});

/** Where a page begins: behind a member's latest case and id. */
const place = z.string().regex(/^\d{1,16}:\d{1,20}$/);

export const listMembers = moderation.route(
  'GET /members',
  {
    access: 'member',
    description: 'Members with a record, the latest first',
    query: z.object({ userId: z.string().max(20).optional(), cursor: place.optional(), limit }),
    returns: z.object({ items: z.array(memberRecord), next: place.nullable() }),
  },
  async (ctx, { query }) => {
    await requireModerator(ctx);
    const [lastAt = '', lastId = ''] = query.cursor?.split(':') ?? [];
    const before = {
      $or: [{ lastAt: { $lt: Number(lastAt) } }, { lastAt: Number(lastAt), _id: { $gt: lastId } }],
    };
    const rows = await ctx.data.cases.aggregate(
      [
        {
          $match: {
            state: 'done',
            hidden: false,
            userId: query.userId ? query.userId : { $nin: [null, '0'] },
          },
        },
        { $group: { _id: '$userId', cases: { $sum: 1 }, lastAt: { $max: '$at' } } },
        ...(query.cursor === undefined ? [] : [{ $match: before }]),
        { $sort: { lastAt: -1, _id: 1 } },
        { $limit: query.limit + 1 },
      ],
      z.object({ _id: z.string(), cases: z.int(), lastAt: z.int() }),
    );
    const { items, next } = pageOf(rows, query.limit, (row) => `${row.lastAt}:${row._id}`);
    const warnings = await ctx.data.warnings.find({
      state: 'active',
      userId: { $in: items.map(({ _id }) => _id) },
    });
    const now = ctx.clock.now();
    return {
      items: items.map((row) => ({
        userId: row._id,
        cases: row.cases,
        lastAt: row.lastAt,
        points: pointsOf(
          warnings.filter(({ userId }) => userId === row._id),
          now,
        ),
      })),
      next,
    };
  },
);

export const readMember = moderation.route(
  'GET /members/{userId}',
  {
    access: 'member',
    description: 'What is known about somebody',
    params: z.object({ userId: field.snowflake() }),
    returns: z.object({
      userId: z.string(),
      isMember: z.boolean(),
      joinedAt: z.int().nullable(),
      points: z.int(),
      warnings: z.int(),
      cases: z.int(),
      reports: z.int(),
      timedOutUntil: z.int().nullable(),
      banEndsAt: z.int().nullable(),
    }),
  },
  async (ctx, { params }) => {
    await requireModerator(ctx);
    const { userId } = params;
    const [warnings, cases, reports, member, ban] = await Promise.all([
      warningsOf(ctx, userId),
      ctx.data.cases.count({ userId, hidden: false, state: 'done' }),
      ctx.data.reports.count({ targetId: userId }),
      ctx.discord.member(userId),
      ctx.data.timedActions.findOne({ kind: 'ban', userId }),
    ]);
    const now = ctx.clock.now();
    const timed = await ctx.data.timedActions.findOne({ kind: 'timeout', userId });
    const until = timed?.until ?? member?.communicationDisabledUntilTimestamp ?? 0;
    return {
      userId,
      isMember: member !== undefined,
      joinedAt: member?.joinedTimestamp ?? null,
      points: pointsOf(warnings, now),
      warnings: warnings.length,
      cases,
      reports,
      timedOutUntil: until > now ? until : null,
      banEndsAt: ban?.until ?? null,
    };
  },
);

export const memberTimeline = moderation.route(
  'GET /members/{userId}/timeline',
  {
    access: 'member',
    description: 'A member’s cases, the newest first; hidden ones are left out',
    params: z.object({ userId: field.snowflake() }),
    query: z.object({ cursor, limit }),
    returns: z.object({ items: z.array(caseRecord), next: z.int().nullable() }),
  },
  async (ctx, { params, query }) => {
    await requireModerator(ctx);
    const before = query.cursor === undefined ? {} : { number: { $lt: query.cursor } };
    const found = await ctx.data.cases
      .find({ userId: params.userId, hidden: false, state: 'done', ...before })
      .sort({ number: -1 })
      .limit(query.limit + 1);
    const { items, next } = pageOf(found, query.limit, ({ number }) => number);
    return { items: items.map(toRecord), next };
  },
);
