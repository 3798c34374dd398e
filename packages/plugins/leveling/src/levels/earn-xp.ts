import { DuplicateKeyError } from '@guildhall/sdk';
import type { LevelingContext } from '../contract.ts';

export interface Earning {
  readonly userId: string;
  readonly messageId: string;
  /** When the message was sent, in milliseconds since 1970: Discord's time, so that a late event changes nothing. */
  readonly at: number;
  readonly xp: number;
}

const attempts = 3;

/**
 * Adds XP unless the member's last paid message is younger than the cooldown. The cooldown is part of the write's own
 * filter: of two messages at once, one is paid. A message that arrives again isn't paid again.
 *
 * @returns the member's XP in total, or `undefined` when nothing was added
 */
export async function earnXp(ctx: LevelingContext, earning: Earning): Promise<number | undefined> {
  const { userId, messageId, at, xp } = earning;
  const latest = at - ctx.config.cooldown;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const paid = await ctx.data.members.findOneAndUpdate(
      { userId, lastAt: { $lte: latest }, lastMessageId: { $ne: messageId } },
      { $inc: { xp, messages: 1 }, $set: { lastAt: at, lastMessageId: messageId } },
    );
    if (paid) return paid.xp;
    const known = await ctx.data.members.findOne({ userId });
    if (known && (known.lastAt > latest || known.lastMessageId === messageId)) return undefined;
    if (!known && (await welcome(ctx, earning))) return xp;
    // Made by someone else in between, an admin's /xp perhaps: the update has something to match now.
  }
  return undefined;
}

/** The member's first XP. @returns false when the member is known after all */
async function welcome(ctx: LevelingContext, earning: Earning): Promise<boolean> {
  const { userId, messageId, at, xp } = earning;
  try {
    await ctx.data.members.insertOne({
      userId,
      xp,
      level: 0,
      messages: 1,
      lastAt: at,
      lastMessageId: messageId,
    });
    return true;
  } catch (error) {
    if (error instanceof DuplicateKeyError) return false;
    throw error;
  }
}
