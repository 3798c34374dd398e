import { OneAtATime, z } from '@guildhall/sdk';
import type { Author } from '../cases/case.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { type Outcome, perform } from '../deeds/perform.ts';
import { warn } from '../warnings/warn.ts';
import type { Bulk, BulkResult } from './bulk.ts';

const inTurn = new OneAtATime();

/** Goes through what is left of a bulk. It is a job: after a crash it goes on where it was, and does nothing twice. */
export const goOnWithBulk = moderation.job(
  'bulk',
  { input: z.object({ id: z.string() }) },
  async (ctx, { id }) => {
    await runBulk(ctx, id);
  },
);

/**
 * Confirms a draft, or begins a new bulk: exactly once, whoever presses how often.
 * @returns whether this call began it
 */
export async function beginBulk(ctx: ModerationContext, id: string): Promise<boolean> {
  const begun = await ctx.data.bulks.updateOne({ id, state: 'draft' }, { $set: { state: 'running' } });
  if (begun) await ctx.jobs.at({ in: 0 }, goOnWithBulk, { id }, { key: id });
  return begun;
}

/** Does to each target what is still to be done. One target's refusal keeps no other from anything. */
export function runBulk(ctx: ModerationContext, id: string): Promise<Bulk | undefined> {
  return inTurn.run(ctx, `bulk:${id}`, async () => {
    const bulk = await ctx.data.bulks.findOne({ id });
    if (bulk?.state !== 'running') return bulk;
    const known = new Set(bulk.results.map(({ userId }) => userId));
    for (const userId of bulk.targets) {
      if (known.has(userId)) continue;
      ctx.signal.throwIfAborted();
      const result = await one(ctx, bulk, userId);
      await ctx.data.bulks.updateOne({ id }, { $push: { results: result } });
    }
    const done = await ctx.data.bulks.findOneAndUpdate({ id }, { $set: { state: 'done' } });
    await ctx.audit('bulk.done', {
      id,
      deed: bulk.deed,
      by: bulk.moderatorId,
      done: done?.results.filter(({ outcome }) => outcome === 'done').length ?? 0,
      of: bulk.targets.length,
    });
    return done;
  });
}

async function one(ctx: ModerationContext, bulk: Bulk, userId: string): Promise<BulkResult> {
  const by: Author = { id: bulk.moderatorId, source: bulk.source };
  const order = { userId, by, origin: `bulk:${bulk.id}:${userId}`, reason: bulk.reason ?? undefined };
  const outcome =
    bulk.deed === 'warn'
      ? (await warn(ctx, { ...order, points: bulk.points ?? 1 })).outcome
      : await perform(ctx, {
          ...order,
          deed: bulk.deed,
          duration: bulk.duration ?? undefined,
          deleteMessages: bulk.deleteMessages,
          roleId: bulk.roleId ?? undefined,
        });
  return resultOf(userId, outcome);
}

function resultOf(userId: string, outcome: Outcome): BulkResult {
  if (outcome.status === 'refused') {
    return { userId, outcome: 'refused', case: null, refusal: outcome.refusal };
  }
  const { number, state, failure } = outcome.done;
  return { userId, outcome: state === 'failed' ? 'failed' : 'done', case: number, refusal: failure };
}
