import { asRefusal } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { liftJob } from '../guild-lock/lift.ts';
import { lockDown, pauseInvites } from '../guild-lock/lockdown.ts';
import { auditReason, type Deed, done, nothing, type Performed } from './deed.ts';
import type { ActionOf } from './schema.ts';

/** Only makes a channel slower, never quicker; what it had comes back by itself. */
export async function slowmode(
  ctx: AutomodContext,
  { seconds, duration }: ActionOf<'slowmode'>,
  deed: Deed,
): Promise<Performed> {
  const [channelId] = deed.subject.places;
  const channel = channelId === undefined ? undefined : await ctx.discord.channel(channelId);
  if (!channel || !('setRateLimitPerUser' in channel)) return nothing('slowmode');
  const before = channel.rateLimitPerUser ?? 0;
  if (before >= seconds || !stateOf(ctx).once(`slowmode ${channel.id}`, ctx.clock.now()))
    return nothing('slowmode');
  await ctx.jobs.at(
    { in: duration },
    liftJob,
    { what: 'slowmode', channelId: channel.id, before, given: seconds },
    { key: `slowmode:${channel.id}` },
  );
  await asRefusal(() => channel.setRateLimitPerUser(seconds, auditReason(deed)));
  return done('slowmode', String(before));
}

export async function pause(ctx: AutomodContext, { duration }: ActionOf<'pauseInvites'>): Promise<Performed> {
  if (!stateOf(ctx).once('pauseInvites', ctx.clock.now())) return nothing('pauseInvites');
  await pauseInvites(ctx, ctx.clock.now() + duration);
  return done('pauseInvites');
}

export async function lock(
  ctx: AutomodContext,
  { duration }: ActionOf<'lockdown'>,
  deed: Deed,
): Promise<Performed> {
  if (!stateOf(ctx).once('lockdown', ctx.clock.now())) return nothing('lockdown');
  await ctx.jobs.at({ in: duration }, liftJob, { what: 'lockdown' }, { key: 'lockdown' });
  return (await lockDown(ctx, auditReason(deed))) ? done('lockdown') : nothing('lockdown');
}
