import { z } from '@guildhall/sdk';
import { type GiveawaysContext, giveaways } from '../contract.ts';
import type { Giveaway } from '../data.ts';
import { cancelGiveaway } from '../giveaways/change.ts';
import { conclude, expireJob } from './conclude.ts';
import { finish, planEnd, untold } from './finish.ts';

/** A giveaway whose message has not been written so long after it was stored never will be. */
const abandonedAfter = 10 * 60_000;

/** What ended, or was due, while the plugin was off or the bot away is taken up at once. */
export const recoverJob = giveaways.job('recover', { input: z.object({}) }, (ctx) => sweep(ctx));
export const setup = giveaways.setup((ctx) => ctx.jobs.at({ in: 0 }, recoverJob, {}, { key: 'recover' }));

/** What a job gave up on, because Discord could not be reached for long, is taken up again. */
export const sweepJob = giveaways.job('sweep', { every: '10 min' }, (ctx) => sweep(ctx));

/** Goes on with everything that is due. One that fails keeps none of the others; the first failure is told at the end. */
async function sweep(ctx: GiveawaysContext): Promise<void> {
  const failures: unknown[] = [];
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => failures.push(error));
  const open = await ctx.data.giveaways
    .find({ status: { $in: ['starting', 'running', 'ending'] } })
    .limit(200);
  for (const giveaway of open) await attempt(goOn(ctx, giveaway));
  for (const draw of await ctx.data.draws.find({ announced: 'no' }).limit(100)) {
    const giveaway = await ctx.data.giveaways.findOne({ id: draw.giveawayId, status: 'ended' });
    if (giveaway) await attempt(conclude(ctx, giveaway, draw));
  }
  await attempt(takeUnclaimed(ctx));
  if (failures.length > 0) throw failures[0];
}

async function goOn(ctx: GiveawaysContext, giveaway: Giveaway): Promise<void> {
  const { id, status, startedAt, endsAt } = giveaway;
  const now = ctx.clock.now();
  if (status === 'starting' && startedAt < now - abandonedAfter) await cancelGiveaway(ctx, id);
  else if (status !== 'ending' && endsAt > now) await planEnd(ctx, id);
  else if ((await finish(ctx, id)) === 'untold') throw untold(ctx, giveaway);
}

async function takeUnclaimed(ctx: GiveawaysContext): Promise<void> {
  const unclaimed = await ctx.data.wins
    .find({ status: 'won', claimBy: { $gt: 0, $lte: ctx.clock.now() } })
    .limit(100);
  for (const key of new Set(unclaimed.map(({ giveawayId, round }) => `${giveawayId}:${round}`))) {
    const [id = '', round = ''] = key.split(':');
    await ctx.jobs.at({ in: 0 }, expireJob, { id, round: Number(round) }, { key });
  }
}
