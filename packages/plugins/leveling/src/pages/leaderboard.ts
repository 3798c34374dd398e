import { block, z } from '@guildhall/sdk';
import { leveling } from '../contract.ts';
import { standings } from '../levels/standing.ts';
import { levelForXp } from '../rules/curve.ts';

/** The members with the most XP. */
export const topRoute = leveling.route(
  'GET /top',
  {
    access: 'member',
    description: 'The members with the most XP',
    query: z.object({ limit: z.int().min(1).max(100).default(100) }),
    returns: z.array(z.object({ rank: z.int(), userId: z.string(), level: z.int(), xp: z.int() })),
  },
  async (ctx, { query }) => (await standings(ctx, 1, query.limit)).map((standing) => ({ ...standing })),
);

/** What the whole guild has earned. */
export const summaryRoute = leveling.route(
  'GET /summary',
  {
    access: 'member',
    description: 'How many members have XP, and the highest level',
    returns: z.object({ members: z.int(), highestLevel: z.int() }),
  },
  async (ctx) => {
    const [members, [first]] = await Promise.all([ctx.data.members.count({}), standings(ctx, 1, 1)]);
    return { members, highestLevel: first?.level ?? 0 };
  },
);

/** How many members have reached each level and no higher one. */
export const spreadRoute = leveling.route(
  'GET /spread',
  {
    access: 'member',
    description: 'How many members are at each level, of the thousand with the most XP',
    returns: z.array(z.object({ level: z.int(), members: z.int() })),
  },
  async (ctx) => {
    const counts = new Map<number, number>();
    for (const { xp } of await ctx.data.members.find().sort({ xp: -1, userId: 1 }).limit(1000)) {
      const level = levelForXp(ctx.config.curve, xp);
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    const highest = Math.max(-1, ...counts.keys());
    return Array.from({ length: Math.min(highest + 1, 200) }, (_, level) => ({
      level,
      members: counts.get(level) ?? 0,
    }));
  },
);

export const leaderboardPage = leveling.page('/leaderboard', {
  title: { en: 'Leaderboard', fr: 'Classement' },
  access: 'member',
  blocks: [
    block.stat(summaryRoute, {
      title: { en: 'Members with XP', fr: 'Membres avec de l’XP' },
      value: 'members',
    }),
    block.stat(summaryRoute, {
      title: { en: 'Highest level', fr: 'Plus haut niveau' },
      value: 'highestLevel',
    }),
    block.chart(spreadRoute, {
      title: { en: 'Members at each level', fr: 'Membres par niveau' },
      shape: 'bar',
      x: 'level',
      y: [{ field: 'members', title: { en: 'Members', fr: 'Membres' } }],
    }),
    block.table(topRoute, {
      title: { en: 'Most XP', fr: 'Le plus d’XP' },
      columns: [
        { field: 'rank', title: { en: 'Rank', fr: 'Rang' } },
        { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
        { field: 'level', title: { en: 'Level', fr: 'Niveau' } },
        { field: 'xp', title: { en: 'XP', fr: 'XP' } },
      ],
      empty: {
        en: 'Nobody has earned XP yet. Messages give some.',
        fr: 'Personne n’a encore gagné d’XP. Les messages en donnent.',
      },
    }),
  ],
});
