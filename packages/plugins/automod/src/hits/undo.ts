import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import type { Performed } from '../actions/deed.ts';
import type { AutomodContext } from '../contract.ts';
import { stateOf } from '../engine/guild-state.ts';
import { endLockdown, pauseInvites } from '../guild-lock/lockdown.ts';
import { release } from '../quarantine/quarantine.ts';

/** How an undo went: nothing to undo, all of it, some of it, undone before, or no such hit. */
export interface Undone {
  readonly outcome: 'nothing' | 'done' | 'partly' | 'before' | 'gone';
  /** What was undone, in the guild's (or the member's) language. */
  readonly actions: string;
}

/**
 * Takes back what a rule did, as far as that is possible: a deleted message and a kick can't be. Of two at once, one does it.
 */
export async function undo(ctx: AutomodContext, hitId: string, by: string): Promise<Undone> {
  const now = ctx.clock.now();
  const hit = await ctx.data.hits.findOneAndUpdate({ id: hitId, undoneAt: 0 }, { $set: { undoneAt: now } });
  if (!hit) {
    const exists = (await ctx.data.hits.count({ id: hitId })) > 0;
    return { outcome: exists ? 'before' : 'gone', actions: '' };
  }
  const reason = ctx.guild.t('hit.undo.reason', { rule: hit.ruleName });
  const undone: string[] = [];
  let isPartial = false;
  for (const performed of hit.performed) {
    if (performed.outcome !== 'done') continue;
    try {
      if (await undoOne(ctx, performed, hit, reason)) undone.push(ctx.t(`action.${performed.type}`));
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      isPartial = true;
    }
  }
  await ctx.audit('hit.undone', { hitId, by, rule: hit.ruleName, userId: hit.userId, actions: undone });
  const outcome = isPartial ? 'partly' : undone.length > 0 ? 'done' : 'nothing';
  return { outcome, actions: undone.join(', ') };
}

interface Undoable {
  readonly userId: string;
  readonly channelId: string;
}

async function undoOne(
  ctx: AutomodContext,
  { type, detail }: Performed,
  { userId, channelId }: Undoable,
  reason: string,
): Promise<boolean> {
  switch (type) {
    case 'timeout':
      await ctx.discord.timeout(userId, 0, reason);
      return true;
    case 'ban':
      return ctx.discord.unban(userId, reason);
    case 'addRole':
      await ctx.discord.removeRole(userId, detail, reason);
      return true;
    case 'removeRole':
      await ctx.discord.addRole(userId, detail, reason);
      return true;
    case 'quarantine':
      return (await release(ctx, userId, reason)) !== undefined;
    case 'slowmode': {
      const channel = await ctx.discord.channel(channelId);
      if (!channel || !('setRateLimitPerUser' in channel)) return false;
      await asRefusal(() => channel.setRateLimitPerUser(Number(detail), reason));
      return true;
    }
    case 'pauseInvites':
      await pauseInvites(ctx, undefined);
      return true;
    case 'lockdown':
      return endLockdown(ctx, reason);
    case 'warn':
      return ctx.data.heat.updateOne({ userId, strikes: { $gt: 0 } }, { $inc: { strikes: -1 } });
    case 'addHeat':
      stateOf(ctx).coolDown(userId);
      return true;
    default:
      return false;
  }
}

/** Counts for the rule's share of false positives. @returns whether there is such a hit */
export async function markFalsePositive(ctx: AutomodContext, hitId: string, by: string): Promise<boolean> {
  const hit = await ctx.data.hits.findOneAndUpdate({ id: hitId }, { $set: { verdict: 'falsePositive' } });
  if (!hit) return false;
  await ctx.audit('hit.falsePositive', { hitId, by, rule: hit.ruleName, userId: hit.userId });
  return true;
}
