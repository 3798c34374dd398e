import { DuplicateKeyError } from '@guildhall/sdk';
import type { GiveawaysContext } from '../contract.ts';
import type { Entry, Giveaway } from '../data.ts';
import { refreshSoon } from '../messages/refresh.ts';
import type { Shortfall } from '../rules/shortfall.ts';
import { weightOf } from '../rules/weight.ts';
import { answered, type Candidate, shortfallOf } from './eligibility.ts';
import { settle } from './leave.ts';

/** What became of pressing the button. */
export type Entering =
  | { readonly kind: 'entered' | 'already'; readonly giveaway: Giveaway; readonly weight: number }
  | { readonly kind: 'refused'; readonly giveaway: Giveaway; readonly shortfall: Shortfall }
  | { readonly kind: 'paused' | 'over' };

/**
 * Enters somebody into a giveaway, once. An entry that is there before the giveaway closes takes part; one that came too late is
 * taken back: whether it is still open is looked at once more after the entry is written, and the draw reads entries after closing.
 */
export async function enter(
  ctx: GiveawaysContext,
  giveawayId: string,
  who: Candidate,
  locale?: string,
): Promise<Entering> {
  const giveaway = await ctx.data.giveaways.findOne({ id: giveawayId });
  if (giveaway?.status === 'paused') return { kind: 'paused' };
  if (giveaway?.status !== 'running' && giveaway?.status !== 'starting') return { kind: 'over' };
  const weight = weightOf(who.roles, giveaway.bonus);
  const known = await ctx.data.entries.findOne({ giveawayId, userId: who.id });
  if (known?.state === 'in') {
    // Roles that give tickets may have changed since.
    if (known.weight !== weight) {
      await ctx.data.entries.updateOne({ giveawayId, userId: who.id, state: 'in' }, { $set: { weight } });
    }
    return { kind: 'already', giveaway, weight };
  }
  const shortfall =
    (await shortfallOf(ctx, giveaway, who, 'entry', locale)) ??
    (await admit(ctx, giveaway, who.id, weight, known));
  if (shortfall) {
    ctx.explain({ member: who.id }, `why.${shortfall.code}`, {
      ...shortfall.parameters,
      prize: giveaway.prize,
    });
    return { kind: 'refused', giveaway, shortfall };
  }
  const open = await ctx.data.giveaways.findOne({
    id: giveawayId,
    status: { $in: ['running', 'starting', 'paused'] },
  });
  if (!open) {
    const late = await ctx.data.entries.findOneAndUpdate(
      { giveawayId, userId: who.id, state: 'in' },
      { $set: { state: 'leaving' } },
    );
    if (late) await settle(ctx, late);
    return { kind: 'over' };
  }
  ctx.explain({ member: who.id }, 'why.entered', { prize: giveaway.prize, count: weight });
  await refreshSoon(ctx, giveawayId);
  return { kind: 'entered', giveaway, weight };
}

/** Writes the entry, and takes what it costs. Who was interrupted in the middle goes on where they were. */
async function admit(
  ctx: GiveawaysContext,
  { id: giveawayId, requirements, prize }: Giveaway,
  userId: string,
  weight: number,
  known: Entry | undefined,
): Promise<Shortfall | undefined> {
  const { cost } = requirements;
  if (known?.state === 'leaving' && !(await settle(ctx, known))) return noEconomy;
  const at = ctx.clock.now();
  const entry: Entry =
    known?.state === 'paying'
      ? known
      : {
          giveawayId,
          userId,
          weight,
          at,
          paid: cost,
          payment: cost === 0 ? '' : `giveaways:${giveawayId}:${userId}:${at}`,
          state: cost === 0 ? 'in' : 'paying',
        };
  if (entry !== known) {
    try {
      await ctx.data.entries.insertOne(entry);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // The same member pressed twice at once: the other press enters them.
      return undefined;
    }
  }
  if (entry.payment === '') return undefined;
  const charge = { userId, amount: entry.paid, reason: prize.slice(0, 200), key: entry.payment };
  const answer = await answered(ctx, () => ctx.use.economy?.charge(charge));
  if (answer?.charged) {
    await ctx.data.entries.updateOne(
      { giveawayId, userId, state: 'paying' },
      { $set: { state: 'in', weight } },
    );
    return undefined;
  }
  if (!answer) return noEconomy;
  await ctx.data.entries.deleteOne({ giveawayId, userId, state: 'paying' });
  return { code: 'balance', parameters: { balance: answer.balance, cost: entry.paid } };
}

const noEconomy: Shortfall = { code: 'unavailable', parameters: { plugin: 'economy' } };
