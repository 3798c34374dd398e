import { DuplicateKeyError } from '@guildhall/sdk';
import type { Author } from '../cases/case.ts';
import { openCase, settleCase } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import type { Outcome } from '../deeds/perform.ts';
import { tellMember } from '../deeds/tell-member.ts';
import { whyNot } from '../deeds/why-not.ts';
import { type Escalated, escalateAfter, rearm, warningsOf } from './escalate.ts';
import { pointsOf } from './points.ts';

const day = 86_400_000;

export interface WarningOrder {
  readonly userId: string;
  readonly by: Author;
  readonly origin: string;
  readonly reason?: string | undefined;
  readonly points: number;
}

export interface Warned {
  readonly outcome: Outcome;
  /** The member's points in force. */
  readonly points: number;
  readonly escalated: Escalated | undefined;
}

/** Warns a member: the decision, the case, the warning, the member's notice, and the steps that they have reached. */
export async function warn(ctx: ModerationContext, order: WarningOrder): Promise<Warned> {
  const { userId, by, origin, reason, points } = order;
  const known = await ctx.data.cases.findOne({ origin });
  if (known && known.state !== 'open') {
    return {
      outcome: { status: 'repeated', done: known },
      points: await currentPoints(ctx, userId),
      escalated: undefined,
    };
  }
  const refusal = await whyNot(ctx, { deed: 'warn', userId, by, reason });
  if (refusal)
    return {
      outcome: { status: 'refused', refusal },
      points: await currentPoints(ctx, userId),
      escalated: undefined,
    };

  const { opened } = await openCase(ctx, { kind: 'warn', origin, by, userId, reason, points });
  const { number, at } = opened;
  const { warnExpiryDays } = ctx.config;
  const expiresAt = warnExpiryDays === 0 ? null : at + warnExpiryDays * day;
  // Before a step is taken: who is kicked for it can't be told afterwards.
  const told = await tellMember(ctx, opened, { points });
  const escalated = await escalateAfter(ctx, userId, number, async () => {
    try {
      await ctx.data.warnings.insertOne({
        number,
        userId,
        points,
        at,
        expiresAt,
        state: 'active',
        removedBy: null,
      });
    } catch (error) {
      // Written by an earlier attempt of the same deed.
      if (!(error instanceof DuplicateKeyError)) throw error;
    }
    await settleCase(ctx, number, { state: 'done', told });
  });
  const done = (await ctx.data.cases.findOne({ number })) ?? opened;
  const total = await currentPoints(ctx, userId);
  ctx.explain({ member: userId }, 'why.warned', { number, points, total });
  return { outcome: { status: 'done', done }, points: total, escalated };
}

/** Takes warnings back; what they counted for can be reached anew. @returns how many were in force */
export async function removeWarnings(
  ctx: ModerationContext,
  userId: string,
  by: string,
  number?: number,
): Promise<number> {
  const removed = await ctx.data.warnings.updateMany(
    { userId, state: 'active', ...(number === undefined ? {} : { number }) },
    { $set: { state: 'removed', removedBy: by } },
  );
  if (removed > 0) await rearm(ctx, userId);
  return removed;
}

/** A member's points in force now. */
export async function currentPoints(ctx: ModerationContext, userId: string): Promise<number> {
  return pointsOf(await warningsOf(ctx, userId), ctx.clock.now());
}

/** Lets a warning that was taken back count again. @returns whether there was one; steps are not taken anew for it */
export async function restoreWarning(ctx: ModerationContext, number: number, by: string): Promise<boolean> {
  const restored = await ctx.data.warnings.updateOne(
    { number, state: 'removed' },
    { $set: { state: 'active', removedBy: null } },
  );
  if (restored) await ctx.audit('warnings.restore', { number, by });
  return restored;
}
