import { asRefusal, z } from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { endLockdown, pauseInvites } from './lockdown.ts';

/** Ends what a rule or a panic set for a time, also when the bot was off meanwhile. */
export const liftJob = automod.job(
  'lift',
  {
    input: z.object({
      what: z.enum(['slowmode', 'lockdown', 'panic']),
      channelId: z.string().default(''),
      /** Seconds of slowmode that the channel had, and was given. */
      before: z.int().default(0),
      given: z.int().default(0),
    }),
  },
  async (ctx, { what, channelId, before, given }) => {
    if (what === 'slowmode') await endSlowmode(ctx, channelId, before, given);
    else if (what === 'lockdown') await endLockdown(ctx, ctx.guild.t('lift.reason'));
    else await endPanic(ctx);
  },
);

/** Whoever changed it meanwhile knows better. */
async function endSlowmode(
  ctx: AutomodContext,
  channelId: string,
  before: number,
  given: number,
): Promise<void> {
  const channel = await ctx.discord.channel(channelId);
  if (!channel || !('setRateLimitPerUser' in channel) || channel.rateLimitPerUser !== given) return;
  await asRefusal(() => channel.setRateLimitPerUser(before, ctx.guild.t('lift.reason')));
}

/** @returns whether there was a panic */
export async function endPanic(ctx: AutomodContext): Promise<boolean> {
  const before = await ctx.data.state.findOneAndUpdate(
    { id: 'state', panicUntil: { $gt: 0 } },
    { $set: { panicUntil: 0 } },
    { returns: 'before' },
  );
  if (!before) return false;
  stateOf(ctx).changed();
  await endLockdown(ctx, ctx.guild.t('lift.reason'));
  if (ctx.config.panic.pauseInvites) await pauseInvites(ctx, undefined);
  return true;
}
