import { asRefusal } from '@guildhall/sdk';
import type { Message, TextBasedChannel } from 'discord.js';
import { openCase } from '../cases/case-book.ts';
import type { ChannelOrder, ChannelOutcome } from '../channels/channel-outcome.ts';
import type { ModerationContext } from '../contract.ts';
import { decideInChannel } from '../decision/decide.ts';
import { isNewer } from '../snowflake.ts';
import { asksContent, matches, type PurgeFilter } from './filter.ts';
import { choose, removeChosen } from './remove-chosen.ts';

/** How far back is looked: 1,000 messages. */
const mostPages = 10;
const pageSize = 100;

export interface PurgeOrder extends Omit<ChannelOrder, 'duration'> {
  /** At most so many, 1–100. */
  readonly count: number;
  readonly filter: PurgeFilter;
}

/** Removes the newest messages that match: those that were found when it was ordered, however often its process dies. */
export async function purge(ctx: ModerationContext, order: PurgeOrder): Promise<ChannelOutcome> {
  const { channelId, by, count, filter, origin, reason } = order;
  const refusal = await decideInChannel(ctx, by.id, channelId, 'purge');
  if (refusal !== undefined) return { status: 'refused', refusal };
  const channel = await ctx.discord.channel(channelId);
  if (!channel?.isTextBased()) return { status: 'refused', refusal: 'channel_unknown' };
  const { found, hidden } = await asRefusal(() => find(channel, count, filter));
  if (found.length === 0) {
    return { status: 'refused', refusal: hidden && asksContent(filter) ? 'content_hidden' : 'nothing_found' };
  }

  const { opened } = await openCase(ctx, {
    kind: 'purge',
    origin,
    by,
    channelId,
    reason,
    ...(filter.userId === undefined ? {} : { userId: filter.userId }),
  });
  await choose(ctx, opened, channelId, found);
  return removeChosen(ctx, opened);
}

interface Found {
  /** Ids, newest first. */
  readonly found: readonly string[];
  /** Whether no member's message said anything: as without the message content intent. */
  readonly hidden: boolean;
}

async function find(channel: TextBasedChannel, count: number, filter: PurgeFilter): Promise<Found> {
  const found: string[] = [];
  let hidden = true;
  let before = filter.before;
  for (let page = 0; page < mostPages && found.length < count; page += 1) {
    const messages: Message[] = [
      ...(
        await channel.messages.fetch({
          limit: pageSize,
          cache: false,
          ...(before === undefined ? {} : { before }),
        })
      ).values(),
    ];
    for (const message of messages) {
      hidden &&= message.author.bot || saysNothing(message);
      if (found.length < count && matches(judged(message), filter)) found.push(message.id);
    }
    const last = messages.at(-1)?.id;
    if (last === undefined || messages.length < pageSize) break;
    if (filter.after !== undefined && !isNewer(last, filter.after)) break;
    before = last;
  }
  return { found, hidden };
}

function saysNothing({ content, attachments, embeds, stickers }: Message): boolean {
  return content === '' && attachments.size === 0 && embeds.length === 0 && stickers.size === 0;
}

function judged({ id, author, content, attachments, pinned }: Message) {
  return { id, authorId: author.id, isBot: author.bot, content, attachments: attachments.size, pinned };
}
