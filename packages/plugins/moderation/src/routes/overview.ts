import { z } from '@guildhall/sdk';
import type { ModerationContext } from '../contract.ts';
import { moderation } from '../contract.ts';
import { requireModerator } from './moderator.ts';

const day = 86_400_000;
const days = 30;

/** What is counted of a member's treatment; notes and channels are not. */
const actions = ['warn', 'timeout', 'kick', 'softban', 'ban'] as const;
const counted = { kind: { $in: actions }, state: 'done' } as const;

/** The beginning of today in the guild's time zone. Milliseconds since 1970. */
function today({ clock, guild }: ModerationContext): number {
  const now = clock.now();
  const parts = new Intl.DateTimeFormat('en', {
    timeZone: guild.timezone,
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  return now - (now % 1000) - ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000;
}

export const overview = moderation.route(
  'GET /overview',
  {
    access: 'member',
    description: 'What was done today, warnings in force, bans of the last 30 days, open reports',
    returns: z.object({
      today: z.int(),
      yesterday: z.int(),
      warnings: z.int(),
      bans: z.int(),
      timed: z.int(),
      reports: z.int(),
      reportsTone: z.enum(['neutral', 'warning']),
    }),
  },
  async (ctx) => {
    await requireModerator(ctx);
    const begin = today(ctx);
    const now = ctx.clock.now();
    const [done, before, warnings, bans, timed, reports] = await Promise.all([
      ctx.data.cases.count({ ...counted, at: { $gte: begin } }),
      ctx.data.cases.count({ ...counted, at: { $gte: begin - day, $lt: begin } }),
      ctx.data.warnings.count({ state: 'active', $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] }),
      ctx.data.cases.count({ kind: 'ban', state: 'done', at: { $gte: now - days * day } }),
      ctx.data.timedActions.count({ until: { $gt: now } }),
      ctx.data.reports.count({ state: 'open' }),
    ]);
    return {
      today: done,
      yesterday: before,
      warnings,
      bans,
      timed,
      reports,
      reportsTone: reports > 0 ? ('warning' as const) : ('neutral' as const),
    };
  },
);

export const actionsByDay = moderation.route(
  'GET /overview/days',
  {
    access: 'member',
    description: 'Warnings, timeouts, kicks and bans of each of the last 30 days',
    returns: z.array(
      z.object({ day: z.string(), warnings: z.int(), timeouts: z.int(), kicks: z.int(), bans: z.int() }),
    ),
  },
  async (ctx) => {
    await requireModerator(ctx);
    const since = today(ctx) - (days - 1) * day;
    const rows = await ctx.data.cases.aggregate(
      [
        { $match: { ...counted, at: { $gte: since } } },
        {
          $group: {
            _id: { kind: '$kind', day: { $floor: { $divide: [{ $subtract: ['$at', since] }, day] } } },
            count: { $sum: 1 },
          },
        },
      ],
      z.object({ _id: z.object({ kind: z.enum(actions), day: z.number() }), count: z.int() }),
    );
    const name = new Intl.DateTimeFormat('en-CA', { timeZone: ctx.guild.timezone });
    const result = Array.from({ length: days }, (_, index) => ({
      day: name.format(since + index * day + day / 2),
      warnings: 0,
      timeouts: 0,
      kicks: 0,
      bans: 0,
    }));
    const fields = {
      warn: 'warnings',
      timeout: 'timeouts',
      kick: 'kicks',
      softban: 'kicks',
      ban: 'bans',
    } as const;
    for (const { _id, count } of rows) {
      const row = result[_id.day];
      if (row) row[fields[_id.kind]] += count;
    }
    return result;
  },
);

export const topModerators = moderation.route(
  'GET /overview/moderators',
  {
    access: 'member',
    description: 'Who acted most in the last 30 days',
    returns: z.array(z.object({ moderatorId: z.string(), actions: z.int(), lastAt: z.int() })),
  },
  async (ctx) => {
    await requireModerator(ctx);
    const rows = await ctx.data.cases.aggregate(
      [
        {
          $match: {
            ...counted,
            at: { $gte: ctx.clock.now() - days * day },
            moderatorId: { $nin: [null, '0'] },
          },
        },
        { $group: { _id: '$moderatorId', actions: { $sum: 1 }, lastAt: { $max: '$at' } } },
        { $sort: { actions: -1, _id: 1 } },
        { $limit: 10 },
      ],
      z.object({ _id: z.string(), actions: z.int(), lastAt: z.int() }),
    );
    return rows.map(({ _id, actions: count, lastAt }) => ({ moderatorId: _id, actions: count, lastAt }));
  },
);
