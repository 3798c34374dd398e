import type { APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { Member, Message, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import { messageFlags } from '../world/limits.ts';
import { attachmentUrl } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { avatarUrl, colorOf } from './guild-view.ts';
import type { EmojiView, MessageView, PollView } from './protocol.ts';

const excerptLength = 120;
/** Who reacted is named up to here; beyond it they are counted. */
const reactorsShown = 25;

function memberIn(world: World, guildId: Snowflake | null, userId: Snowflake): Member | undefined {
  return guildId === null ? undefined : world.tables.member.get(pairKey(guildId, userId));
}

function nameOf(world: World, guildId: Snowflake | null, userId: Snowflake): string {
  const user = world.tables.user.get(userId);
  return memberIn(world, guildId, userId)?.nick ?? user?.global_name ?? user?.username ?? 'Deleted User';
}

function authorOf(world: World, message: Message): MessageView['author'] {
  if (message.webhook_id !== null && message.webhook_author) {
    const { username } = message.webhook_author;
    return { id: message.webhook_id, name: username, avatarUrl: null, bot: true, webhook: true, color: 0 };
  }
  const user = world.tables.user.get(message.author_id);
  const member = memberIn(world, message.guild_id, message.author_id);
  return {
    id: message.author_id,
    name: nameOf(world, message.guild_id, message.author_id),
    avatarUrl: user ? avatarUrl(world, user) : null,
    bot: user?.bot ?? false,
    webhook: false,
    color: member ? colorOf(world, member) : 0,
  };
}

function mentions(world: World, message: Message, userId: Snowflake): boolean {
  if (message.author_id === userId) return false;
  if (message.mention_everyone || message.mentions.includes(userId)) return true;
  const roles = memberIn(world, message.guild_id, userId)?.roles ?? [];
  return roles.some((it) => message.mention_roles.includes(it));
}

function reactionsOf(
  world: World,
  { id: messageId, guild_id: guildId }: Message,
  viewer: Snowflake,
): MessageView['reactions'] {
  const groups = new Map<string, { emoji: EmojiView; userIds: Snowflake[] }>();
  for (const { emoji, user_id } of world.tables.reaction.by('message', messageId)) {
    const key = emoji.id ?? emoji.name;
    const group = groups.get(key) ?? {
      emoji: {
        ...emoji,
        url: emoji.id === null ? null : `${world.cdn}/emojis/${emoji.id}.${emoji.animated ? 'gif' : 'png'}`,
      },
      userIds: [],
    };
    group.userIds.push(user_id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ emoji, userIds }) => {
    const first = userIds.slice(0, reactorsShown);
    return {
      emoji,
      count: userIds.length,
      me: userIds.includes(viewer),
      userIds: first,
      names: first.map((id) => nameOf(world, guildId, id)),
    };
  });
}

function pollOf(world: World, message: Message, viewer: Snowflake): PollView | null {
  const { poll } = message;
  if (!poll) return null;
  const votes = world.tables.pollVote.by('message', message.id);
  return {
    question: poll.question.text,
    answers: poll.answers.map(({ answer_id: id, poll_media: media }) => {
      const own = votes.filter((it) => it.answer_id === id);
      return {
        id,
        text: media.text ?? '',
        emoji: media.emoji?.name ?? null,
        votes: own.length,
        me: own.some((it) => it.user_id === viewer),
      };
    }),
    multiple: poll.allow_multiselect,
    endsAt: poll.expiry,
    ended: poll.is_finalized || poll.expiry <= world.now(),
    voters: new Set(votes.map((it) => it.user_id)).size,
  };
}

function replyOf(world: World, message: Message): MessageView['replyTo'] {
  const reference = message.message_reference;
  if (message.type !== 19 || !reference?.message_id) return null;
  const original = world.tables.message.get(reference.message_id);
  if (!original) return { messageId: reference.message_id, authorName: null, excerpt: null };
  const text = original.content.replaceAll(/\s+/g, ' ').trim();
  return {
    messageId: original.id,
    authorName: authorOf(world, original).name,
    excerpt: text === '' ? null : text.length > excerptLength ? `${text.slice(0, excerptLength)}…` : text,
  };
}

/** Whether this user sees the message, given that they see its channel. */
export function isFor(message: Message, userId: Snowflake): boolean {
  return message.ephemeral_for === null || message.ephemeral_for === userId;
}

/** A message as `viewer` sees it. */
export function viewMessage(world: World, message: Message, viewer: Snowflake): MessageView {
  const { interaction } = message;
  const flag = (bit: number) => (message.flags & bit) !== 0;
  const thread = message.id === message.channel_id ? undefined : world.tables.channel.get(message.id);
  return {
    id: message.id,
    channelId: message.channel_id,
    guildId: message.guild_id,
    type: message.type,
    author: authorOf(world, message),
    content: message.content,
    timestamp: message.timestamp,
    editedTimestamp: message.edited_timestamp,
    pinned: message.pinned_at !== null,
    ephemeral: message.ephemeral_for !== null,
    thinking: flag(messageFlags.loading),
    componentsV2: flag(messageFlags.componentsV2),
    mentionsMe: mentions(world, message, viewer),
    mentions: message.mentions.map((id) => ({ id, name: nameOf(world, message.guild_id, id) })),
    // Stored as Discord gives them back, checked when they came in.
    embeds: flag(messageFlags.suppressEmbeds) ? [] : (message.embeds as APIEmbed[]),
    components: message.components as unknown as APIMessageTopLevelComponent[],
    attachments: message.attachments.map((it) => ({
      id: it.id,
      filename: it.filename,
      description: it.description,
      contentType: it.content_type,
      size: it.size,
      width: it.width,
      height: it.height,
      url: attachmentUrl(world, it),
    })),
    stickers: message.sticker_items.map(({ id, name }) => ({ id, name })),
    poll: pollOf(world, message, viewer),
    reactions: reactionsOf(world, message, viewer),
    replyTo: replyOf(world, message),
    command: interaction
      ? {
          userId: interaction.user_id,
          userName: nameOf(world, message.guild_id, interaction.user_id),
          name: interaction.name,
        }
      : null,
    threadId: thread?.thread_metadata ? thread.id : null,
  };
}
