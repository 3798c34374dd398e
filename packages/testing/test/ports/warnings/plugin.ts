import { field, z } from '@guildhall/sdk';
import { turns, type WarningsCommand, type WarningsContext, warnings } from './contract.ts';
import { act, pointsOf } from './points.ts';

const known: readonly string[] = ['target_is_self', 'target_is_owner', 'hierarchy'];

const warn = warnings.command({
  name: 'warn',
  description: 'Warn a member',
  permissions: ['ModerateMembers'],
  options: {
    member: field.member().meta({ description: 'Whom' }),
    reason: z.string().max(300).meta({ description: 'A reason of the list, or your own' }),
  },
  autocomplete: {
    reason: (ctx, typed) =>
      Object.entries(ctx.config.reasons)
        .filter(([name]) => name.toLowerCase().includes(typed.toLowerCase()))
        .map(([name, { points }]) => ({ name: `${name} (${points})`, value: name })),
  },
  async run(ctx, { member, reason }) {
    if (member.bot) return refuse(ctx, 'refused.bot');
    const obstacle = await ctx.cannot(ctx.member, { member: member.id }, 'ModerateMembers');
    if (obstacle !== undefined && !obstacle.startsWith('bot_')) {
      return refuse(ctx, `refused.${known.includes(obstacle) ? obstacle : 'other'}`);
    }
    const listed = ctx.config.reasons[reason];
    if (!listed && !ctx.config.ownReasons) return refuse(ctx, 'reason.unknown', { reason });
    const { text, points } = listed ?? { text: reason, points: 1 };
    return turns.run(ctx, member.id, () => give(ctx, member.id, text, points));
  },
});

function refuse(ctx: WarningsCommand, key: string, parameters = {}): Promise<void> {
  return ctx.reply({ content: ctx.t(key, parameters), ephemeral: true });
}

async function give(ctx: WarningsCommand, userId: string, reason: string, points: number): Promise<void> {
  const before = await pointsOf(ctx, userId);
  const moderatorId = ctx.member.id;
  const id = ctx.interaction.id;
  await ctx.data.warnings.insertOne({
    id,
    userId,
    moderatorId,
    reason,
    points,
    at: new Date(ctx.clock.now()),
  });
  await ctx.audit('warned', { userId, moderatorId, reason, points });
  ctx.emit('warned', { userId, moderatorId, points });
  const heard =
    !ctx.config.tellMember ||
    (await ctx.discord.direct(userId, ctx.t('direct', { server: ctx.guild.name, reason }))) !== undefined;
  const said = ctx.t('done', { user: `<@${userId}>`, reason, count: before + points });
  await ctx.reply(heard ? said : `${said} ${ctx.t('unheard')}`);
  if (ctx.config.channel) await ctx.discord.send(ctx.config.channel, said);
  await act(ctx, userId, before, before + points);
}

const lift = warnings.command({
  name: 'unwarn',
  description: 'Take a warning back',
  permissions: ['ModerateMembers'],
  options: {
    user: field.user().meta({ description: 'Whose; they may have left' }),
    warning: z.string().max(30).meta({ description: 'Which' }),
  },
  autocomplete: {
    // Only the warnings of whoever has been chosen already.
    async warning(ctx, typed, { user }) {
      if (user === undefined) return [];
      const found = await ctx.data.warnings.find({ userId: user }).sort({ at: -1 }).limit(25);
      return found
        .filter(({ reason }) => reason.includes(typed))
        .map(({ id, reason }) => ({ name: reason.slice(0, 100), value: id }));
    },
  },
  run: (ctx, { user, warning }) =>
    turns.run(ctx, user.id, async () => {
      if (user.id === ctx.member.id) return refuse(ctx, 'lifted.own');
      const before = await pointsOf(ctx, user.id);
      if (!(await ctx.data.warnings.deleteOne({ id: warning, userId: user.id }))) {
        return refuse(ctx, 'lifted.unknown');
      }
      await ctx.audit('unwarned', { userId: user.id, warning });
      await ctx.reply(ctx.t('lifted.done'));
      if (user.member) await act(ctx, user.id, before, await pointsOf(ctx, user.id));
    }),
});

const perPage = 5;

const list = warnings.pages('list', {
  parameters: { of: field.user() },
  async show(ctx, page, { of }) {
    const name = `<@${of}>`;
    const count = await ctx.data.warnings.count({ userId: of });
    if (count === 0) return { message: { content: ctx.t('list.none', { name }), embeds: [] }, pages: 0 };
    const found = await ctx.data.warnings
      .find({ userId: of })
      .sort({ at: -1, id: 1 })
      .skip((page - 1) * perPage)
      .limit(perPage);
    const description = found.map((one) => lineOf(ctx, one)).join('\n');
    return {
      message: { content: ctx.t('list.title', { name }), embeds: [{ description }] },
      pages: Math.ceil(count / perPage),
    };
  },
});

function lineOf(
  ctx: WarningsContext,
  one: { readonly points: number; readonly reason: string; readonly moderatorId: string },
): string {
  return ctx.t('list.line', { points: one.points, reason: one.reason, moderator: one.moderatorId });
}

const ofMember = warnings.command({
  name: 'warnings',
  description: 'See somebody’s warnings',
  permissions: ['ModerateMembers'],
  options: { user: field.user().meta({ description: 'Whose; they may have left' }) },
  run: async (ctx, { user }) => ctx.reply(await list.message(ctx, { of: user.id })),
});

const mine = warnings.command({
  name: 'my-warnings',
  description: 'See your own warnings',
  run: async (ctx) => ctx.reply({ ...(await list.message(ctx, { of: ctx.member.id })), ephemeral: true }),
});

export default warnings.build(warn, lift, list, ofMember, mine);
