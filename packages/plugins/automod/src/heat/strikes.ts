import type { AutomodContext } from '../contract.ts';

/** Strikes are forgotten after a day without a new one. */
export const strikesLast = 86_400_000;

/** One atomic step: two at once are two. @returns how many there are now */
export async function addStrike(ctx: AutomodContext, userId: string): Promise<number> {
  const now = ctx.clock.now();
  await ctx.data.heat.deleteOne({ userId, at: { $lt: now - strikesLast } });
  const heat = await ctx.data.heat.findOneAndUpdate(
    { userId },
    { $inc: { strikes: 1 }, $max: { at: now } },
    { upsert: true },
  );
  return heat?.strikes ?? 1;
}

export async function strikesOf(ctx: AutomodContext, userId: string): Promise<number> {
  const heat = await ctx.data.heat.findOne({ userId, at: { $gte: ctx.clock.now() - strikesLast } });
  return heat?.strikes ?? 0;
}

export async function forgetStrikes(ctx: AutomodContext, userId: string): Promise<void> {
  await ctx.data.heat.deleteOne({ userId });
}
