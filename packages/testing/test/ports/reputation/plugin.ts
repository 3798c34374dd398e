import { type CommandContextOf, field, type ResolvedMember, z } from '@guildhall/sdk';
import { reputation } from './contract.ts';
import { give, now, rankOf, reward } from './give.ts';
import { reputationPage, routes } from './page.ts';
import { thanks } from './thanks.ts';

type Command = CommandContextOf<typeof reputation>;

const member = field.member().meta({ description: 'Whom' });
const amount = z.int().min(1).max(100).default(1).meta({ description: 'How many' });

const giveSome = reputation.command({
  name: 'rep-give',
  description: 'Give a member points',
  options: { member, amount },
  run: (ctx, { member, amount }) => change(ctx, member, amount),
});

const takeSome = reputation.command({
  name: 'rep-take',
  description: 'Take points from a member',
  options: { member, amount },
  run: (ctx, { member, amount }) => change(ctx, member, -amount),
});

async function change(ctx: Command, to: ResolvedMember, points: number): Promise<void> {
  const given = await give(ctx, { id: ctx.interaction.id, from: ctx.member, to, points });
  const { name, most } = ctx.config;
  if (typeof given === 'string') {
    return ctx.reply({ content: ctx.t(`refused.${given}`, { most }), ephemeral: true });
  }
  await ctx.reply(ctx.t('given', { to: to.id, points: given.points, rank: given.rank, name }));
}

const standing = reputation.command({
  name: 'rep',
  description: 'See how many points somebody has',
  options: { user: field.user().optional().meta({ description: 'Who; you otherwise' }) },
  async run(ctx, { user = ctx.member }) {
    const points = (await ctx.data.members.findOne({ userId: user.id }))?.points ?? 0;
    const rank = await rankOf(ctx, points);
    return ctx.reply(ctx.t('standing', { user: user.id, points, rank, name: ctx.config.name }));
  },
});

const user = field.user().meta({ description: 'Who; they may have left' });

const set = reputation.subcommand({
  name: 'set',
  description: 'Say how many points somebody has',
  options: { user, points: z.int().meta({ description: 'How many' }) },
  async run(ctx, { user, points }) {
    await ctx.data.members.updateOne({ userId: user.id }, { $set: { points } }, { upsert: true });
    await ctx.data.log.insertOne({
      id: ctx.interaction.id,
      from: ctx.member.id,
      to: user.id,
      points,
      set: true,
      at: now(ctx),
    });
    await ctx.audit('set', { userId: user.id, points });
    if (user.member) await reward(ctx, user.member, points);
    const { name } = ctx.config;
    await ctx.reply(ctx.t('given', { to: user.id, points, rank: await rankOf(ctx, points), name }));
  },
});

const forget = reputation.subcommand({
  name: 'forget',
  description: 'Let somebody start anew',
  options: { user },
  async run(ctx, { user }) {
    await ctx.data.members.deleteOne({ userId: user.id });
    if (user.member) await reward(ctx, user.member, 0);
    await ctx.reply({ content: ctx.t('forgotten'), ephemeral: true });
  },
});

const admin = reputation.command({
  name: 'rep-admin',
  description: 'Put points right',
  permissions: ['ManageGuild'],
  subcommands: [set, forget],
});

const perPage = 15;

const board = reputation.pages('board', {
  async show(ctx, page) {
    const found = await ctx.data.members
      .find()
      .sort({ points: -1, userId: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage);
    const [best] = found;
    const first = best ? await rankOf(ctx, best.points) : 1;
    const lines = found.map(({ userId, points }, index) => {
      const level = found.findIndex((other) => other.points === points);
      const rank = level === 0 ? first : (page - 1) * perPage + (level === index ? index : level) + 1;
      return ctx.t('top.line', { rank, user: userId, points });
    });
    return {
      message: { content: lines.join('\n') || ctx.t('top.none') },
      pages: Math.ceil((await ctx.data.members.count()) / perPage),
    };
  },
});

const top = reputation.command({
  name: 'rep-top',
  description: 'Who has the most',
  options: { user: field.user().optional().meta({ description: 'Open the page that they are on' }) },
  async run(ctx, { user }) {
    const points = user && (await ctx.data.members.findOne({ userId: user.id }))?.points;
    const before = points === undefined ? 0 : (await rankOf(ctx, points)) - 1;
    return ctx.reply(await board.message(ctx, {}, Math.floor(before / perPage) + 1));
  },
});

// A pair's cooldown is a document that nobody needs once it is over.
const tidy = reputation.job('tidy', { every: '1 h' }, (ctx) =>
  ctx.data.cooldowns.deleteMany({ until: { $lt: now(ctx) } }),
);

export default reputation.build(
  thanks,
  giveSome,
  takeSome,
  standing,
  admin,
  board,
  top,
  tidy,
  ...routes,
  reputationPage,
);
