import { DiscordRefusal, type OutgoingMessage, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { giveawayEmbed } from './giveaway-embed.ts';

/** Messages, channels and permissions that are gone: nothing is left to show it in. */
export const gone = [10_003, 10_008, 50_001, 50_013];

/** When each giveaway's message is next written, by guild and giveaway: entries until then need ask for nothing. */
const planned = new Map<string, number>();
const mostRemembered = 10_000;

/** Writes how many have entered, once for all entries of an interval. */
export const refreshJob = giveaways.job(
  'refresh',
  { input: z.object({ id: z.string().max(12) }) },
  async (ctx, { id }) => {
    const giveaway = await ctx.data.giveaways.findOne({ id, status: { $in: ['running', 'paused'] } });
    if (giveaway) await showGiveaway(ctx, giveaway);
  },
);

/**
 * Sees to it that the message tells of what has just been written, within `entryUpdateSeconds`. What is remembered here only
 * saves work: without it the same job is planned again.
 */
export async function refreshSoon(ctx: GiveawaysContext, id: string): Promise<void> {
  const key = `${ctx.guild.id}:${id}`;
  const now = ctx.clock.now();
  if ((planned.get(key) ?? 0) > now) return;
  const due = now + ctx.config.entryUpdateSeconds * 1000;
  if (planned.size >= mostRemembered) planned.clear();
  planned.set(key, due);
  await ctx.jobs.at(new Date(due), refreshJob, { id }, { key: id });
}

/** How many take part. */
export function countEntries(ctx: GiveawaysContext, giveawayId: string): Promise<number> {
  return ctx.data.entries.count({ giveawayId, state: 'in' });
}

/**
 * Shows a giveaway as it is now. Its buttons stay, unless others are given.
 * @returns whether its message was still there, and could be changed
 */
export async function showGiveaway(
  ctx: GiveawaysContext,
  giveaway: Giveaway,
  more: {
    readonly winners?: readonly string[];
    readonly components?: NonNullable<Exclude<OutgoingMessage, string>['components']>;
  } = {},
): Promise<boolean> {
  if (giveaway.messageId === '') return false;
  const entries = await countEntries(ctx, giveaway.id);
  try {
    await ctx.discord.edit(giveaway.channelId, giveaway.messageId, {
      embeds: [giveawayEmbed(ctx, giveaway, entries, more.winners)],
      ...(more.components ? { components: more.components } : {}),
    });
    return true;
  } catch (error) {
    if (error instanceof DiscordRefusal && gone.includes(error.discordCode ?? 0)) return false;
    throw error;
  }
}
