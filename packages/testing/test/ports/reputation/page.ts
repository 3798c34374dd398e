import { block, z } from '@guildhall/sdk';
import { reputation } from './contract.ts';

const topRoute = reputation.route(
  'GET /top',
  {
    access: 'public',
    description: 'Who has the most points',
    query: z.object({ limit: z.int().min(1).max(100).default(50) }),
    returns: z.array(z.object({ userId: z.string(), points: z.int() })),
  },
  (ctx, { query }) => ctx.data.members.find().sort({ points: -1, userId: 1 }).limit(query.limit).toArray(),
);

const logRoute = reputation.route(
  'GET /log',
  {
    access: 'manager',
    description: 'Who gave whom how many points',
    query: z.object({ user: z.string().max(20).optional() }),
    returns: z.array(
      z.object({ at: z.iso.datetime(), from: z.string(), to: z.string(), points: z.int(), set: z.boolean() }),
    ),
  },
  async (ctx, { query: { user } }) => {
    const found = await ctx.data.log
      .find(user === undefined ? {} : { $or: [{ from: user }, { to: user }] })
      .sort({ at: -1 })
      .limit(100);
    return found.map(({ at, from, to, points, set }) => ({ at: at.toISOString(), from, to, points, set }));
  },
);

export const routes = [topRoute, logRoute] as const;

export const reputationPage = reputation.page('/log', {
  title: 'Reputation',
  access: 'manager',
  blocks: [
    block.table(topRoute, {
      title: 'Most points',
      columns: [
        { field: 'userId', title: 'Member', as: 'member' },
        { field: 'points', title: 'Points' },
      ],
      empty: 'Nobody has any yet.',
    }),
    block.table(logRoute, {
      title: 'What was given',
      columns: [
        { field: 'at', title: 'When', as: 'date' },
        { field: 'from', title: 'By', as: 'member' },
        { field: 'to', title: 'To', as: 'member' },
        { field: 'points', title: 'Points' },
      ],
    }),
  ],
});
