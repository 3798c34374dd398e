import type { Case } from '../cases/case.ts';
import { openWhenDue } from '../channels/lock.ts';
import type { ModerationContext } from '../contract.ts';
import { auditReason } from '../deeds/audit-reason.ts';
import { cancelTimed } from '../timed-actions/timed-actions.ts';

/**
 * What a deed that was cut off has left beside its case: an end that was planned and has nothing to end, a softban that was not lifted,
 * a lock that closed nothing.
 *
 * @param happened whether it came about
 */
export async function tidyUp(ctx: ModerationContext, one: Case, happened: boolean): Promise<void> {
  const { kind, number } = one;
  const userId = one.userId ?? '';
  const channelId = one.channelId ?? '';
  switch (kind) {
    case 'timeout':
    case 'ban':
      if (!happened) await cancelTimed(ctx, kind, userId, number);
      return;
    case 'untimeout':
      if (happened) await cancelEarlier(ctx, 'timeout', one);
      return;
    case 'unban':
      if (happened) await cancelEarlier(ctx, 'ban', one);
      return;
    case 'softban':
      if (happened && !(await isBannedSince(ctx, one))) {
        await ctx.discord.unban(userId, auditReason(ctx, one));
      }
      return;
    case 'lock':
      if (happened) return;
      await ctx.data.locks.deleteOne({ channelId, case: number });
      await ctx.jobs.cancel(openWhenDue, channelId);
      return;
    case 'unlock':
      if (happened && (await ctx.data.locks.deleteOne({ channelId, case: { $lt: number } }))) {
        await ctx.jobs.cancel(openWhenDue, channelId);
      }
  }
}

/** What was begun anew since goes on. */
async function cancelEarlier(
  ctx: ModerationContext,
  kind: 'timeout' | 'ban',
  { userId, number }: Case,
): Promise<void> {
  const timed = await ctx.data.timedActions.findOne({ kind, userId: userId ?? '' });
  if (timed && timed.case < number) await cancelTimed(ctx, kind, timed.userId, timed.case);
}

async function isBannedSince(ctx: ModerationContext, { userId, number }: Case): Promise<boolean> {
  const since = await ctx.data.cases.findOne({
    userId,
    kind: 'ban',
    state: { $ne: 'failed' },
    number: { $gt: number },
  });
  return since !== undefined;
}
