import type { GiveawaysContext } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { endJob, planEnd } from '../ending/finish.ts';
import { settleJob } from '../entering/leave.ts';
import { showGiveaway } from '../messages/refresh.ts';
import type { Requirements } from '../rules/shapes.ts';
import { entrance } from './start.ts';

/** What of a running or paused giveaway can be changed. */
export interface Changes {
  readonly prize?: string | undefined;
  readonly text?: string | undefined;
  /** Of a drop, more than have been quick enough already. */
  readonly winners?: number | undefined;
  /** From now on. */
  readonly duration?: number | undefined;
  readonly requirements?: Requirements | undefined;
}

/** Changes a giveaway that has not ended. @returns it as it is now; `undefined`: it is over, or too many have taken a prize */
export async function changeGiveaway(
  ctx: GiveawaysContext,
  id: string,
  { duration, ...changes }: Changes,
): Promise<Giveaway | undefined> {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  // Who takes a prize of a drop at the same moment is counted: it never has as many winners as are gone already.
  const left = changes.winners === undefined ? {} : { taken: { $lt: changes.winners } };
  const running = await ctx.data.giveaways.findOneAndUpdate(
    { id, status: 'running', ...left },
    { $set: { ...set, ...(duration === undefined ? {} : { endsAt: ctx.clock.now() + duration }) } },
  );
  const changed =
    running ??
    (await ctx.data.giveaways.findOneAndUpdate(
      { id, status: 'paused' },
      { $set: { ...set, ...(duration === undefined ? {} : { remaining: duration }) } },
    ));
  if (!changed) return undefined;
  if (running) await planEnd(ctx, id);
  await showGiveaway(ctx, changed);
  return changed;
}

/** Stops the clock of a giveaway: nobody enters, and what is left of its time is kept. */
export async function pauseGiveaway(ctx: GiveawaysContext, id: string): Promise<Giveaway | undefined> {
  const now = ctx.clock.now();
  const before = await ctx.data.giveaways.findOne({ id, status: 'running', kind: 'draw' });
  if (!before) return undefined;
  // The end that was read is part of the filter: who prolongs it at the same moment is not undone.
  const paused = await ctx.data.giveaways.findOneAndUpdate(
    { id, status: 'running', endsAt: before.endsAt },
    { $set: { status: 'paused', remaining: Math.max(0, before.endsAt - now) } },
  );
  if (!paused) return undefined;
  await ctx.jobs.cancel(endJob, id);
  await showGiveaway(ctx, paused, { components: [entrance(ctx, paused)] });
  return paused;
}

/** Lets a paused giveaway go on for as long as it had left. */
export async function resumeGiveaway(ctx: GiveawaysContext, id: string): Promise<Giveaway | undefined> {
  const before = await ctx.data.giveaways.findOne({ id, status: 'paused' });
  if (!before) return undefined;
  const running = await ctx.data.giveaways.findOneAndUpdate(
    { id, status: 'paused', remaining: before.remaining },
    { $set: { status: 'running', endsAt: ctx.clock.now() + before.remaining, remaining: 0 } },
  );
  if (!running) return undefined;
  await planEnd(ctx, id);
  await showGiveaway(ctx, running, { components: [entrance(ctx, running)] });
  return running;
}

/** Calls a giveaway off: nobody wins, and whoever paid gets it back. */
export async function cancelGiveaway(ctx: GiveawaysContext, id: string): Promise<Giveaway | undefined> {
  const cancelled = await ctx.data.giveaways.findOneAndUpdate(
    { id, status: { $in: ['starting', 'running', 'paused'] } },
    { $set: { status: 'cancelled', endedAt: ctx.clock.now() } },
  );
  if (!cancelled) return undefined;
  await ctx.jobs.cancel(endJob, id);
  await ctx.data.entries.updateMany(
    { giveawayId: id, state: 'in', paid: { $gt: 0 } },
    { $set: { state: 'leaving' } },
  );
  await ctx.jobs.at({ in: 0 }, settleJob, { id }, { key: id });
  await showGiveaway(ctx, cancelled, { components: [] });
  return cancelled;
}
