import { DuplicateKeyError, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import { finish, untold } from '../ending/finish.ts';
import { shortfallOf } from '../entering/eligibility.ts';
import { refreshSoon } from '../messages/refresh.ts';
import { joinedOf } from './enter.ts';

/** On a drop's message: the first who press it win. Who takes the last prize ends it. */
export const takeButton = giveaways.button('take', { id: z.string().max(12) }, async (ctx, { id }) => {
  const drop = await ctx.data.giveaways.findOne({
    id,
    kind: 'drop',
    status: { $in: ['starting', 'running'] },
  });
  if (!drop || drop.taken >= drop.winners) {
    return ctx.reply({ content: ctx.t('take.over'), ephemeral: true });
  }
  const who = { ...ctx.member, joinedAt: () => joinedOf(ctx.interaction.member) };
  const shortfall = await shortfallOf(ctx, drop, who, 'entry', ctx.locale);
  if (shortfall) {
    ctx.explain({ member: who.id }, `why.${shortfall.code}`, { ...shortfall.parameters, prize: drop.prize });
    const text = ctx.t(`refused.${shortfall.code}`, shortfall.parameters);
    return ctx.reply({ content: text, ephemeral: true });
  }
  const outcome = await take(ctx, id, ctx.member.id);
  await ctx.reply({
    content: ctx.t(outcome === 'last' ? 'take.done' : `take.${outcome}`, { prize: drop.prize }),
    ephemeral: true,
  });
  if (outcome === 'done') await refreshSoon(ctx, id);
  if (outcome !== 'last') return;
  if ((await finish(ctx, id, { force: true })) === 'untold') throw untold(ctx, drop);
});

/** Takes one of the prizes that are left, and none for who has one: both are one step. */
async function take(
  ctx: GiveawaysContext,
  id: string,
  userId: string,
): Promise<'done' | 'last' | 'again' | 'over'> {
  try {
    return await ctx.transaction(async (data) => {
      const before = await data.giveaways.findOne({ id, status: { $in: ['starting', 'running'] } });
      if (!before || before.taken >= before.winners) return 'over';
      const at = ctx.clock.now();
      const free = { paid: 0, payment: '', weight: 1, state: 'in' } as const;
      await data.entries.insertOne({ giveawayId: id, userId, at, ...free });
      const { taken } = before;
      const after = await data.giveaways.findOneAndUpdate(
        { id, taken, status: before.status },
        { $set: { taken: taken + 1 } },
      );
      // Somebody was quicker within this transaction's time: the whole of it is undone.
      if (!after) throw new Overtaken();
      return after.taken === after.winners ? 'last' : 'done';
    });
  } catch (error) {
    if (error instanceof DuplicateKeyError) return 'again';
    if (error instanceof Overtaken) return take(ctx, id, userId);
    throw error;
  }
}

class Overtaken extends Error {
  override readonly name = 'Overtaken';
}
