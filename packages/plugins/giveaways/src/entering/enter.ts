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
 *
 * @param messageId where the button was: what a giveaway learns whose process died before it noted its message
 */
export async function enter(
  ctx: GiveawaysContext,
  giveawayId: string,
  who: Candidate,
  { locale, messageId }: { readonly locale?: string; readonly messageId?: string } = {},
): Promise<Entering> {
  const giveaway = await ctx.data.giveaways.findOne({ id: giveawayId });
  if (giveaway?.status === 'paused') return { kind: 'paused' };
  if (giveaway?.status === 'starting' && messageId !== undefined) await adopt(ctx, giveawayId, messageId);
  else if (giveaway?.status !== 'running') return { kind: 'over' };
  const weight = weightOf(who.roles, giveaway.bonus);
  const find = () => ctx.data.entries.findOne({ giveawayId, userId: who.id });
  // Who is in stays in, whatever is asked of others now. Where nothing is asked, writing the entry says whether there is one.
  const known = asksNothing(ctx, giveaway) ? undefined : await find();
  if (known?.state === 'in') return already(ctx, giveaway, known, weight);
  let barred = await shortfallOf(ctx, giveaway, who, 'entry', locale);
  if (!barred) {
    let admitted = await admit(ctx, giveaway, who.id, weight, known);
    if (admitted === 'known') {
      const entry = await find();
      if (entry?.state === 'in') return already(ctx, giveaway, entry, weight);
      admitted = await admit(ctx, giveaway, who.id, weight, entry);
    }
    if (typeof admitted === 'object') barred = admitted;
  }
  if (barred) {
    ctx.explain({ member: who.id }, `why.${barred.code}`, { ...barred.parameters, prize: giveaway.prize });
    return { kind: 'refused', giveaway, shortfall: barred };
  }
  const open = await ctx.data.giveaways.findOne({ id: giveawayId, status: { $in: ['running', 'paused'] } });
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

function asksNothing({ config }: GiveawaysContext, { requirements }: Giveaway): boolean {
  const { rolesMode: _, ...rest } = requirements;
  const asks = Object.values(rest).some((one) => (typeof one === 'number' ? one > 0 : one.length > 0));
  return !asks && config.excludePastWinnersDays === 0;
}

/** Roles that give tickets may have changed since. */
async function already(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  { giveawayId, userId, weight: before }: Entry,
  weight: number,
): Promise<Entering> {
  if (before !== weight) {
    await ctx.data.entries.updateOne({ giveawayId, userId, state: 'in' }, { $set: { weight } });
  }
  return { kind: 'already', giveaway, weight };
}

/** A process that was killed between writing the message and noting it leaves a message that nobody knows: this one. */
async function adopt(ctx: GiveawaysContext, id: string, messageId: string): Promise<void> {
  await ctx.data.giveaways.updateOne(
    { id, status: 'starting', messageId: '' },
    { $set: { messageId, status: 'running' } },
  );
}

/**
 * Writes the entry, and takes what it costs. Who was interrupted in the middle goes on where they were.
 * @returns `known`: there is an entry that the caller did not know of
 */
async function admit(
  ctx: GiveawaysContext,
  { id: giveawayId, requirements, prize }: Giveaway,
  userId: string,
  weight: number,
  known: Entry | undefined,
): Promise<Shortfall | 'in' | 'known'> {
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
      return 'known';
    }
  }
  if (entry.payment === '') return 'in';
  const charge = { userId, amount: entry.paid, reason: prize.slice(0, 200), key: entry.payment };
  const answer = await answered(ctx, () => ctx.use.economy?.charge(charge));
  if (answer?.charged) {
    await ctx.data.entries.updateOne(
      { giveawayId, userId, state: 'paying' },
      { $set: { state: 'in', weight } },
    );
    return 'in';
  }
  if (!answer) return noEconomy;
  await ctx.data.entries.deleteOne({ giveawayId, userId, state: 'paying' });
  return { code: 'balance', parameters: { balance: answer.balance, cost: entry.paid } };
}

const noEconomy: Shortfall = { code: 'unavailable', parameters: { plugin: 'economy' } };
