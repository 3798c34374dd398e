import type { GiveawaysContext } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { drawRound, NoRoundLeft } from '../draws/draw-round.ts';
import { conclude } from './conclude.ts';

export type Rerolled =
  | { readonly kind: 'done'; readonly draw: Draw; readonly told: 'yes' | 'refused' }
  | { readonly kind: 'not_ended' | 'drop' | 'no_rounds' | 'not_a_winner' };

/**
 * Draws again, among who has not won yet. With `instead`, for the prize of that winner, who loses it; without, for further winners.
 *
 * @param cause what asked for it, once: asked again with the same, the same draw comes out
 */
export async function reroll(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  { cause, count, instead }: { readonly cause: string; readonly count: number; readonly instead?: string },
): Promise<Rerolled> {
  const { id: giveawayId } = giveaway;
  if (giveaway.status !== 'ended') return { kind: 'not_ended' };
  if (giveaway.kind === 'drop') return { kind: 'drop' };
  if (instead !== undefined) {
    const lost = await ctx.data.wins.updateOne(
      { giveawayId, userId: instead, status: { $in: ['won', 'claimed'] } },
      { $set: { status: 'replaced' } },
    );
    if (!lost && !(await ctx.data.draws.findOne({ giveawayId, cause }))) return { kind: 'not_a_winner' };
    if (lost) ctx.explain({ member: instead }, 'why.replaced', { prize: giveaway.prize });
  }
  try {
    const draw = await drawRound(ctx, giveaway, { cause, wanted: instead === undefined ? count : 1 });
    return { kind: 'done', draw, told: await conclude(ctx, giveaway, draw) };
  } catch (error) {
    if (error instanceof NoRoundLeft) return { kind: 'no_rounds' };
    throw error;
  }
}
