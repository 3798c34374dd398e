import type { GiveawaysContext } from '../contract.ts';
import type { Giveaway, Status } from '../data.ts';

/** A giveaway by what people have of it: its id, its number (`12` or `#12`), its message’s id or link. */
export async function findGiveaway(ctx: GiveawaysContext, named: string): Promise<Giveaway | undefined> {
  const text = named.trim();
  const messageId = /(?:^|\/)(\d{17,20})$/.exec(text)?.[1];
  if (messageId !== undefined) return ofMessage(ctx, messageId);
  const number = /^#?(\d{1,9})$/.exec(text)?.[1];
  if (number !== undefined) return ctx.data.giveaways.findOne({ number: Number(number) });
  return ctx.data.giveaways.findOne({ id: text });
}

/** The giveaway of a message: its own, or one that announces its winners. */
export async function ofMessage(ctx: GiveawaysContext, messageId: string): Promise<Giveaway | undefined> {
  const own = await ctx.data.giveaways.findOne({ messageId });
  if (own) return own;
  const draw = await ctx.data.draws.findOne({ messageId });
  return draw && ctx.data.giveaways.findOne({ id: draw.giveawayId });
}

/** What is suggested while somebody types which giveaway they mean: the newest in these states. */
export async function suggestGiveaways(
  ctx: GiveawaysContext,
  typed: string,
  statuses: readonly Status[],
): Promise<{ readonly name: string; readonly value: string }[]> {
  const found = await ctx.data.giveaways
    .find({ status: { $in: statuses } })
    .sort({ number: -1 })
    .limit(200);
  const wanted = typed.toLowerCase();
  return found
    .map(({ id, number, prize }) => ({ name: `#${number} ${prize}`.slice(0, 100), value: id }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .slice(0, 25);
}
