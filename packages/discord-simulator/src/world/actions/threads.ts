import type { Actor } from '../access.ts';
import {
  canSee,
  channelWith,
  guildChannelWith,
  has,
  isThread,
  memberGuild,
  permissionsInChannel,
} from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { Channel, Message, Snowflake, ThreadMember } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits, messageFlags } from '../limits.ts';
import type { MessageInput } from '../message-form.ts';
import { newChannel } from '../new-entities.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { addThreadMember, messageOf, writeMessage } from './messages.ts';

export interface ThreadForm {
  name: string;
  auto_archive_duration?: number | null | undefined;
  rate_limit_per_user?: number | null | undefined;
  type?: number | null | undefined;
  invitable?: boolean | null | undefined;
  applied_tags?: Snowflake[] | null | undefined;
}

/** The channel, when it is a thread that the actor sees. */
export function threadOf(world: World, actor: Actor, threadId: Snowflake): Channel & { guild_id: Snowflake } {
  const thread = guildChannelWith(world, actor, threadId, 0n);
  if (!isThread(thread)) throw refuse(50024);
  return thread;
}

function openThread(
  world: World,
  actor: Actor,
  parent: Channel & { guild_id: Snowflake },
  form: ThreadForm,
  type: number,
  id: Snowflake,
): Channel {
  checkActive(world, parent);
  const now = world.now();
  const thread = world.tables.channel.put(
    newChannel({
      id,
      type,
      guild_id: parent.guild_id,
      parent_id: parent.id,
      name: form.name,
      owner_id: actor.userId,
      rate_limit_per_user: form.rate_limit_per_user ?? parent.default_thread_rate_limit_per_user ?? 0,
      applied_tags: parent.type === 15 || parent.type === 16 ? (form.applied_tags ?? []) : null,
      thread_metadata: {
        archived: false,
        auto_archive_duration: form.auto_archive_duration ?? parent.default_auto_archive_duration ?? 4320,
        archive_timestamp: now,
        locked: false,
        invitable: type === 12 ? (form.invitable ?? true) : null,
        create_timestamp: now,
      },
    }),
  );
  // The first member is there before anyone hears of the thread, so that its maker sees a private one.
  world.tables.threadMember.put({ thread_id: id, user_id: actor.userId, join_timestamp: now, flags: 1 });
  world.emit({ type: 'threadCreate', thread, newlyCreated: true });
  writeAudit(world, parent.guild_id, actor, 110, {
    target: id,
    changes: changesOf('new_value', thread, ['name', 'type']),
  });
  return thread;
}

function checkActive(world: World, parent: Channel & { guild_id: Snowflake }): void {
  let active = 0;
  for (const it of world.tables.channel.by('guild', parent.guild_id)) {
    if (it.thread_metadata && !it.thread_metadata.archived) active += 1;
  }
  if (active >= limits.activeThreads) throw refuse(160006);
}

/** Set on a forum in which a post must have a tag. */
const requiresTag = 1 << 4;

