import { z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { goingOn, over, type Status } from '../data.ts';
import { giveawayId, giveawayRecord, known, toRecord } from './known.ts';

const day = 86_400_000;

/** What a list can be cut down to. */
const groups = {
  active: goingOn,
  running: ['running'],
  paused: ['paused'],
  over,
} as const satisfies Record<string, readonly Status[]>;

export const listGiveaways = giveaways.route(
  'GET /giveaways',
  {
    access: 'manager',
    description: 'Giveaways, the newest first',
    query: z.object({
      shown: z.enum(['active', 'running', 'paused', 'over']).optional(),
      outcome: z
        .enum(['ended', 'cancelled'])
        .optional()
        .meta({ description: 'How those that are over ended' }),
      search: z.string().max(100).optional(),
      cursor: z.string().max(12).optional(),
      limit: z.int().min(1).max(100).default(50),
    }),
    returns: z.object({ items: z.array(giveawayRecord), next: z.string().nullable() }),
  },
  async (ctx, { query: { shown, outcome, search, cursor, limit } }) => {
    const wanted = search?.trim().toLowerCase() ?? '';
    const found = [];
    const before = Number(cursor ?? Number.MAX_SAFE_INTEGER);
    const statuses: readonly Status[] = shown ? groups[shown] : [...goingOn, ...over];
    const filter = {
      number: { $lt: Number.isInteger(before) ? before : Number.MAX_SAFE_INTEGER },
      status: { $in: statuses.filter((status) => !outcome || status === outcome) },
    };
    for await (const one of ctx.data.giveaways.find(filter).sort({ number: -1 })) {
      if (!`#${one.number} ${one.prize}`.toLowerCase().includes(wanted)) continue;
      found.push(one);
      if (found.length > limit) break;
    }
    const page = found.slice(0, limit);
    return {
      items: await Promise.all(page.map((one) => toRecord(ctx, one))),
      next: found.length > limit ? String(page.at(-1)?.number ?? '') : null,
    };
  },
);

export const getGiveaway = giveaways.route(
  'GET /giveaways/{id}',
  { access: 'manager', description: 'One giveaway', params: giveawayId, returns: giveawayRecord },
  async (ctx, { params }) => toRecord(ctx, await known(ctx, params.id)),
);

export const summary = giveaways.route(
  'GET /summary',
  {
    access: 'manager',
    description: 'How many giveaways are going on, and what the last 30 days were like',
    returns: z.object({
      active: z.int(),
      entries: z.int(),
      ended: z.int(),
      endedBefore: z.int(),
      unclaimed: z.int(),
    }),
  },
  async (ctx) => {
    const now = ctx.clock.now();
    const ended = (from: number, to: number) =>
      ctx.data.giveaways.count({ status: 'ended', endedAt: { $gte: now - from * day, $lt: now - to * day } });
    const open = await ctx.data.giveaways.find({ status: { $in: groups.active } }).limit(100);
    return {
      active: open.length,
      entries: await ctx.data.entries.count({
        giveawayId: { $in: open.map(({ id }) => id) },
        state: 'in',
      }),
      ended: await ended(30, -1),
      endedBefore: await ended(60, 30),
      unclaimed: await ctx.data.wins.count({ status: 'won', claimBy: { $gt: now } }),
    };
  },
);

export const listWinners = giveaways.route(
  'GET /giveaways/{id}/winners',
  {
    access: 'manager',
    description: 'Who has won, and what became of their prize',
    params: giveawayId,
    returns: z.array(
      z.object({
        userId: z.string(),
        round: z.int(),
        status: z.enum(['won', 'claimed', 'forfeited', 'replaced']),
        at: z.iso.datetime(),
        claimBy: z.iso.datetime().nullable(),
      }),
    ),
  },
  async (ctx, { params }) => {
    const { id } = await known(ctx, params.id);
    const wins = await ctx.data.wins.find({ giveawayId: id }).sort({ round: 1, userId: 1 });
    return wins.map(({ userId, round, status, at, claimBy }) => ({
      userId,
      round,
      status,
      at: new Date(at).toISOString(),
      claimBy: claimBy === 0 ? null : new Date(claimBy).toISOString(),
    }));
  },
);
