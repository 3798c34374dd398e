import type { Message } from 'discord.js';
import type { StarboardContext } from '../contract.ts';

/** The message itself; `undefined` when it is gone, or the bot can't see it. */
export async function starredMessage(
  ctx: StarboardContext,
  channelId: string,
  messageId: string,
): Promise<Message<true> | undefined> {
  const channel = await ctx.discord.channel(channelId);
  if (!channel?.isTextBased()) return undefined;
  return channel.messages.fetch(messageId).catch((error: unknown) => {
    ctx.log.debug('a starred message can’t be read', { messageId, error: String(error) });
    return undefined;
  });
}
