import type { Actor } from '../access.ts';
import { channelWith, has, permissionsInChannel, visibleChannel } from '../access.ts';
import { writeAudit } from '../audit.ts';
import type { Channel, Message, Reaction, Snowflake, User } from '../entities.ts';
import { refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import type { World } from '../world.ts';
import { messageOf } from './messages.ts';

type EmojiRef = Reaction['emoji'];

/** Reads `⭐` or `name:id` as a reaction's address has it. 10014 for what is no emoji. */
export function readEmoji(world: World, text: string): EmojiRef {
  const custom = /^(?:a:)?(\w{2,32}):(\d{1,20})$/.exec(text);
  if (custom?.[2]) {
    const emoji = world.tables.emoji.get(custom[2]);
    if (!emoji) throw refuse(10014);
    return { id: emoji.id, name: emoji.name, animated: emoji.animated };
  }
  const isUnicode = /^(?:\p{RGI_Emoji}|\p{Extended_Pictographic}\uFE0F?)$/v.test(text);
  if (!isUnicode) throw refuse(10014);
  return { id: null, name: text, animated: false };
}

const keyOf = (message: Message, emoji: EmojiRef, userId: Snowflake) =>
  `${message.id}:${emoji.id ?? emoji.name}:${userId}`;

const isSame = (a: EmojiRef, b: EmojiRef) => (a.id ?? a.name) === (b.id ?? b.name);

/** Reacts to a message. The first to use an emoji needs ADD_REACTIONS; a message takes 20 different ones. */
export function addReaction(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  emoji: EmojiRef,
): void {
  const channel = channelWith(world, actor, channelId, P.ReadMessageHistory);
  const message = messageOf(world, channel, messageId);
  if (channel.thread_metadata?.archived) throw refuse(50083);
  const all = world.tables.reaction.by('message', messageId);
  if (!all.some((it) => isSame(it.emoji, emoji))) {
    const permissions = permissionsInChannel(world, actor.userId, channel);
    if (!has(permissions, P.AddReactions)) throw refuse(50013);
    const foreign = emoji.id !== null && world.tables.emoji.get(emoji.id)?.guild_id !== channel.guild_id;
    if (foreign && !has(permissions, P.UseExternalEmojis)) throw refuse(50013);
    const different = new Set(all.map((it) => it.emoji.id ?? it.emoji.name));
    if (different.size >= limits.reactionsPerMessage) throw refuse(30010);
  }
  if (world.tables.reaction.has(keyOf(message, emoji, actor.userId))) return;
  const reaction = world.tables.reaction.put({
    message_id: messageId,
    channel_id: channelId,
    user_id: actor.userId,
    emoji,
  });
  world.emit({ type: 'reactionAdd', message, reaction });
}

/** Takes a reaction back: one's own, or another's with MANAGE_MESSAGES. */
export function removeReaction(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  emoji: EmojiRef,
  userId: Snowflake,
): void {
  const own = userId === actor.userId;
  const channel = own
    ? visibleChannel(world, actor, channelId)
    : channelWith(world, actor, channelId, P.ManageMessages);
  const message = messageOf(world, channel, messageId);
  const reaction = world.tables.reaction.delete(keyOf(message, emoji, userId));
  if (reaction) world.emit({ type: 'reactionRemove', message, reaction });
}

export function clearReactions(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  emoji: EmojiRef | null,
): void {
  const channel = channelWith(world, actor, channelId, P.ManageMessages);
  const message = messageOf(world, channel, messageId);
  const gone = world.tables.reaction
    .by('message', messageId)
    .filter((it) => !emoji || isSame(it.emoji, emoji));
  for (const reaction of gone) world.tables.reaction.delete(keyOf(message, reaction.emoji, reaction.user_id));
  if (gone.length === 0) return;
  world.emit(
    emoji ? { type: 'reactionRemoveEmoji', message, emoji } : { type: 'reactionRemoveAll', message },
  );
}

/** Who reacted with an emoji, by id. */
export function listReactors(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  emoji: EmojiRef,
  page: { after: Snowflake | null; limit: number },
): User[] {
  const channel = channelWith(world, actor, channelId, P.ReadMessageHistory);
  messageOf(world, channel, messageId);
  return world.tables.reaction
    .by('message', messageId)
    .filter((it) => isSame(it.emoji, emoji))
    .map((it) => it.user_id)
    .filter((id) => page.after === null || compareSnowflakes(id, page.after) > 0)
    .sort(compareSnowflakes)
    .slice(0, page.limit)
    .flatMap((id) => world.tables.user.get(id) ?? []);
}

/** Pins or unpins. Needs PIN_MESSAGES in a guild; a channel holds 50 pins (in this slice the classic limit). */
export function setPinned(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  pinned: boolean,
): void {
  const channel = channelWith(world, actor, channelId, 0n);
  const permissions = permissionsInChannel(world, actor.userId, channel);
  if (channel.guild_id !== null && !has(permissions, P.ManageMessages) && !has(permissions, P.PinMessages))
    throw refuse(50013);
  const before = messageOf(world, channel, messageId);
  if ((before.pinned_at !== null) === pinned) return;
  if (pinned && before.type !== 0 && before.type !== 19 && before.type !== 20 && before.type !== 23)
    throw refuse(50021);
  if (pinned && listPins(world, channel).length >= limits.pins) throw refuse(30003);
  const message = world.tables.message.put({ ...before, pinned_at: pinned ? world.now() : null });
  const current = world.tables.channel.get(channelId) ?? channel;
  const pins = listPins(world, current);
  const updated = world.tables.channel.put({ ...current, last_pin_timestamp: pins[0]?.pinned_at ?? null });
  world.emit({ type: 'messageUpdate', message, before });
  world.emit({ type: 'pinsUpdate', channel: updated });
  if (channel.guild_id !== null) {
    writeAudit(world, channel.guild_id, actor, pinned ? 74 : 75, {
      target: message.author_id,
      options: { channel_id: channelId, message_id: messageId },
    });
  }
}

/** Pinned messages, the last pinned first. */
export function listPins(world: World, channel: Channel): Message[] {
  return world.tables.message
    .by('channel', channel.id)
    .filter((message) => message.pinned_at !== null)
    .sort((a, b) => (b.pinned_at ?? 0) - (a.pinned_at ?? 0));
}
