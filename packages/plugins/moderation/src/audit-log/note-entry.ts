import { openCase, settleCase } from '../cases/case-book.ts';
import type { ModerationContext } from '../contract.ts';
import { madeAt } from '../snowflake.ts';
import { cancelTimed } from '../timed-actions/timed-actions.ts';
import { type Entry, readEntry } from './read-entry.ts';

/**
 * Makes a case of what a moderator did by hand, in their name; what the bot did itself has its case already. An entry that comes twice,
 * from the gateway and from the log, is one case.
 *
 * @returns whether it was something to note
 */
export async function noteEntry(ctx: ModerationContext, entry: Entry): Promise<boolean> {
  const done = readEntry(entry);
  if (!done || entry.user_id === null) return false;
  const { client } = await ctx.discord.guild();
  if (entry.user_id === client.user.id) return false;
  const at = madeAt(entry.id);
  const { kind, userId, until } = done;
  const { opened, isNew } = await openCase(ctx, {
    kind,
    origin: `audit:${entry.id}`,
    by: { id: entry.user_id, source: 'discord' },
    userId,
    reason: entry.reason,
    at,
    ...(until === undefined ? {} : { duration: until - at }),
  });
  if (!isNew) return false;
  // What was to end by itself has been ended, or begun anew, by hand.
  if (kind === 'unban') await cancelTimed(ctx, 'ban', userId);
  if (kind === 'timeout' || kind === 'untimeout') await cancelTimed(ctx, 'timeout', userId);
  await settleCase(ctx, opened.number, { state: 'done' });
  return true;
}
