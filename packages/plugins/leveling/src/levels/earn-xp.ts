import { DuplicateKeyError } from '@guildhall/sdk';
import type { LevelingContext } from '../contract.ts';

export interface Earning {
  readonly userId: string;
  readonly messageId: string;
  /** When the message was sent, in milliseconds since 1970: Discord's time, so that a late event changes nothing. */
  readonly at: number;
  readonly xp: number;
}

/**
 * Adds XP unless the member's last paid message is younger than the cooldown. The cooldown is part of the write's own
 * filter: of two messages at once, one is paid. A message that arrives again isn't paid again.
 *
 * @returns the member's XP in total, or `undefined` when nothing was added
 */
export async function earnXp(ctx: LevelingContext, earning: Earning): Promise<number | undefined> {
  const { userId, messageId, at, xp } = earning;
  const member = await ctx.data.members.findOneAndUpdate(
    { userId, lastAt: { $lte: at - ctx.config.cooldown }, lastMessageId: { $ne: messageId } },
    { $inc: { xp, messages: 1 }, $set: { lastAt: at, lastMessageId: messageId } },
  );
  if (member) return member.xp;
  try {
    await ctx.data.members.insertOne({
      userId,
      xp,
      level: 0,
      messages: 1,
      lastAt: at,
      lastMessageId: messageId,
    });
    return xp;
  } catch (error) {
    // The member is known already, so the cooldown is what kept the update from matching.
    if (error instanceof DuplicateKeyError) return undefined;
    throw error;
  }
}
