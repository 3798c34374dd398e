import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import { openCase } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import { decideInChannel } from '../decision/decide.ts';
import { auditReason } from '../deeds/audit-reason.ts';
import { type ChannelOrder, type ChannelOutcome, done, failed } from './channel-outcome.ts';

/** The longest that Discord lets members wait between two messages: six hours. */
export const longestSlowMode = 21_600;

/** Sets how many seconds members wait between two messages; 0 ends it. */
export async function setSlowMode(
  ctx: ModerationContext,
  order: ChannelOrder & { readonly seconds: number },
): Promise<ChannelOutcome> {
  const { channelId, by, seconds } = order;
  const refusal = await decideInChannel(ctx, by.id, channelId, 'slowmode');
  if (refusal !== undefined) return { status: 'refused', refusal };
  const channel = await ctx.discord.channel(channelId);
  if (!channel || !('setRateLimitPerUser' in channel))
    return { status: 'refused', refusal: 'channel_unknown' };
  const { opened } = await openCase(ctx, { kind: 'slowmode', ...order, count: seconds });
  try {
    await asRefusal(() => channel.setRateLimitPerUser(seconds, auditReason(ctx, opened)));
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return failed(ctx, opened, error);
  }
  return done(ctx, opened);
}