/** A forum's own tags, at most five; moderated ones are for who manages threads. */
function checkTags(parent: Channel, tags: readonly Snowflake[], manages: boolean): void {
  if (tags.length > limits.appliedTags) {
    throw badField(
      ['applied_tags'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${limits.appliedTags} or fewer in length.`,
    );
  }
  if (tags.length === 0 && (parent.flags & requiresTag) !== 0) throw refuse(40067);
  for (const [index, id] of tags.entries()) {
    const tag = parent.available_tags?.find((it) => it.id === id);
    if (!tag) throw badField(['applied_tags', index], 'FORUM_TAG_INVALID', 'Unknown tag');
    if (tag.moderated && !manages) throw refuse(50013);
  }
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 100) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
}

/** Starts a thread from a message; it has the message's id. */
export function startThreadFromMessage(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
  form: ThreadForm,
): Channel {
  const parent = guildChannelWith(world, actor, channelId, P.CreatePublicThreads);
  if (parent.type !== 0 && parent.type !== 5) throw refuse(50024);
  checkName(form.name);
  const before = messageOf(world, parent, messageId);
  if (world.tables.channel.has(messageId)) throw refuse(160004);
  const thread = openThread(world, actor, parent, form, parent.type === 5 ? 10 : 11, messageId);
  const message = world.tables.message.put({ ...before, flags: before.flags | messageFlags.hasThread });
  world.emit({ type: 'messageUpdate', message, before });
  return thread;
}

/** Starts a thread without a message, or a post in a forum with its first message. */
export function startThread(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  form: ThreadForm & { message?: MessageInput },
): { thread: Channel; message: Message | null } {
  const parent = guildChannelWith(world, actor, channelId, 0n);
  checkName(form.name);
  const permissions = permissionsInChannel(world, actor.userId, parent);
  if (parent.type === 15 || parent.type === 16) {
    if (!has(permissions, P.SendMessages)) throw refuse(50013);
    if (!form.message) throw badField(['message'], 'BASE_TYPE_REQUIRED', 'This field is required');
    checkTags(parent, form.applied_tags ?? [], has(permissions, P.ManageThreads));
    const thread = openThread(world, actor, parent, form, 11, world.ids.next());
    const message = writeMessage(world, thread, actor.userId, form.message, {
      id: thread.id,
      mayMentionEveryone: has(permissions, P.MentionEveryone),
    });
    return { thread, message };
  }
  if (parent.type !== 0 && parent.type !== 5) throw refuse(50024);
  const type = form.type ?? 12;
  const needed = type === 12 ? P.CreatePrivateThreads : P.CreatePublicThreads;
  if (!has(permissions, needed)) throw refuse(50013);
  const thread = openThread(world, actor, parent, form, type, world.ids.next());
  if (type !== 12) {
    writeMessage(
      world,
      parent,
      actor.userId,
      { content: form.name },
      { type: 18, thread, mayMentionEveryone: false },
    );
  }
  return { thread, message: null };
}

export interface ThreadChanges {
  name?: string | null | undefined;
  archived?: boolean | null | undefined;
  locked?: boolean | null | undefined;
  invitable?: boolean | null | undefined;
  auto_archive_duration?: number | null | undefined;
  rate_limit_per_user?: number | null | undefined;
  applied_tags?: Snowflake[] | null | undefined;
  flags?: number | null | undefined;
}

/** Changes a thread: its maker may, except for its lock; others need MANAGE_THREADS. Anyone who can write may unarchive. */
export function updateThread(
  world: World,
  actor: Actor,
  threadId: Snowflake,
  changes: ThreadChanges,
): Channel {
  const before = threadOf(world, actor, threadId);
  const metadata = before.thread_metadata;
  if (!metadata) throw refuse(50024);
  const permissions = permissionsInChannel(world, actor.userId, before);
  const manager = has(permissions, P.ManageThreads);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined && value !== null);
  const onlyWakes = given.length === 1 && changes.archived === false && !metadata.locked;
  if (!manager && !(onlyWakes && has(permissions, P.SendMessages))) {
    const restricted = changes.locked != null || changes.rate_limit_per_user != null || metadata.locked;
    if (before.owner_id !== actor.userId || restricted) throw refuse(50013);
  }
  if (metadata.archived && changes.archived !== false && given.some(([key]) => key !== 'locked'))
    throw refuse(50083);
  if (changes.name != null) checkName(changes.name);
  const parent = world.tables.channel.get(before.parent_id ?? '');
  if (changes.applied_tags && parent) checkTags(parent, changes.applied_tags, manager);
  const thread = world.tables.channel.put({
    ...before,
    name: changes.name ?? before.name,
    rate_limit_per_user: changes.rate_limit_per_user ?? before.rate_limit_per_user,
    flags: changes.flags ?? before.flags,
    ...(changes.applied_tags ? { applied_tags: changes.applied_tags } : {}),
    thread_metadata: {
      ...metadata,
      archived: changes.archived ?? metadata.archived,
      locked: changes.locked ?? metadata.locked,
      invitable: changes.invitable ?? metadata.invitable,
      auto_archive_duration: changes.auto_archive_duration ?? metadata.auto_archive_duration,
      archive_timestamp:
        changes.archived != null && changes.archived !== metadata.archived
          ? world.now()
          : metadata.archive_timestamp,
    },
  });
  if (JSON.stringify(thread) === JSON.stringify(before)) return before;
  world.emit({ type: 'threadUpdate', thread, before });
  writeAudit(world, before.guild_id, actor, 111, {
    target: threadId,
    changes: [
      ...changesBetween(before, thread, ['name', 'rate_limit_per_user']),
      ...(thread.thread_metadata
        ? changesBetween(metadata, thread.thread_metadata, ['archived', 'locked', 'auto_archive_duration'])
        : []),
    ],
  });
  return thread;
}

export function joinThread(world: World, actor: Actor, threadId: Snowflake): void {
  const thread = threadOf(world, actor, threadId);
  if (thread.thread_metadata?.archived) throw refuse(50083);
  addThreadMember(world, threadId, actor.userId);
}

/** Adds another member of the guild who can see the channel. */
export function addToThread(world: World, actor: Actor, threadId: Snowflake, userId: Snowflake): void {
  const thread = threadOf(world, actor, threadId);
  if (thread.thread_metadata?.archived) throw refuse(50083);
  const permissions = permissionsInChannel(world, actor.userId, thread);
  const invitable = thread.type !== 12 || thread.thread_metadata?.invitable !== false;
  if (!has(permissions, P.SendMessages) || (!invitable && !has(permissions, P.ManageThreads)))
    throw refuse(50013);
  if (!world.tables.member.has(pairKey(thread.guild_id, userId))) throw refuse(10007);
  const parent = thread.parent_id ? world.tables.channel.get(thread.parent_id) : undefined;
  if (parent && !canSee(world, userId, parent)) throw refuse(50001);
  addThreadMember(world, threadId, userId);
}

/** Takes a member out: oneself, or with MANAGE_THREADS (or as the maker of a private thread) another. */
export function removeFromThread(world: World, actor: Actor, threadId: Snowflake, userId: Snowflake): void {
  const thread = threadOf(world, actor, threadId);
  if (thread.thread_metadata?.archived) throw refuse(50083);
  if (userId !== actor.userId) {
    const maker = thread.type === 12 && thread.owner_id === actor.userId;
    if (!maker && !has(permissionsInChannel(world, actor.userId, thread), P.ManageThreads))
      throw refuse(50013);
  }
  if (!world.tables.threadMember.delete(pairKey(threadId, userId))) throw refuse(10007);
  world.emit({ type: 'threadMembersUpdate', thread, added: [], removed: [userId] });
}

export function threadMembers(world: World, actor: Actor, threadId: Snowflake): ThreadMember[] {
  threadOf(world, actor, threadId);
  return world.tables.threadMember.by('thread', threadId);
}

/** Threads that are not archived and that the actor sees. */
export function activeThreads(world: World, actor: Actor, guildId: Snowflake): Channel[] {
  memberGuild(world, actor, guildId);
  return world.tables.channel
    .by('guild', guildId)
    .filter((it) => it.thread_metadata && !it.thread_metadata.archived && canSee(world, actor.userId, it))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
}

/** Archived threads of a channel, the last archived first. */
export function archivedThreads(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  options: { private: boolean; before: number | null; limit: number },
): { threads: Channel[]; hasMore: boolean } {
  const needed = P.ReadMessageHistory | (options.private ? P.ManageThreads : 0n);
  const channel = channelWith(world, actor, channelId, needed);
  const all = world.tables.channel
    .by('parent', channel.id)
    .filter((it) => it.thread_metadata?.archived && (it.type === 12) === options.private)
    .filter((it) => options.before === null || (it.thread_metadata?.archive_timestamp ?? 0) < options.before)
    .sort(
      (a, b) => (b.thread_metadata?.archive_timestamp ?? 0) - (a.thread_metadata?.archive_timestamp ?? 0),
    );
  return { threads: all.slice(0, options.limit), hasMore: all.length > options.limit };
}

/** Archives threads in which nothing was written for as long as they say. Called when the clock moves and on reads. */
export function archiveQuietThreads(world: World): void {
  for (const thread of world.tables.channel.values()) {
    const metadata = thread.thread_metadata;
    if (!metadata || metadata.archived) continue;
    const last = thread.last_message_id
      ? world.tables.message.get(thread.last_message_id)?.timestamp
      : undefined;
    const since = Math.max(metadata.archive_timestamp, last ?? 0);
    if (world.now() - since < metadata.auto_archive_duration * 60_000) continue;
    const archived = world.tables.channel.put({
      ...thread,
      thread_metadata: { ...metadata, archived: true, archive_timestamp: world.now() },
    });
    world.emit({ type: 'threadUpdate', thread: archived, before: thread });
  }
}
