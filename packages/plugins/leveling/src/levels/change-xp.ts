import { DuplicateKeyError } from '@guildhall/sdk';
import type { LevelingContext } from '../contract.ts';
import { levelForXp } from '../rules/curve.ts';
import type { LevelChange } from './reach-level.ts';

export type XpChange = 'add' | 'remove' | 'set';

/** Highest XP that a moderator can set, and that adding stops at. */
export const mostXp = 1_000_000_000;

const attempts = 5;

/**
 * An admin's change of a member's XP, which stays within 0 and `mostXp`. The write is repeated when the member earned
 * XP in between, so that neither change is lost.
 * @returns `before`: what this change was made from
 */
export async function changeXp(
  ctx: LevelingContext,
  userId: string,
  change: XpChange,
  amount: number,
): Promise<LevelChange & { readonly xp: number; readonly before: number }> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = (await ctx.data.members.findOne({ userId })) ?? (await welcome(ctx, userId));
    const xp = changed(before.xp, change, amount);
    const to = levelForXp(ctx.config.curve, xp);
    const written = await ctx.data.members.updateOne({ userId, xp: before.xp }, { $set: { xp, level: to } });
    if (written) return { xp, before: before.xp, from: before.level, to };
  }
  throw new Error(
    `The XP of ${userId} changed ${attempts} times while it was being set. Try again in a moment.`,
  );
}

/** The result of a change, never below 0. */
export function changed(xp: number, change: XpChange, amount: number): number {
  const wanted = { add: xp + amount, remove: xp - amount, set: amount }[change];
  return Math.min(Math.max(0, wanted), mostXp);
}

async function welcome(ctx: LevelingContext, userId: string): Promise<{ xp: number; level: number }> {
  try {
    await ctx.data.members.insertOne({ userId, xp: 0, level: 0, messages: 0, lastAt: 0, lastMessageId: '' });
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    // Someone was quicker: the write below compares with 0 XP, fails, and reads again.
  }
  return { xp: 0, level: 0 };
}
