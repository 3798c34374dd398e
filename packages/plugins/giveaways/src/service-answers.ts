import { giveaways } from './contract.ts';
import { enter as enterGiveaway } from './entering/enter.ts';
import { countEntries } from './messages/refresh.ts';

export const list = giveaways.offer('list', async (ctx, { limit }) => {
  const open = await ctx.data.giveaways
    .find({ status: { $in: ['running', 'paused'] } })
    .sort({ endsAt: 1 })
    .limit(limit);
  return Promise.all(
    open.map(async ({ id, number, prize, channelId, winners, endsAt, status }) => ({
      id,
      number,
      prize,
      channelId,
      winners,
      entries: await countEntries(ctx, id),
      endsAt,
      status: status === 'paused' ? ('paused' as const) : ('running' as const),
    })),
  );
});

export const enter = giveaways.offer('enter', async (ctx, { giveawayId, userId }) => {
  const member = await ctx.discord.member(userId);
  if (!member) return { entered: false, why: ctx.guild.t('refused.left') };
  const outcome = await enterGiveaway(ctx, giveawayId, {
    id: userId,
    bot: member.user.bot,
    roles: [...member.roles.cache.keys()],
    joinedAt: () => member.joinedTimestamp ?? undefined,
  });
  if (outcome.kind === 'entered' || outcome.kind === 'already') return { entered: true };
  return {
    entered: false,
    why:
      outcome.kind === 'refused'
        ? ctx.guild.t(`refused.${outcome.shortfall.code}`, outcome.shortfall.parameters)
        : ctx.guild.t(`enter.${outcome.kind}`),
  };
});

export const isIn = giveaways.offer('isIn', async (ctx, { giveawayId, userId }) => {
  const entry = await ctx.data.entries.findOne({ giveawayId, userId, state: 'in' });
  return { entered: entry !== undefined, weight: entry?.weight ?? 0 };
});
