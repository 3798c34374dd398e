import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { ensureState } from '../rules/state.ts';
import { liftJob } from './lift.ts';
import { lockDown, pauseInvites } from './lockdown.ts';

/** Begins a panic, or makes it last longer. It ends by itself. @returns until when, in milliseconds since 1970 */
export async function beginPanic(ctx: AutomodContext, reason: string): Promise<number> {
  const { duration, lockdown, pauseInvites: pausesInvites } = ctx.config.panic;
  const until = ctx.clock.now() + duration;
  await ensureState(ctx);
  await ctx.data.state.updateOne({ id: 'state' }, { $max: { panicUntil: until } });
  stateOf(ctx).changed();
  await ctx.jobs.at(new Date(until), liftJob, { what: 'panic' }, { key: 'panic' });
  if (lockdown) await lockDown(ctx, reason);
  if (pausesInvites) await pauseInvites(ctx, until);
  return until;
}
