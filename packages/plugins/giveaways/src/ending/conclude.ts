import { DuplicateKeyError, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Draw, Giveaway, Win } from '../data.ts';
import { drawRound, NoRoundLeft } from '../draws/draw-round.ts';
import { closeClaims } from '../messages/announcement.ts';
import { inHowLong } from '../messages/giveaway-embed.ts';
import { showGiveaway } from '../messages/refresh.ts';
import { announce } from './announce.ts';

const id = z.string().max(12);

/**
 * Everything that follows from a stored draw: who has won, the announcement, private messages, the deadline for claiming. Each
 * step is done once however often this runs.
 *
 * @returns whether the channel could be told
 */
export async function conclude(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  draw: Draw,
): Promise<'yes' | 'refused'> {
  const claimBy =
    giveaway.claimMinutes > 0 && draw.winners.length > 0 ? draw.at + giveaway.claimMinutes * 60_000 : 0;
  for (const userId of draw.winners) await noteWin(ctx, giveaway, draw, userId, claimBy);
  if (claimBy > 0) {
    const input = { id: giveaway.id, round: draw.round };
    await ctx.jobs.at(new Date(claimBy), expireJob, input, { key: `${giveaway.id}:${draw.round}` });
  }
  const told = await announce(ctx, giveaway, draw, claimBy);
  await showEnded(ctx, giveaway);
  if (ctx.config.dmWinners) await tellWinners(ctx, giveaway, draw, claimBy);
  return told;
}

async function noteWin(
  ctx: GiveawaysContext,
  { id: giveawayId, prize }: Giveaway,
  { round, at }: Draw,
  userId: string,
  claimBy: number,
): Promise<void> {
  const win: Win = { giveawayId, userId, round, prize, at, status: 'won', claimBy, told: false };
  try {
    await ctx.data.wins.insertOne(win);
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    return;
  }
  ctx.emit('won', { giveawayId, prize, userId, round });
  ctx.explain({ member: userId }, 'why.won', { prize });
}

/** The giveaway's own message, with everybody who holds a prize. */
export async function showEnded(ctx: GiveawaysContext, giveaway: Giveaway): Promise<void> {
  const wins = await ctx.data.wins
    .find({ giveawayId: giveaway.id, status: { $in: ['won', 'claimed'] } })
    .sort({ round: 1, userId: 1 });
  const winners = wins.map(({ userId }) => `<@${userId}>`);
  await showGiveaway(ctx, { ...giveaway, status: 'ended' }, { winners, components: [] });
}

async function tellWinners(
  ctx: GiveawaysContext,
  { id: giveawayId, prize, channelId }: Giveaway,
  { round }: Draw,
  claimBy: number,
): Promise<void> {
  for (const { userId } of await ctx.data.wins.find({ giveawayId, round, told: false })) {
    const text = ctx.guild.t(claimBy > 0 ? 'direct.claim' : 'direct.won', {
      prize,
      server: ctx.guild.name,
      channel: `<#${channelId}>`,
      when: inHowLong(claimBy),
    });
    await ctx.discord.direct(userId, text, { once: `won ${giveawayId} ${round}` });
    await ctx.data.wins.updateOne({ giveawayId, userId }, { $set: { told: true } });
  }
}

/** The deadline for claiming is over: who has not claimed loses the prize, and others are drawn for it. */
export const expireJob = giveaways.job(
  'expire',
  { input: z.object({ id, round: z.int() }) },
  async (ctx, { id: giveawayId, round }) => {
    const giveaway = await ctx.data.giveaways.findOne({ id: giveawayId });
    if (!giveaway) return;
    const late = { giveawayId, round, status: 'won', claimBy: { $gt: 0, $lt: ctx.clock.now() + 1 } } as const;
    for (const { userId, prize } of await ctx.data.wins.find(late)) {
      const lost = await ctx.data.wins.updateOne({ ...late, userId }, { $set: { status: 'forfeited' } });
      if (lost) ctx.explain({ member: userId }, 'why.forfeited', { prize });
    }
    await closeClaims(ctx, giveawayId, round);
    const wanted = await ctx.data.wins.count({ giveawayId, round, status: 'forfeited' });
    if (wanted === 0) return;
    try {
      await conclude(ctx, giveaway, await drawRound(ctx, giveaway, { cause: `claim:${round}`, wanted }));
    } catch (error) {
      if (!(error instanceof NoRoundLeft)) throw error;
    }
  },
);
