import type { Case } from '../cases/case.ts';
import { settleCase } from '../cases/case-book.ts';
import { planOpening } from '../channels/lock.ts';
import { isClosed } from '../channels/overwrites.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { finishPurge } from '../purge/remove-chosen.ts';
import { replan } from '../timed-actions/timed-actions.ts';
import { tidyUp } from './cut-off.ts';

const minute = 60_000;
const day = 86_400_000;
/** Older open cases were cut off: nothing takes as long. */
const cutOffAfter = 20 * minute;
const overdueAfter = 5 * minute;
const keepBulks = 30 * day;

/**
 * Looks after what a process that died, or a plugin that was off, has left: cases under way are settled by what Discord says, ends that
 * are overdue are planned again, old bulks go.
 */
export const recover = moderation.job('recover', { every: '10 min' }, async (ctx) => {
  const now = ctx.clock.now();
  const open = await ctx.data.cases.find({ state: 'open', at: { $lt: now - cutOffAfter } });
  const purges = await ctx.data.purges.find();
  for (const one of open) {
    // It is gone on with, and settled by that.
    if (purges.some((purge) => purge.case === one.number)) continue;
    const happened = await hasHappened(ctx, one);
    await tidyUp(ctx, one, happened);
    await settleCase(
      ctx,
      one.number,
      happened ? { state: 'done' } : { state: 'failed', failure: ctx.guild.t('case.cutOff') },
    );
  }
  for (const timed of await ctx.data.timedActions.find({ until: { $lt: now - overdueAfter } })) {
    await replan(ctx, timed);
  }
  for (const { channelId, until } of await ctx.data.locks.find({ until: { $ne: null } })) {
    if (until !== null && until < now - overdueAfter) await planOpening(ctx, channelId, now);
  }
  for (const { case: number } of purges) {
    await ctx.jobs.at({ in: 0 }, finishPurge, { number }, { key: String(number) });
  }
  await ctx.data.bulks.deleteMany({ state: 'draft', at: { $lt: now - day } });
  await ctx.data.bulks.deleteMany({ state: 'done', at: { $lt: now - keepBulks } });
});

/** Whether what a case is about is so. */
async function hasHappened(ctx: ModerationContext, one: Case): Promise<boolean> {
  const { kind, number } = one;
  const userId = one.userId ?? '';
  switch (kind) {
    case 'note':
      return true;
    case 'warn':
      return (await ctx.data.warnings.findOne({ number })) !== undefined;
    case 'ban':
      return ctx.discord.isBanned(userId);
    case 'unban':
      return !(await ctx.discord.isBanned(userId));
    case 'kick':
    case 'softban':
      return (await ctx.discord.member(userId)) === undefined;
    case 'timeout':
    case 'untimeout': {
      const member = await ctx.discord.member(userId);
      const isTimedOut = (member?.communicationDisabledUntilTimestamp ?? 0) > ctx.clock.now();
      return isTimedOut === (kind === 'timeout');
    }
    case 'role_add':
    case 'role_remove': {
      const member = await ctx.discord.member(userId);
      return (member?.roles.cache.has(one.roleId ?? '') ?? false) === (kind === 'role_add');
    }
    case 'lock':
    case 'unlock': {
      const channel = await ctx.discord.channel(one.channelId ?? '');
      return (channel !== undefined && isClosed(channel)) === (kind === 'lock');
    }
    case 'purge':
    case 'slowmode':
      return false;
  }
}
