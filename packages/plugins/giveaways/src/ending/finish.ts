import { DuplicateKeyError, PluginProblem, z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Draw, Giveaway } from '../data.ts';
import { drawRound } from '../draws/draw-round.ts';
import { settleJob } from '../entering/leave.ts';
import { countEntries } from '../messages/refresh.ts';
import { conclude } from './conclude.ts';

/** Ends a giveaway when its time has come. Who comes too early, because it has been prolonged, comes again. */
export const endJob = giveaways.job(
  'end',
  { input: z.object({ id: z.string().max(12) }) },
  async (ctx, { id }) => {
    const outcome = await finish(ctx, id);
    if (outcome === 'early') await planEnd(ctx, id);
    if (outcome === 'untold') throw untold(ctx, await ctx.data.giveaways.findOne({ id }));
  },
);

/** Plans the end of a running giveaway; asked again, it replaces the plan. */
export async function planEnd(ctx: GiveawaysContext, id: string): Promise<void> {
  const running = await ctx.data.giveaways.findOne({ id, status: { $in: ['starting', 'running'] } });
  if (running) await ctx.jobs.at(new Date(running.endsAt), endJob, { id }, { key: id });
}

/**
 * Ends a giveaway, once, whoever asks and however often: closes it by a conditional write, makes its draw or finds it, and does
 * what has not been done of the rest. Killed anywhere, whoever runs it next goes on there.
 *
 * @param force before its time, and also when it is paused
 * @returns `early`: not yet; `untold`: drawn, and the channel takes no announcement; `none`: there is nothing to end
 */
export async function finish(
  ctx: GiveawaysContext,
  id: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<'ended' | 'untold' | 'early' | 'none'> {
  const now = ctx.clock.now();
  await ctx.data.giveaways.updateOne(
    force
      ? { id, status: { $in: ['running', 'paused'] } }
      : { id, status: { $in: ['starting', 'running'] }, endsAt: { $lte: now } },
    { $set: { status: 'ending', endedAt: now } },
  );
  const giveaway = await ctx.data.giveaways.findOne({ id });
  if (giveaway?.status === 'running' || giveaway?.status === 'starting') return 'early';
  if (giveaway?.status !== 'ending') return 'none';
  if (giveaway.kind === 'draw') {
    return close(ctx, giveaway, await drawRound(ctx, giveaway, { cause: 'end', wanted: giveaway.winners }));
  }
  return close(ctx, giveaway, await dropResult(ctx, giveaway));
}

async function close(ctx: GiveawaysContext, giveaway: Giveaway, draw: Draw): Promise<'ended' | 'untold'> {
  const told = await conclude(ctx, giveaway, draw);
  const { id, prize } = giveaway;
  const ended = await ctx.data.giveaways.updateOne({ id, status: 'ending' }, { $set: { status: 'ended' } });
  if (ended) {
    const entries = await countEntries(ctx, id);
    ctx.emit('ended', { giveawayId: id, prize, winners: draw.winners, entries });
    await ctx.jobs.at({ in: 0 }, settleJob, { id }, { key: id });
  }
  // Of two who end it at once, one tells admins.
  return ended && told === 'refused' ? 'untold' : 'ended';
}

/** What an admin must put right when the winners could not be announced. */
export function untold(ctx: GiveawaysContext, giveaway: Giveaway | undefined): PluginProblem {
  return new PluginProblem(
    'ANNOUNCEMENT_REFUSED',
    ctx.guild.t('problem.announcement', { prize: giveaway?.prize ?? '', number: giveaway?.number ?? 0 }),
    ctx.guild.t('problem.announcement.remedy'),
  );
}

/** A drop has no draw: its winners are who was quick enough, in their order. */
async function dropResult(ctx: GiveawaysContext, giveaway: Giveaway): Promise<Draw> {
  const { id: giveawayId, winners: wanted } = giveaway;
  const known = await ctx.data.draws.findOne({ giveawayId, cause: 'end' });
  if (known) return known;
  const quick = await ctx.data.entries.find({ giveawayId, state: 'in' }).sort({ at: 1, userId: 1 });
  const draw: Draw = {
    giveawayId,
    round: 1,
    cause: 'end',
    wanted,
    seed: '',
    digest: '',
    entrants: quick.length,
    tickets: quick.length,
    picks: [],
    winners: quick.map(({ userId }) => userId),
    at: ctx.clock.now(),
    announced: 'no',
    attempts: 0,
    messageId: '',
  };
  try {
    await ctx.data.draws.insertOne(draw);
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
  return (await ctx.data.draws.findOne({ giveawayId, round: 1 })) ?? draw;
}
