import { z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Entry } from '../data.ts';
import { answered } from './eligibility.ts';

/** Takes somebody out of a running giveaway, and gives back what they paid. @returns whether they were in it */
export async function leave(ctx: GiveawaysContext, giveawayId: string, userId: string): Promise<boolean> {
  const entry = await ctx.data.entries.findOneAndUpdate(
    { giveawayId, userId, state: 'in' },
    { $set: { state: 'leaving' } },
  );
  if (!entry) return false;
  if (!(await settle(ctx, entry))) await settleLater(ctx, giveawayId);
  return true;
}

/**
 * Gives back what an entry cost, and forgets it. A payment that was never made is given back as nothing.
 * @returns false when there is no economy to ask; the entry stays until there is
 */
export async function settle(ctx: GiveawaysContext, entry: Entry): Promise<boolean> {
  const { giveawayId, userId, payment, state } = entry;
  if (payment !== '') {
    const reason = ctx.guild.t('economy.refund');
    const answer = await answered(ctx, () => ctx.use.economy?.refund({ userId, key: payment, reason }));
    if (!answer) return false;
  }
  await ctx.data.entries.deleteOne({ giveawayId, userId, state });
  return true;
}

/** Gives back what is still owed of a giveaway: who left while the economy was away, and all of one that was called off. */
export const settleJob = giveaways.job(
  'settle',
  { input: z.object({ id: z.string().max(12) }) },
  async (ctx, { id }) => {
    let owed = false;
    for await (const entry of ctx.data.entries.find({
      giveawayId: id,
      state: { $in: ['leaving', 'paying'] },
    })) {
      if (!(await settle(ctx, entry))) owed = true;
    }
    if (owed) await settleLater(ctx, id);
  },
);

async function settleLater(ctx: GiveawaysContext, id: string): Promise<void> {
  await ctx.jobs.at({ in: '10 min' }, settleJob, { id }, { key: id });
}
