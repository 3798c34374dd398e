import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import type { AutomodContext } from '../contract.ts';
import type { Subject } from '../engine/facts.ts';
import { auditReason, type Deed, done, nothing, type Performed } from './deed.ts';
import { takeNotice } from './thread-notice.ts';

const unknownChannel = 10_003;

/**
 * What `delete` means for a name. A thread that was just made is deleted: nothing is in it but what its maker put there. One that
 * was given another name gets its old one back, because everybody’s messages are in it.
 */
export async function takeNameBack(
  ctx: AutomodContext,
  deed: Deed,
  { id, before }: NonNullable<Subject['thread']>,
): Promise<Performed> {
  const type = before === undefined ? 'deleteThread' : 'renameThread';
  const thread = await ctx.discord.channel(id);
  if (!thread?.isThread()) return nothing(type);
  const reason = auditReason(deed);
  if (before !== undefined) {
    await asRefusal<unknown>(() => thread.setName(before, reason));
    return done(type);
  }
  try {
    await asRefusal<unknown>(() => thread.delete(reason));
  } catch (error) {
    if (error instanceof DiscordRefusal && error.discordCode === unknownChannel) return nothing(type);
    throw error;
  }
  const [channelId = ''] = deed.subject.places;
  await takeNotice(ctx, { id, channelId });
  return done(type);
}
