import type { Actor } from '../access.ts';
import {
  channelWith,
  guildChannelWith,
  has,
  holdsMessages,
  isThread,
  permissionsInChannel,
  visibleChannel,
} from '../access.ts';
import { writeAudit } from '../audit.ts';
import { actOn, isBlocking, screen } from '../automod/index.ts';
import { pictureSize } from '../blobs.ts';
import type { Attachment, Channel, Message, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { badField, DiscordError, refuse } from '../errors.ts';
import { limits, messageFlags } from '../limits.ts';
import type { MessageInput } from '../message-form.ts';
import {
  checkMessageForm,
  hasV2,
  readMentions,
  storedComponents,
  storedEmbeds,
  textOf,
} from '../message-form.ts';
import { P } from '../permissions.ts';
import { readPoll } from '../poll-form.ts';
import { snowflakeTime } from '../snowflake.ts';
import { attachmentUrl, messageView } from '../views/message.ts';
import type { World } from '../world.ts';

/** What the writer of a message may choose of it beside its content. */
export interface MessageStamp {
  /** A post's first message has the id of its thread. */
  id?: Snowflake;
  type?: number;
  /** Of a notice of a new thread: which. */
  thread?: Channel;
  webhook?: { id: Snowflake; username: string; avatar: string | null; application_id: Snowflake | null };
  application_id?: Snowflake | null;
  interaction_metadata?: Record<string, unknown>;
  interaction?: Message['interaction'];
  ephemeral_for?: Snowflake | null;
  /** Embeds of a kind that only Discord itself makes. */
  embeds?: Record<string, unknown>[];
  /** Bits that the writer may set beyond those a client may. */
  extraFlags?: number;
}

const settableFlags =
  messageFlags.suppressEmbeds |
  messageFlags.suppressNotifications |
  messageFlags.componentsV2 |
  messageFlags.isVoiceMessage;

export function messageOf(world: World, channel: Channel, messageId: Snowflake): Message {
  const message = world.tables.message.get(messageId);
  if (!message || message.channel_id !== channel.id || message.ephemeral_for !== null) throw refuse(10008);
  return message;
}

/** Sends a message as a bot or a member does, if they may. */
export function sendMessage(world: World, actor: Actor, channelId: Snowflake, input: MessageInput): Message {
  const channel = channelWith(world, actor, channelId, P.SendMessages);
  if (!holdsMessages(channel)) throw refuse(50008);
  const permissions = permissionsInChannel(world, actor.userId, channel);
  checkMessageForm(input, hasV2(input.flags));
  const need = (bit: bigint) => {
    if (!has(permissions, bit)) throw refuse(50013);
  };
  if (input.files?.length) need(P.AttachFiles);
  if (input.embeds?.length && actor.application) need(P.EmbedLinks);
  if (input.tts) need(P.SendTTSMessages);
  if (input.poll) need(P.SendPolls);
  if (channel.guild_id === null) checkDm(world, actor, channel);
  if (!actor.application) checkSlowmode(world, actor, channel, permissions);
  checkReference(world, actor, channel, permissions, input);
  if (input.nonce != null && input.enforce_nonce) {
    const same = recentWithNonce(world, channel, actor.userId, input.nonce);
    if (same) return same;
  }
  const content = input.content ?? '';
  const hits = screen(world, channel, actor.userId, content);
  if (isBlocking(hits)) block(world, channel, actor.userId, content, hits);
  const message = writeMessage(world, channel, actor.userId, input, {
    mayMentionEveryone: has(permissions, P.MentionEveryone),
  });
  actOn(world, hits, { channel, userId: actor.userId, content, message }, alertWriter(world));
  return message;
}

function alertWriter(world: World) {
  return (channel: Channel, authorId: Snowflake, embed: Record<string, unknown>) =>
    writeMessage(world, channel, authorId, {}, { type: 24, embeds: [embed], mayMentionEveryone: false });
}

/** AutoMod blocks a text: nobody hears of it but those whom its rules tell. */
function block(
  world: World,
  channel: Channel,
  userId: Snowflake,
  content: string,
  hits: ReturnType<typeof screen>,
): never {
  actOn(world, hits, { channel, userId, content, message: null }, alertWriter(world));
  throw refuse(200000);
}

/** A bot may write to who shares a guild with it; a bot never to a bot. */
function checkDm(world: World, actor: Actor, channel: Channel): void {
  const other = channel.recipients?.find((id) => id !== actor.userId);
  const user = other ? world.tables.user.get(other) : undefined;
  if (!user || (user.bot && actor.application)) throw refuse(50007);
  const shared = world.tables.member
    .by('user', user.id)
    .some((member) => world.tables.member.has(pairKey(member.guild_id, actor.userId)));
  if (!shared) throw refuse(50007);
}

function checkSlowmode(world: World, actor: Actor, channel: Channel, permissions: bigint): void {
  if (channel.rate_limit_per_user === 0) return;
  if (has(permissions, P.ManageMessages) || has(permissions, P.ManageChannels)) return;
  const last = world.tables.message.by('channel', channel.id).findLast((it) => it.author_id === actor.userId);
  if (last && world.now() - last.timestamp < channel.rate_limit_per_user * 1000) {
    throw new DiscordError(20016, 429, 'This action cannot be performed due to slowmode rate limit.');
  }
}

function checkReference(
  world: World,
  actor: Actor,
  channel: Channel,
  permissions: bigint,
  input: MessageInput,
): void {
  const reference = input.message_reference;
  if (!reference) return;
  if (!has(permissions, P.ReadMessageHistory)) throw refuse(160002);
  if (reference.type === 1) {
    const source = visibleChannel(world, actor, reference.channel_id ?? channel.id);
    messageOf(world, source, reference.message_id);
    return;
  }
  const target = world.tables.message.get(reference.message_id);
  if (target?.channel_id === channel.id && target.ephemeral_for === null) return;
  if (reference.fail_if_not_exists === false) return;
  throw badField(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
}

function recentWithNonce(world: World, channel: Channel, authorId: Snowflake, nonce: string | number) {
  return world.tables.message
    .by('channel', channel.id)
    .findLast(
      (message) =>
        message.author_id === authorId &&
        message.nonce === nonce &&
        world.now() - message.timestamp < 5 * 60_000,
    );
}

/** Stores the files of a message, and gives back its attachments. */
export function storeAttachments(world: World, channelId: Snowflake, input: MessageInput): Attachment[] {
  return (input.files ?? []).map((file) => {
    const described = input.attachments?.find((it) => String(it.id) === file.index);
    const id = world.ids.next();
    world.blobs.put(id, file.data);
    const size = pictureSize(file.data);
    return {
      id,
      filename: (described?.filename ?? file.filename).replaceAll(/[^\w.-]/g, '_'),
      description: described?.description ?? null,
      content_type: file.contentType,
      size: file.data.length,
      width: size?.width ?? null,
      height: size?.height ?? null,
      channel_id: channelId,
      flags: 0,
    };
  });
}

/** Writes a message whose sender has been checked, and tells of it. 50006 when there is nothing in it. */
export function writeMessage(
  world: World,
  channel: Channel,
  authorId: Snowflake,
  input: MessageInput,
  stamp: MessageStamp & { mayMentionEveryone: boolean },
): Message {
  const content = (input.content ?? '').trim();
  const v2 = hasV2(input.flags);
  const loading = ((stamp.extraFlags ?? 0) & messageFlags.loading) !== 0;
  const forward = input.message_reference?.type === 1;
  const nothing =
    content === '' &&
    !input.embeds?.length &&
    !stamp.embeds &&
    !input.files?.length &&
    !input.components?.length &&
    !input.poll &&
    !input.sticker_ids?.length &&
    !forward;
  if (nothing && !loading) throw refuse(50006);
  const poll = input.poll ? readPoll(world, channel, input.poll) : null;
  const stickers = stickersOf(world, channel, authorId, input.sticker_ids ?? []);
  if (channel.thread_metadata) wakeThread(world, channel, authorId);
  const attachments = storeAttachments(world, channel.id, input);
  const urlOf = urlsOf(world, attachments);
  const reference = input.message_reference ?? null;
  const source = reference ? world.tables.message.get(reference.message_id) : undefined;
  const id = stamp.id ?? world.ids.next();
  const message: Message = {
    id,
    channel_id: channel.id,
    guild_id: channel.guild_id,
    author_id: stamp.webhook?.id ?? authorId,
    type: stamp.type ?? (reference && !forward ? 19 : 0),
    content,
    embeds: stamp.embeds ?? storedEmbeds(input.embeds ?? [], urlOf),
    attachments,
    components: storedComponents(input.components ?? [], urlOf),
    ...readMentions(
      world,
      v2 ? textOf(input.components ?? []) : content,
      channel,
      input.allowed_mentions,
      { everyone: stamp.mayMentionEveryone },
      forward ? undefined : source,
    ),
    pinned_at: null,
    tts: input.tts === true,
    nonce: input.nonce ?? null,
    flags:
      ((input.flags ?? 0) & settableFlags) |
      (stamp.extraFlags ?? 0) |
      (forward ? messageFlags.hasSnapshot : 0),
    timestamp: snowflakeTime(id),
    edited_timestamp: null,
    message_reference:
      reference && (source || !forward)
        ? {
            type: reference.type ?? 0,
            message_id: reference.message_id,
            channel_id: reference.channel_id ?? channel.id,
            guild_id: channel.guild_id,
          }
        : stamp.thread
          ? { type: 0, message_id: null, channel_id: stamp.thread.id, guild_id: stamp.thread.guild_id }
          : null,
    message_snapshots: forward && source ? [{ message: snapshotOf(world, source) }] : null,
    application_id: stamp.webhook?.application_id ?? stamp.application_id ?? null,
    // What answers an interaction is written by its webhook, whose id is the application's; the author is the bot.
    webhook_id: stamp.webhook?.id ?? (stamp.interaction_metadata ? (stamp.application_id ?? null) : null),
    webhook_author: stamp.webhook ? { username: stamp.webhook.username, avatar: stamp.webhook.avatar } : null,
    interaction_metadata: stamp.interaction_metadata ?? null,
    interaction: stamp.interaction ?? null,
    ephemeral_for: stamp.ephemeral_for ?? null,
    poll,
    sticker_items: stickers,
  };
  world.tables.message.put(message);
  if (message.ephemeral_for === null) {
    const current = world.tables.channel.get(channel.id) ?? channel;
    const counted = isPostItself(message) ? 0 : 1;
    world.tables.channel.put({
      ...current,
      last_message_id: id,
      message_count: current.message_count + counted,
      total_message_sent: current.total_message_sent + counted,
    });
  }
  world.emit({ type: 'messageCreate', message });
  return message;
}

/** The message that a post in a forum begins with: threads do not count it among theirs. */
function isPostItself({ id, channel_id }: Message): boolean {
  return id === channel_id;
}

/** Stickers of the guild, or with the permission of others. 50081 for what is none. */
function stickersOf(
  world: World,
  channel: Channel,
  authorId: Snowflake,
  ids: readonly Snowflake[],
): Message['sticker_items'] {
  if (ids.length > limits.messageStickers) throw refuse(50081);
  return ids.map((id) => {
    const sticker = world.tables.sticker.get(id);
    if (!sticker?.available) throw refuse(50081);
    const foreign = sticker.guild_id !== channel.guild_id;
    if (foreign && !has(permissionsInChannel(world, authorId, channel), P.UseExternalStickers)) {
      throw refuse(50081);
    }
    return { id, name: sticker.name, format_type: sticker.format_type };
  });
}

function snapshotOf(world: World, source: Message): Record<string, unknown> {
  const shown = messageView(world, source, source.author_id, { bare: true });
  const kept = [
    'type',
    'content',
    'mentions',
    'mention_roles',
    'attachments',
    'embeds',
    'timestamp',
    'edited_timestamp',
    'flags',
    'components',
  ];
  return Object.fromEntries(kept.map((key) => [key, shown[key]]));
}

function urlsOf(world: World, attachments: Attachment[]): (filename: string) => string | undefined {
  return (filename) => {
    const found = attachments.find((attachment) => attachment.filename === filename);
    return found ? attachmentUrl(world, found) : undefined;
  };
}

/** Writing in an archived thread brings it back, unless it is locked. Who writes joins it. */
function wakeThread(world: World, thread: Channel, authorId: Snowflake): void {
  const metadata = thread.thread_metadata;
  if (!metadata) return;
  if (metadata.archived) {
    if (metadata.locked) throw refuse(50083);
    const woken = world.tables.channel.put({
      ...thread,
      thread_metadata: { ...metadata, archived: false, archive_timestamp: world.now() },
    });
    world.emit({ type: 'threadUpdate', thread: woken, before: thread });
  }
  if (world.tables.user.has(authorId)) addThreadMember(world, thread.id, authorId);
}

/** Adds a user to a thread, telling of it when they were not in it. */
export function addThreadMember(world: World, threadId: Snowflake, userId: Snowflake): void {
  const thread = world.tables.channel.get(threadId);
  if (!thread || world.tables.threadMember.has(pairKey(threadId, userId))) return;
  const member = world.tables.threadMember.put({
    thread_id: threadId,
    user_id: userId,
    join_timestamp: world.now(),
    flags: 1,
  });
  world.emit({ type: 'threadMembersUpdate', thread, added: [member], removed: [] });
}

/** Edits a message whose editor has been checked. What is not given stays. */
export function rewriteMessage(world: World, before: Message, input: MessageInput, clearFlags = 0): Message {
  const channel = world.tables.channel.get(before.channel_id);
  if (!channel) throw refuse(10003);
  const v2 = hasV2(before.flags) || hasV2(input.flags);
  checkMessageForm(input, v2);
  const kept = input.attachments
    ? before.attachments.filter((it) => input.attachments?.some((wanted) => String(wanted.id) === it.id))
    : before.attachments;
  const attachments = [...kept, ...storeAttachments(world, channel.id, input)];
  const urlOf = urlsOf(world, attachments);
  const content = input.content === undefined ? before.content : (input.content ?? '').trim();
  const embeds = input.embeds === undefined ? before.embeds : storedEmbeds(input.embeds ?? [], urlOf);
  const components =
    input.components === undefined ? before.components : storedComponents(input.components ?? [], urlOf);
  if (before.poll) throw refuse(520003);
  if (
    content === '' &&
    embeds.length === 0 &&
    attachments.length === 0 &&
    components.length === 0 &&
    before.sticker_items.length === 0
  )
    throw refuse(50006);
  const editable = messageFlags.suppressEmbeds | messageFlags.componentsV2;
  const flags =
    input.flags == null
      ? before.flags
      : (before.flags & ~messageFlags.suppressEmbeds) |
        (before.flags & messageFlags.componentsV2) |
        (input.flags & editable);
  const mentioned =
    input.content === undefined && input.components === undefined
      ? {}
      : readMentions(
          world,
          v2 ? textOf(components) : content,
          channel,
          input.allowed_mentions,
          { everyone: false },
          before.message_reference?.message_id
            ? world.tables.message.get(before.message_reference.message_id)
            : undefined,
        );
  const message = world.tables.message.put({
    ...before,
    content,
    embeds,
    components,
    attachments,
    ...mentioned,
    flags: flags & ~clearFlags,
    // The first edit of a deferred answer is its first content, not an edit.
    edited_timestamp:
      clearFlags & before.flags & messageFlags.loading ? before.edited_timestamp : world.now(),
  });
  world.emit({ type: 'messageUpdate', message, before });
  return message;
}

/** Edits a message: one's own, or with MANAGE_MESSAGES the flags (suppressed embeds) of another's. */
export function editMessage(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  input: MessageInput,
): Message {
  const channel = visibleChannel(world, actor, channelId);
  const before = messageOf(world, channel, messageId);
  if (before.author_id !== actor.userId) {
    const given = Object.entries(input).filter(
      ([key, value]) => value !== undefined && !(key === 'files' && (value as unknown[]).length === 0),
    );
    if (given.some(([key]) => key !== 'flags')) throw refuse(50005);
    if (!has(permissionsInChannel(world, actor.userId, channel), P.ManageMessages)) throw refuse(50013);
  }
  if (channel.thread_metadata?.archived) throw refuse(50083);
  const content = input.content ?? '';
  const hits = content === '' ? [] : screen(world, channel, actor.userId, content);
  if (isBlocking(hits)) block(world, channel, actor.userId, content, hits);
  const message = rewriteMessage(world, before, input);
  actOn(world, hits, { channel, userId: actor.userId, content, message }, alertWriter(world));
  return message;
}

/** Deletes messages without asking, and everything that hangs on them. */
export function deleteMessages(world: World, channel: Channel, messages: Message[]): void {
  for (const message of messages) {
    for (const reaction of world.tables.reaction.by('message', message.id)) {
      world.tables.reaction.delete(
        `${message.id}:${reaction.emoji.id ?? reaction.emoji.name}:${reaction.user_id}`,
      );
    }
    for (const vote of world.tables.pollVote.by('message', message.id)) {
      world.tables.pollVote.delete(`${message.id}:${vote.answer_id}:${vote.user_id}`);
    }
    world.tables.message.delete(message.id);
  }
  if (isThread(channel)) {
    const current = world.tables.channel.get(channel.id);
    if (current) {
      world.tables.channel.put({
        ...current,
        message_count: Math.max(
          0,
          current.message_count - messages.filter((message) => !isPostItself(message)).length,
        ),
      });
    }
  }
  const [only] = messages;
  if (messages.length === 1 && only) world.emit({ type: 'messageDelete', message: only });
  else if (messages.length > 1) world.emit({ type: 'messageBulkDelete', channel, messages });
}

/** Deletes one message: one's own, or another's with MANAGE_MESSAGES. */
export function deleteMessage(world: World, actor: Actor, channelId: Snowflake, messageId: Snowflake): void {
  const channel = visibleChannel(world, actor, channelId);
  const message = messageOf(world, channel, messageId);
  const own = message.author_id === actor.userId;
  if (!own) {
    if (channel.guild_id === null) throw refuse(50003);
    if (!has(permissionsInChannel(world, actor.userId, channel), P.ManageMessages)) throw refuse(50013);
  }
  if (!deletable(message)) throw refuse(50021);
  deleteMessages(world, channel, [message]);
  if (!own && channel.guild_id !== null) {
    writeAudit(world, channel.guild_id, actor, 72, {
      target: message.author_id,
      options: { channel_id: channel.id, count: '1' },
    });
  }
}

/** Some system messages cannot be deleted: a recipient's coming and going, calls, a changed name or icon, a thread's start. */
const undeletable = new Set([1, 2, 3, 4, 5, 14, 15, 16, 17, 21]);

function deletable(message: Message): boolean {
  return !undeletable.has(message.type);
}

/** Deletes 2 to 100 messages younger than 14 days at once. Ids that are no longer there are passed over. */
export function bulkDelete(world: World, actor: Actor, channelId: Snowflake, ids: Snowflake[]): void {
  const channel = guildChannelWith(world, actor, channelId, P.ManageMessages);
  const unique = [...new Set(ids)];
  if (unique.length < 2 || unique.length > 100) throw refuse(50016);
  for (const id of unique) {
    if (world.now() - snowflakeTime(id) >= limits.bulkDeleteAge) throw refuse(50034);
  }
  const messages = unique
    .map((id) => world.tables.message.get(id))
    .filter(
      (it): it is Message => it?.channel_id === channel.id && it.ephemeral_for === null && deletable(it),
    );
  if (messages.length === 0) return;
  deleteMessages(world, channel, messages);
  writeAudit(world, channel.guild_id, actor, 73, {
    target: channel.id,
    options: { count: String(messages.length) },
  });
}

/** Messages of a channel, newest first, as a page of `GET /channels/{id}/messages`. */
export function listMessages(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  page: { before?: string | null; after?: string | null; around?: string | null; limit: number },
): Message[] {
  const channel = visibleChannel(world, actor, channelId);
  if (!holdsMessages(channel)) throw refuse(50008);
  // Without the history permission the list is empty; it is not refused.
  if (!has(permissionsInChannel(world, actor.userId, channel), P.ReadMessageHistory)) return [];
  const all = world.tables.message.by('channel', channel.id);
  const older = (id: string) => (message: Message) => BigInt(message.id) < BigInt(id);
  if (page.around) {
    const half = Math.floor(page.limit / 2);
    const before = all.filter(older(page.around)).slice(-half);
    const rest = all.filter((message) => BigInt(message.id) >= BigInt(page.around ?? '0'));
    return [...before, ...rest.slice(0, page.limit - before.length)].reverse();
  }
  if (page.after) {
    const after = page.after;
    return all
      .filter((message) => BigInt(message.id) > BigInt(after))
      .slice(0, page.limit)
      .reverse();
  }
  const upTo = page.before ? all.filter(older(page.before)) : all;
  return upTo.slice(-page.limit).reverse();
}

/** Tells that someone types. */
export function startTyping(world: World, actor: Actor, channelId: Snowflake): void {
  const channel = channelWith(world, actor, channelId, P.SendMessages);
  if (!holdsMessages(channel)) throw refuse(50008);
  world.emit({ type: 'typingStart', channel, userId: actor.userId });
}
