import { DiscordRefusal, DuplicateKeyError, PluginProblem, z } from '@guildhall/sdk';
import { openCase, settleCase } from '../cases/case-book.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { decideInChannel } from '../decision/decide.ts';
import { auditReason } from '../deeds/audit-reason.ts';
import { type ChannelOrder, type ChannelOutcome, done, failed } from './channel-outcome.ts';
import { closeChannel, openAgain, readOverwritten } from './overwrites.ts';

/** The end of a lock that has one. */
export const openWhenDue = moderation.job(
  'open-when-due',
  { input: z.object({ channelId: z.string() }) },
  async (ctx, { channelId }) => {
    const locked = await ctx.data.locks.findOne({ channelId });
    if (!locked || locked.until === null || locked.until > ctx.clock.now()) return;
    const outcome = await unlock(ctx, {
      channelId,
      by: { id: null, source: 'expiry' },
      origin: `expiry:${locked.case}`,
      reason: ctx.guild.t('timed.ended', { number: locked.case }),
    });
    if (outcome.status !== 'failed') return;
    throw new PluginProblem(
      'END_REFUSED',
      ctx.guild.t('problem.timed', { kind: ctx.guild.t('kind.lock'), number: locked.case }),
      ctx.guild.t('problem.timed.remedy'),
    );
  },
);

/** Plans the end of a lock; planned again, it is the same one. */
export async function planOpening(ctx: ModerationContext, channelId: string, until: number): Promise<void> {
  await ctx.jobs.at(new Date(until), openWhenDue, { channelId }, { key: channelId });
}

/** Closes a channel for writing, and writes down what opens it again before it does. */
export async function lock(ctx: ModerationContext, order: ChannelOrder): Promise<ChannelOutcome> {
  const { channelId, by, duration } = order;
  const refusal = await decideInChannel(ctx, by.id, channelId, 'lock');
  if (refusal !== undefined) return { status: 'refused', refusal };
  const channel = await ctx.discord.channel(channelId);
  const found = channel && readOverwritten(channel);
  if (!found) return { status: 'refused', refusal: 'channel_unlockable' };
  if (await ctx.data.locks.findOne({ channelId })) return { status: 'refused', refusal: 'already_locked' };

  const { opened } = await openCase(ctx, { kind: 'lock', ...order });
  try {
    const until = duration === undefined ? null : opened.at + duration;
    await ctx.data.locks.insertOne({ channelId, case: opened.number, until, ...found });
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    // Somebody locked it in the same moment.
    await settleCase(ctx, opened.number, { state: 'failed', failure: ctx.guild.t('refusal.already_locked') });
    return { status: 'refused', refusal: 'already_locked' };
  }
  try {
    if (duration !== undefined) await planOpening(ctx, channelId, opened.at + duration);
    await closeChannel(channel, found, auditReason(ctx, opened));
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    await ctx.data.locks.deleteOne({ channelId, case: opened.number });
    await ctx.jobs.cancel(openWhenDue, channelId);
    return failed(ctx, opened, error);
  }
  return done(ctx, opened);
}

/** Opens a channel again: exactly what the lock changed goes back to what it was. */
export async function unlock(ctx: ModerationContext, order: ChannelOrder): Promise<ChannelOutcome> {
  const { channelId, by } = order;
  const refusal = by.source === 'expiry' ? undefined : await decideInChannel(ctx, by.id, channelId, 'unlock');
  if (refusal !== undefined) return { status: 'refused', refusal };
  const locked = await ctx.data.locks.findOne({ channelId });
  if (!locked) return { status: 'refused', refusal: 'not_locked' };
  const { opened } = await openCase(ctx, { kind: 'unlock', ...order });
  const channel = await ctx.discord.channel(channelId);
  try {
    // A channel that is gone needs no opening.
    if (channel) await openAgain(channel, locked, auditReason(ctx, opened));
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return failed(ctx, opened, error);
  }
  await ctx.data.locks.deleteOne({ channelId, case: locked.case });
  await ctx.jobs.cancel(openWhenDue, channelId);
  return done(ctx, opened);
}
