import { asRefusal, DiscordRefusal, OneAtATime, z } from '@guildhall/sdk';
import type { Case } from '../cases/case.ts';
import { type ChannelOutcome, done, failed } from '../channels/channel-outcome.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { auditReason } from '../deeds/audit-reason.ts';
import { isTooOldForBulk } from './filter.ts';

/** Messages are removed at once; when the process dies in the middle, a minute later by another. */
const safetyNet = '1 min';
const inTurn = new OneAtATime();

/** Goes on with a purge that was cut off: exactly what was chosen goes, and nothing that was written since. */
export const finishPurge = moderation.job(
  'finish-purge',
  { input: z.object({ number: z.int() }) },
  async (ctx, { number }) => {
    const opened = await ctx.data.cases.findOne({ number });
    if (opened) await removeChosen(ctx, opened, true);
  },
);

/** Writes down which messages go before the first does. */
export async function choose(
  ctx: ModerationContext,
  { number }: Case,
  channelId: string,
  ids: readonly string[],
): Promise<void> {
  await ctx.data.purges.updateOne(
    { case: number },
    { $setOnInsert: { channelId, ids: [...ids] } },
    { upsert: true },
  );
  await ctx.jobs.at({ in: safetyNet }, finishPurge, { number }, { key: String(number) });
}

/**
 * Removes what was chosen. Messages older than two weeks go one by one, as Discord wants it.
 *
 * @param isResumed how many went before is not known then; in the end all that were chosen are gone
 */
export function removeChosen(
  ctx: ModerationContext,
  opened: Case,
  isResumed = false,
): Promise<ChannelOutcome> {
  const { number } = opened;
  return inTurn.run(ctx, `purge:${number}`, async () => {
    const chosen = await ctx.data.purges.findOne({ case: number });
    if (!chosen) return { status: 'done', done: (await ctx.data.cases.findOne({ number })) ?? opened };
    const outcome = await remove(ctx, opened, chosen, isResumed);
    await ctx.data.purges.deleteOne({ case: number });
    await ctx.jobs.cancel(finishPurge, String(number));
    return outcome;
  });
}

async function remove(
  ctx: ModerationContext,
  opened: Case,
  { channelId, ids }: { readonly channelId: string; readonly ids: readonly string[] },
  isResumed: boolean,
): Promise<ChannelOutcome> {
  const channel = await ctx.discord.channel(channelId);
  const because = auditReason(ctx, opened);
  const old = ids.filter((id) => isTooOldForBulk(id, ctx.clock.now()));
  const young = ids.filter((id) => !old.includes(id));
  let removed = 0;
  try {
    // With its channel they are all gone.
    if (channel?.isTextBased()) {
      if (young.length === 1) removed += Number(await ctx.discord.delete(channelId, young[0] ?? '', because));
      else if (young.length > 1) removed += (await asRefusal(() => channel.bulkDelete(young))).size;
      for (const id of old) removed += Number(await ctx.discord.delete(channelId, id, because));
    }
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    return removed > 0 ? done(ctx, opened, removed) : failed(ctx, opened, error);
  }
  return done(ctx, opened, isResumed ? ids.length : removed);
}
