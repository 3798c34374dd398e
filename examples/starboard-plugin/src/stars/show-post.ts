import { type OutgoingMessage, PluginProblem } from '@guildhall/sdk';
import type { StarboardContext } from '../contract.ts';
import { messageLink } from './message-link.ts';
import { starredMessage } from './starred-message.ts';

/** A message that has got or lost a star. */
export interface Starred {
  readonly messageId: string;
  readonly channelId: string;
}

/**
 * Brings the starboard in line with the stars that a message has now: posted from the threshold on, edited when the
 * number changes, taken down below it. Doing it again changes nothing.
 */
export async function showPost(ctx: StarboardContext, { messageId, channelId }: Starred): Promise<void> {
  const { channel: boardId, threshold } = ctx.config;
  const stars = await ctx.data.stars.count({ messageId });
  const post = await ctx.data.posts.findOne({ messageId });
  if (stars < threshold) {
    if (post) await takeDown(ctx, messageId);
    return;
  }
  if (boardId === undefined) return;
  const message = await starredMessage(ctx, channelId, messageId);
  if (!message) return;
  const authorId = message.author.id;
  const body = bodyOf(ctx, { messageId, channelId, authorId, content: message.content, stars });
  if (post) {
    if (post.stars === stars || post.postId === '') return;
    await editPost(ctx, post.boardId, post.postId, body);
    await ctx.data.posts.updateOne({ messageId }, { $set: { stars } });
    return;
  }
  // Two stars may arrive at once: whoever makes the document makes the post.
  const claimed = await ctx.data.posts.findOneAndUpdate(
    { messageId },
    { $setOnInsert: { channelId, authorId, stars, postId: '', boardId } },
    { upsert: true, returns: 'before' },
  );
  if (claimed) return;
  try {
    const { id } = await ctx.discord.send(boardId, body);
    await ctx.data.posts.updateOne({ messageId }, { $set: { postId: id } });
  } catch (cause) {
    await ctx.data.posts.deleteOne({ messageId });
    throw new PluginProblem('BOARD_CLOSED', ctx.t('problem.board'), ctx.t('problem.board.remedy'), { cause });
  }
  ctx.emit('starred', { messageId, stars });
  // Stars that came while it was being written.
  if ((await ctx.data.stars.count({ messageId })) !== stars) await showPost(ctx, { messageId, channelId });
}

/** Deletes the post of a message, when there is one. */
export async function takeDown(ctx: StarboardContext, messageId: string): Promise<void> {
  const post = await ctx.data.posts.findOne({ messageId });
  if (!post) return;
  await ctx.data.posts.deleteOne({ messageId });
  const written = post.postId === '' ? undefined : await starredMessage(ctx, post.boardId, post.postId);
  await written?.delete();
}

async function editPost(
  ctx: StarboardContext,
  boardId: string,
  postId: string,
  body: ReturnType<typeof bodyOf>,
): Promise<void> {
  const written = await starredMessage(ctx, boardId, postId);
  await written?.edit({ content: body.content, embeds: [...body.embeds], allowedMentions: { parse: [] } });
}

interface Shown extends Starred {
  readonly authorId: string;
  /** Empty without the message content intent. */
  readonly content: string;
  readonly stars: number;
}

function bodyOf(ctx: StarboardContext, { messageId, channelId, authorId, content, stars }: Shown) {
  const link = messageLink(ctx.guild.id, channelId, messageId);
  const { emoji } = ctx.config;
  return {
    content: ctx.t('post', { emoji, stars, link, author: `<@${authorId}>` }),
    embeds: content === '' ? [] : [{ description: content }],
  } satisfies OutgoingMessage;
}
