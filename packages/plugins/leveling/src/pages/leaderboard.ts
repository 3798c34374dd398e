import { block, field, RouteError, z } from '@guildhall/sdk';
import { leveling } from '../contract.ts';
import { changeXp, mostXp } from '../levels/change-xp.ts';
import { standingOf, standings } from '../levels/standing.ts';
import { applyRewards } from '../rewards/apply-rewards.ts';
import { highestLevel, levelForXp, progressOf } from '../rules/curve.ts';

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

/** One member, for the drawer beside the leaderboard. */
export const memberRoute = leveling.route(
  'GET /members/{userId}',
  {
    access: 'member',
    params: z.object({ userId: field.snowflake() }),
    description: 'What one member has earned',
    returns: z.object({
      userId: z.string(),
      rank: z.int(),
      level: z.int(),
      xp: z.int(),
      /** What is missing to the next level; `null` at the highest. */
      toNext: z.int().nullable(),
      messages: z.int(),
      lastAt: z.int().nullable(),
    }),
  },
  async (ctx, { params }) => {
    const [standing, member] = await Promise.all([
      standingOf(ctx, params.userId),
      ctx.data.members.findOne({ userId: params.userId }),
    ]);
    if (!standing || !member) throw nobody();
    const { into, span } = progressOf(ctx.config.curve, standing.xp);
    return {
      ...standing,
      toNext: standing.level === highestLevel ? null : span - into,
      messages: member.messages,
      lastAt: member.lastAt > 0 ? member.lastAt : null,
    };
  },
);

/** A manager's change, as `/xp set` makes it. */
export const setXpRoute = leveling.route(
  'PATCH /members/{userId}',
  {
    access: 'manager',
    params: z.object({ userId: field.snowflake() }),
    description: 'Sets the XP of a member; their roles follow',
    body: z.object({ xp: z.int().min(0).max(mostXp).meta({ title: 'XP' }) }),
    returns: z.object({ xp: z.int(), level: z.int(), before: z.int() }),
  },
  async (ctx, { params, body }) => {
    const { userId } = params;
    if ((await ctx.data.members.count({ userId })) === 0) throw nobody();
    const change = await changeXp(ctx, userId, 'set', body.xp);
    await ctx.audit('xp.set', { userId, amount: body.xp, xp: change.xp });
    // As Discord has them now: whoever undoes a change is quicker than its news.
    const member = await (await ctx.discord.member(userId))?.fetch(true);
    const problem =
      member && (await applyRewards(ctx, { id: userId, roles: [...member.roles.cache.keys()] }, change));
    if (problem) {
      throw new RouteError(
        409,
        problem.code,
        {
          en: `The XP is set, but a role is not: ${problem.summary}`,
          fr: `L’XP est fixée, mais pas un rôle : ${problem.summary}`,
        },
        problem.remedy,
      );
    }
    return { xp: change.xp, level: change.to, before: change.before };
  },
);

function nobody(): RouteError {
  return new RouteError(404, 'MEMBER_WITHOUT_XP', {
    en: 'This member has no XP yet.',
    fr: 'Ce membre n’a pas encore d’XP.',
  });
}

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
      id: 'userId',
      actions: [
        block.action(setXpRoute, {
          title: { en: 'Set XP', fr: 'Fixer l’XP' },
          icon: 'edit',
          params: { userId: 'userId' },
          ask: ['xp'],
          bodyFrom: { xp: 'xp' },
          done: { en: 'Set to {xp} XP, level {level}.', fr: 'Fixé à {xp} XP, niveau {level}.' },
          undo: block.call(setXpRoute, { params: { userId: 'userId' }, bodyFrom: { xp: 'before' } }),
        }),
      ],
      detail: {
        title: { en: 'Rank {rank}', fr: 'Rang {rank}' },
        blocks: [
          block.details(memberRoute, {
            title: { en: 'Member', fr: 'Membre' },
            params: { userId: 'userId' },
            shows: [
              { field: 'userId', title: { en: 'Member', fr: 'Membre' }, as: 'member' },
              { field: 'level', title: { en: 'Level', fr: 'Niveau' } },
              { field: 'xp', title: { en: 'XP', fr: 'XP' } },
              { field: 'toNext', title: { en: 'XP to the next level', fr: 'XP jusqu’au niveau suivant' } },
              { field: 'messages', title: { en: 'Messages that gave XP', fr: 'Messages avec XP' } },
              { field: 'lastAt', title: { en: 'Last XP', fr: 'Dernière XP' }, as: 'date' },
            ],
          }),
        ],
      },
      empty: {
        en: 'Nobody has earned XP yet. Messages give some.',
        fr: 'Personne n’a encore gagné d’XP. Les messages en donnent.',
      },
    }),
  ],
});
