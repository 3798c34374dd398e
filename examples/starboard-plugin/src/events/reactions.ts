import { DuplicateKeyError, type RawPayload } from '@guildhall/sdk';
import { type StarboardContext, starboard } from '../contract.ts';
import { mayStar } from '../stars/may-star.ts';
import { showPost, takeDown } from '../stars/show-post.ts';
import { starredMessage } from '../stars/starred-message.ts';

type Reaction = RawPayload<'MESSAGE_REACTION_ADD'> | RawPayload<'MESSAGE_REACTION_REMOVE'>;

/** Raw, because a star on a message of last year counts too, and nobody needs its structure for that. */
export const starGiven = starboard.onRaw('MESSAGE_REACTION_ADD', async (ctx, reaction) => {
  if (!isStar(ctx, reaction)) return;
  const { message_id: messageId, channel_id: channelId, user_id: userId } = reaction;
  const authorId = reaction.message_author_id ?? (await starredMessage(ctx, channelId, messageId))?.author.id;
  if (authorId === undefined || !(await mayStar(ctx, userId, authorId))) return;
  try {
    await ctx.data.stars.insertOne({ messageId, userId });
  } catch (error) {
    // After a reconnect, Discord may tell of a reaction again.
    if (!(error instanceof DuplicateKeyError)) throw error;
  }
  await showPost(ctx, { messageId, channelId });
});

export const starTaken = starboard.onRaw('MESSAGE_REACTION_REMOVE', async (ctx, reaction) => {
  if (!isStar(ctx, reaction)) return;
  const { message_id: messageId, channel_id: channelId, user_id: userId } = reaction;
  if (await ctx.data.stars.deleteOne({ messageId, userId })) await showPost(ctx, { messageId, channelId });
});

export const starsCleared = starboard.onRaw('MESSAGE_REACTION_REMOVE_ALL', (ctx, { message_id: messageId }) =>
  forget(ctx, messageId),
);

export const messageDeleted = starboard.onRaw('MESSAGE_DELETE', (ctx, { id }) => forget(ctx, id));

async function forget(ctx: StarboardContext, messageId: string): Promise<void> {
  if ((await ctx.data.stars.deleteMany({ messageId })) > 0) await takeDown(ctx, messageId);
}

function isStar(ctx: StarboardContext, { channel_id: channelId, emoji }: Reaction): boolean {
  return emoji.name === ctx.config.emoji && channelId !== ctx.config.channel;
}
