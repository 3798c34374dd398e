import { z } from '@guildhall/sdk';
import { giveaways } from '../contract.ts';
import { closeClaims } from '../messages/announcement.ts';

/** On the announcement of a giveaway whose prize must be claimed. The deadline is part of the write. */
export const claimButton = giveaways.button(
  'claim',
  { id: z.string().max(12), round: z.int().min(1).max(200) },
  async (ctx, { id, round }) => {
    const userId = ctx.member.id;
    const claimed = await ctx.data.wins.updateOne(
      { giveawayId: id, userId, status: 'won', claimBy: { $gte: ctx.clock.now() } },
      { $set: { status: 'claimed' } },
    );
    if (claimed) {
      const win = await ctx.data.wins.findOne({ giveawayId: id, userId });
      ctx.explain({ member: userId }, 'why.claimed', { prize: win?.prize ?? '' });
      await ctx.reply({ content: ctx.t('claim.done', { prize: win?.prize ?? '' }), ephemeral: true });
      return closeClaims(ctx, id, round, ctx.messageId);
    }
    const win = await ctx.data.wins.findOne({ giveawayId: id, userId, round });
    const key =
      win === undefined ? 'claim.not_yours' : win.status === 'claimed' ? 'claim.again' : 'claim.late';
    return ctx.reply({ content: ctx.t(key), ephemeral: true });
  },
);
