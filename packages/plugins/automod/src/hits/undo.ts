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
      if (await takesBack[performed.type]?.(ctx, performed.detail, hit, reason))
        undone.push(ctx.t(`action.${performed.type}`));
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

type TakeBack = (ctx: AutomodContext, detail: string, of: Undoable, reason: string) => Promise<boolean>;

/** How each action is taken back; `false` when there was nothing left to take back. A deleted message and a kick can't be. */
const takesBack: Readonly<Partial<Record<string, TakeBack>>> = {
  async timeout(ctx, _detail, { userId }, reason) {
    await ctx.discord.timeout(userId, 0, reason);
    return true;
  },
  ban: (ctx, _detail, { userId }, reason) => ctx.discord.unban(userId, reason),
  async addRole(ctx, detail, { userId }, reason) {
    await ctx.discord.removeRole(userId, detail, reason);
    return true;
  },
  async removeRole(ctx, detail, { userId }, reason) {
    await ctx.discord.addRole(userId, detail, reason);
    return true;
  },
  quarantine: async (ctx, _detail, { userId }, reason) => (await release(ctx, userId, reason)) !== undefined,
  async slowmode(ctx, detail, { channelId }, reason) {
    const channel = await ctx.discord.channel(channelId);
    if (!channel || !('setRateLimitPerUser' in channel)) return false;
    await asRefusal(() => channel.setRateLimitPerUser(Number(detail), reason));
    return true;
  },
  async pauseInvites(ctx) {
    await pauseInvites(ctx, undefined);
    return true;
  },
  lockdown: (ctx, _detail, _of, reason) => endLockdown(ctx, reason),
  warn: (ctx, _detail, { userId }) =>
    ctx.data.heat.updateOne({ userId, strikes: { $gt: 0 } }, { $inc: { strikes: -1 } }),
  async addHeat(ctx, _detail, { userId }) {
    stateOf(ctx).coolDown(userId);
    return true;
  },
};

/** Whether there is anything to take back: a rule that only deleted offers no undo. */
export function isUndoable(hit: {
  readonly undoneAt: number;
  readonly performed: readonly Performed[];
}): boolean {
  const { undoneAt, performed } = hit;
  return (
    undoneAt === 0 &&
    performed.some(({ type, outcome }) => outcome === 'done' && Object.hasOwn(takesBack, type))
  );
}

/** Counts for the rule's share of false positives. @returns whether there is such a hit */
export async function markFalsePositive(ctx: AutomodContext, hitId: string, by: string): Promise<boolean> {
  const hit = await ctx.data.hits.findOneAndUpdate({ id: hitId }, { $set: { verdict: 'falsePositive' } });
  if (!hit) return false;
  await ctx.audit('hit.falsePositive', { hitId, by, rule: hit.ruleName, userId: hit.userId });
  return true;
}
