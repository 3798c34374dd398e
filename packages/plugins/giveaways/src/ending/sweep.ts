import { type GiveawaysContext, giveaways } from '../contract.ts';
import { cancelGiveaway } from '../giveaways/change.ts';
import { conclude, expireJob } from './conclude.ts';
import { finish, planEnd } from './finish.ts';

/** A giveaway whose message has not been written so long after it was stored never will be. */
const abandonedAfter = 10 * 60_000;

/** What ended, or was due, while the plugin was off or the bot away is taken up at once. */
export const setup = giveaways.setup((ctx) => sweep(ctx));

/** What a job gave up on, because Discord could not be reached for long, is taken up again. */
export const sweepJob = giveaways.job('sweep', { every: '10 min' }, (ctx) => sweep(ctx));

async function sweep(ctx: GiveawaysContext): Promise<void> {
  const now = ctx.clock.now();
  const open = await ctx.data.giveaways
    .find({ status: { $in: ['starting', 'running', 'ending'] } })
    .limit(200);
  for (const { id, status, startedAt, endsAt } of open) {
    if (status === 'starting' && startedAt < now - abandonedAfter) await cancelGiveaway(ctx, id);
    else if (status === 'ending' || endsAt <= now) await finish(ctx, id);
    else await planEnd(ctx, id);
  }
  for (const draw of await ctx.data.draws.find({ announced: 'no' }).limit(100)) {
    const giveaway = await ctx.data.giveaways.findOne({ id: draw.giveawayId, status: 'ended' });
    if (giveaway) await conclude(ctx, giveaway, draw);
  }
  const unclaimed = await ctx.data.wins.find({ status: 'won', claimBy: { $gt: 0, $lte: now } }).limit(100);
  for (const key of new Set(unclaimed.map(({ giveawayId, round }) => `${giveawayId}:${round}`))) {
    const [id = '', round = ''] = key.split(':');
    await ctx.jobs.at({ in: 0 }, expireJob, { id, round: Number(round) }, { key });
  }
}
