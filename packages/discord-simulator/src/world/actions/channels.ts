import type { Actor } from '../access.ts';
import {
  guildChannelWith,
  guildWith,
  has,
  isThread,
  permissionsInChannel,
  permissionsInGuild,
  visibleChannel,
} from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { Channel, ForumTag, Overwrite, Snowflake } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { everythingIn } from '../history.ts';
import { limits } from '../limits.ts';
import { newChannel } from '../new-entities.ts';
import { allPermissions, P } from '../permissions.ts';
import type { World } from '../world.ts';
import { moveVoice } from './voice.ts';

export interface ChannelForm {
  name?: string | undefined;
  type?: number | null | undefined;
  position?: number | null | undefined;
  topic?: string | null | undefined;
  nsfw?: boolean | null | undefined;
  rate_limit_per_user?: number | null | undefined;
  default_thread_rate_limit_per_user?: number | null | undefined;
  default_auto_archive_duration?: number | null | undefined;
  bitrate?: number | null | undefined;
  user_limit?: number | null | undefined;
  rtc_region?: string | null | undefined;
  video_quality_mode?: number | null | undefined;
  parent_id?: Snowflake | null | undefined;
  permission_overwrites?:
    | { id: Snowflake; type: number; allow?: string | number | null; deny?: string | number | null }[]
    | null
    | undefined;
  available_tags?: (Partial<ForumTag> & { name: string })[] | null | undefined;
  default_reaction_emoji?: Channel['default_reaction_emoji'] | undefined;
  default_sort_order?: number | null | undefined;
  default_forum_layout?: number | null | undefined;
  /** Of forums and media channels, and only when they are changed. */
  flags?: number | null | undefined;
}

/** REQUIRE_TAG and HIDE_MEDIA_DOWNLOAD_OPTIONS: all that can be set. */
const settableFlags = (1 << 4) | (1 << 15);

const audited = [
  'name',
  'type',
  'topic',
  'nsfw',
  'rate_limit_per_user',
  'bitrate',
  'user_limit',
  'position',
  'permission_overwrites',
  'default_auto_archive_duration',
  'rtc_region',
] as const;

/** Types that a bot can make: text, voice, category, announcement, stage, forum, media. */
const creatable = new Set([0, 2, 4, 5, 13, 15, 16]);
/** Those that only a Community guild has. */
const communityOnly = new Set([5, 13, 15, 16]);

/** As text channels are named: lower case, dashes for spaces. */
function channelName(name: string, type: number): string {
  if (type !== 0 && type !== 5 && type !== 15 && type !== 16) return name.trim();
  return name.trim().toLowerCase().replaceAll(/\s+/g, '-');
}

function readOverwrites(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  given: NonNullable<ChannelForm['permission_overwrites']>,
  own: bigint,
): Overwrite[] {
  if (given.length > limits.permissionOverwrites) throw refuse(30060);
  return given.map((overwrite, index) => {
    const allow = BigInt(overwrite.allow ?? 0) & allPermissions;
    const deny = BigInt(overwrite.deny ?? 0) & allPermissions;
    if (overwrite.type === 0 && world.tables.role.get(overwrite.id)?.guild_id !== guildId) {
      throw badField(['permission_overwrites', index], 'UNKNOWN_ROLE', 'Unknown role');
    }
    checkMaySet(world, actor, guildId, allow | deny, own);
    return { id: overwrite.id, type: overwrite.type === 1 ? 1 : 0, allow: String(allow), deny: String(deny) };
  });
}

/** One can only allow and deny what one has; MANAGE_ROLES in overwrites takes an administrator. */
function checkMaySet(world: World, actor: Actor, guildId: Snowflake, bits: bigint, own: bigint): void {
  const guildWide = permissionsInGuild(world, actor.userId, guildId);
  if (has(guildWide, P.Administrator)) return;
  if ((bits & ~own) !== 0n) throw refuse(50013);
  if ((bits & P.ManageRoles) !== 0n) throw refuse(50013);
}

/**
 * What counts for changing a channel's overwrites, by Discord's documentation of "Edit Channel Permissions": what one has in the guild,
 * or in the category. What the channel itself denies does not, or nobody could take a denial for everybody back.
 */
function permissionsAround(world: World, actor: Actor, channel: Channel & { guild_id: Snowflake }): bigint {
  const parent = channel.parent_id === null ? undefined : world.tables.channel.get(channel.parent_id);
  return parent
    ? permissionsInChannel(world, actor.userId, parent)
    : permissionsInGuild(world, actor.userId, channel.guild_id);
}

function checkParent(
  world: World,
  guildId: Snowflake,
  parentId: Snowflake | null | undefined,
  type: number,
  self?: Snowflake,
): void {
  if (!parentId) return;
  const parent = world.tables.channel.get(parentId);
  if (parent?.guild_id !== guildId)
    throw badField(['parent_id'], 'CHANNEL_PARENT_INVALID', 'Category does not exist');
  if (parent.type !== 4) throw badField(['parent_id'], 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
  if (type === 4)
    throw badField(['parent_id'], 'CHANNEL_PARENT_INVALID_PARENT', 'Categories cannot have subcategories');
  const siblings = world.tables.channel
    .by('parent', parentId)
    .filter((it) => it.id !== self && !isThread(it));
  if (siblings.length >= limits.categoryChannels) {
    throw badField(
      ['parent_id'],
      'CHANNEL_PARENT_MAX_CHANNELS',
      'Maximum number of channels in category reached (50)',
    );
  }
}

function checkForm(form: ChannelForm, type: number): void {
  const topicMost = type === 15 || type === 16 ? 4096 : 1024;
  if ((form.topic?.length ?? 0) > topicMost) {
    throw badField(['topic'], 'BASE_TYPE_BAD_LENGTH', `Must be between 0 and ${topicMost} in length.`);
  }
  if (form.name !== undefined && (form.name.trim().length < 1 || form.name.length > 100)) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  if (type === 2 && (form.user_limit ?? 0) > 99) {
    throw badField(['user_limit'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 99.');
  }
  if ((form.bitrate ?? 0) > 96_000) {
    throw badField(['bitrate'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 96000.');
  }
}

function readTags(world: World, tags: NonNullable<ChannelForm['available_tags']>): ForumTag[] {
  if (tags.length > limits.forumTags) {
    throw badField(
      ['available_tags'],
      'BASE_TYPE_MAX_LENGTH',
      `Must be ${limits.forumTags} or fewer in length.`,
    );
  }
  return tags.map((tag) => ({
    id: tag.id && tag.id !== '0' ? tag.id : world.ids.next(),
    name: tag.name,
    moderated: tag.moderated ?? false,
    emoji_id: tag.emoji_id ?? null,
    emoji_name: tag.emoji_name ?? null,
  }));
}

export function createChannel(world: World, actor: Actor, guildId: Snowflake, form: ChannelForm): Channel {
  const guild = guildWith(world, actor, guildId, P.ManageChannels);
  const type = form.type ?? 0;
  if (!creatable.has(type))
    throw badField(['type'], 'BASE_TYPE_CHOICES', 'Value must be one of {0, 2, 4, 5, 13, 15, 16}.');
  if (communityOnly.has(type) && !guild.features.includes('COMMUNITY')) {
    throw badField(['type'], 'CHANNEL_TYPE_INVALID', 'This server cannot have channels of this type');
  }
  const siblings = world.tables.channel.by('guild', guildId).filter((it) => !isThread(it));
  if (siblings.length >= limits.guildChannels) throw refuse(30013);
  checkForm(form, type);
  checkParent(world, guildId, form.parent_id, type);
  const own = permissionsInGuild(world, actor.userId, guildId);
  const parent = form.parent_id ? world.tables.channel.get(form.parent_id) : undefined;
  const overwrites = form.permission_overwrites
    ? readOverwrites(world, actor, guildId, form.permission_overwrites, own)
    : (parent?.permission_overwrites ?? []);
  const alike = siblings.filter((it) => (it.type === 4) === (type === 4));
  const channel = world.tables.channel.put(
    newChannel({
      id: world.ids.next(),
      type,
      guild_id: guildId,
      name: channelName(form.name ?? '', type),
      position: form.position ?? alike.length,
      parent_id: form.parent_id ?? null,
      permission_overwrites: overwrites,
      ...settings(world, form),
    }),
  );
  world.emit({ type: 'channelCreate', channel });
  writeAudit(world, guildId, actor, 10, {
    target: channel.id,
    changes: changesOf('new_value', channel, audited),
  });
  return channel;
}

/** The settings of a form that stand for themselves. */
function settings(world: World, form: ChannelForm): Partial<Channel> {
  const out: Partial<Channel> = {};
  if (form.topic !== undefined) out.topic = form.topic || null;
  if (form.nsfw != null) out.nsfw = form.nsfw;
  if (form.rate_limit_per_user !== undefined) out.rate_limit_per_user = form.rate_limit_per_user ?? 0;
  if (form.available_tags) out.available_tags = readTags(world, form.available_tags);
  for (const key of [
    'default_thread_rate_limit_per_user',
    'default_auto_archive_duration',
    'bitrate',
    'user_limit',
    'rtc_region',
    'video_quality_mode',
    'default_reaction_emoji',
    'default_sort_order',
    'default_forum_layout',
  ] as const) {
    const value = form[key];
    if (value !== undefined) Object.assign(out, { [key]: value });
  }
  return out;
}

export function updateChannel(world: World, actor: Actor, channelId: Snowflake, form: ChannelForm): Channel {
  const before = guildChannelWith(world, actor, channelId, P.ManageChannels);
  const guildId = before.guild_id;
  const type = form.type ?? before.type;
  if (type !== before.type) {
    const swap = (before.type === 0 && type === 5) || (before.type === 5 && type === 0);
    const community = world.tables.guild.get(guildId)?.features.includes('COMMUNITY') === true;
    if (!swap || !community)
      throw badField(['type'], 'CHANNEL_TYPE_INVALID', 'The channel cannot become one of this type');
  }
  checkForm(form, type);
  if (form.parent_id !== undefined && form.parent_id !== before.parent_id) {
    checkParent(world, guildId, form.parent_id, type, channelId);
  }
  const own = permissionsInChannel(world, actor.userId, before);
  if (form.permission_overwrites) {
    if (!has(own, P.ManageRoles)) throw refuse(50013);
  }
  const channel = world.tables.channel.put({
    ...before,
    type,
    ...(form.name === undefined ? {} : { name: channelName(form.name, type) }),
    ...(form.position == null ? {} : { position: form.position }),
    ...(form.parent_id === undefined ? {} : { parent_id: form.parent_id }),
    ...(form.permission_overwrites
      ? { permission_overwrites: readOverwrites(world, actor, guildId, form.permission_overwrites, own) }
      : {}),
    ...settings(world, form),
    ...(form.flags != null && (type === 15 || type === 16)
      ? { flags: (before.flags & ~settableFlags) | (form.flags & settableFlags) }
      : {}),
  });
  tellChanged(world, before, channel);
  const changes = changesBetween(before, channel, audited);
  if (changes.length > 0) writeAudit(world, guildId, actor, 11, { target: channelId, changes });
  return channel;
}

function tellChanged(world: World, before: Channel, channel: Channel): void {
  if (JSON.stringify(before) !== JSON.stringify(channel))
    world.emit({ type: 'channelUpdate', channel, before });
}

/** Deletes a guild's channel or thread with all in it; a category's channels stay, without it. Closes a DM. */
export function deleteChannel(world: World, actor: Actor, channelId: Snowflake): Channel {
  const seen = visibleChannel(world, actor, channelId);
  if (seen.guild_id === null) return seen;
  const thread = isThread(seen);
  const channel = guildChannelWith(world, actor, channelId, thread ? P.ManageThreads : P.ManageChannels);
  const guild = world.tables.guild.get(channel.guild_id);
  if (
    guild?.features.includes('COMMUNITY') &&
    [guild.rules_channel_id, guild.public_updates_channel_id].includes(channelId)
  ) {
    throw refuse(50074);
  }
  for (const child of world.tables.channel.by('parent', channelId)) {
    if (isThread(child)) removeChannel(world, child);
    else {
      const orphan = world.tables.channel.put({ ...child, parent_id: null });
      world.emit({ type: 'channelUpdate', channel: orphan, before: child });
    }
  }
  removeChannel(world, channel);
  writeAudit(world, channel.guild_id, actor, thread ? 112 : 12, {
    target: channelId,
    changes: changesOf('old_value', channel, ['name', 'type']),
  });
  return channel;
}

function removeChannel(world: World, channel: Channel): void {
  // Messages go with their channel, and no event tells of them.
  for (const message of everythingIn(world, channel.id)) {
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
  const stage = world.tables.stageInstance.delete(channel.id);
  if (stage) world.emit({ type: 'stageInstanceDelete', stage });
  for (const event of world.tables.scheduledEvent.by('guild', channel.guild_id ?? '')) {
    if (event.channel_id !== channel.id) continue;
    world.tables.scheduledEvent.delete(event.id);
    world.emit({ type: 'scheduledEventDelete', event });
  }
  for (const invite of world.tables.invite.by('channel', channel.id)) world.tables.invite.delete(invite.code);
  for (const webhook of world.tables.webhook.by('channel', channel.id))
    world.tables.webhook.delete(webhook.id);
  for (const member of world.tables.threadMember.by('thread', channel.id)) {
    world.tables.threadMember.delete(`${member.thread_id}:${member.user_id}`);
  }
  for (const state of world.tables.voiceState.by('channel', channel.id)) {
    moveVoice(world, state.guild_id, state.user_id, { channel_id: null });
  }
  // Who hears of it is decided by the channel as it was, so it goes after the event.
  world.emit(
    isThread(channel) ? { type: 'threadDelete', thread: channel } : { type: 'channelDelete', channel },
  );
  world.tables.channel.delete(channel.id);
}

/** Changes the order of channels, and under which category they are. */
export function moveChannels(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  moves: {
    id: Snowflake;
    position?: number | null;
    parent_id?: Snowflake | null;
    lock_permissions?: boolean | null;
  }[],
): void {
  guildWith(world, actor, guildId, P.ManageChannels);
  const changed = moves.map((move) => {
    const before = world.tables.channel.get(move.id);
    if (!before || before.guild_id !== guildId) throw refuse(10003);
    if (move.parent_id) checkParent(world, guildId, move.parent_id, before.type, before.id);
    const parent = move.parent_id ? world.tables.channel.get(move.parent_id) : undefined;
    return {
      before,
      after: {
        ...before,
        position: move.position ?? before.position,
        ...(move.parent_id === undefined ? {} : { parent_id: move.parent_id }),
        ...(move.lock_permissions && parent ? { permission_overwrites: parent.permission_overwrites } : {}),
      },
    };
  });
  for (const { before, after } of changed) tellChanged(world, before, world.tables.channel.put(after));
}

/** Sets what a role or member may do in a channel. */
export function setOverwrite(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  overwriteId: Snowflake,
  form: { type: number; allow?: string | number | null; deny?: string | number | null },
): void {
  const before = guildChannelWith(world, actor, channelId, P.ManageRoles);
  if (isThread(before)) throw refuse(50024);
  const type = form.type === 1 ? 1 : 0;
  const known =
    type === 0
      ? world.tables.role.get(overwriteId)?.guild_id === before.guild_id
      : world.tables.user.has(overwriteId);
  if (!known) throw refuse(10009);
  const own = permissionsAround(world, actor, before);
  const allow = BigInt(form.allow ?? 0) & allPermissions;
  const deny = BigInt(form.deny ?? 0) & allPermissions;
  checkMaySet(world, actor, before.guild_id, allow | deny, own);
  const overwrite: Overwrite = { id: overwriteId, type, allow: String(allow), deny: String(deny) };
  const existing = before.permission_overwrites.find((it) => it.id === overwriteId);
  if (!existing && before.permission_overwrites.length >= limits.permissionOverwrites) throw refuse(30060);
  const channel = world.tables.channel.put({
    ...before,
    permission_overwrites: [...before.permission_overwrites.filter((it) => it.id !== overwriteId), overwrite],
  });
  tellChanged(world, before, channel);
  writeAudit(world, before.guild_id, actor, existing ? 14 : 13, {
    target: channelId,
    changes: existing
      ? changesBetween(existing, overwrite, ['allow', 'deny'])
      : changesOf('new_value', overwrite, ['id', 'type', 'allow', 'deny']),
    options: overwriteOptions(world, overwrite),
  });
}

function overwriteOptions(world: World, overwrite: Overwrite): Record<string, string> {
  const role = overwrite.type === 0 ? world.tables.role.get(overwrite.id) : undefined;
  return { id: overwrite.id, type: String(overwrite.type), ...(role ? { role_name: role.name } : {}) };
}

export function deleteOverwrite(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  overwriteId: Snowflake,
): void {
  const before = guildChannelWith(world, actor, channelId, P.ManageRoles);
  const existing = before.permission_overwrites.find((it) => it.id === overwriteId);
  if (!existing) throw refuse(10009);
  const own = permissionsAround(world, actor, before);
  checkMaySet(world, actor, before.guild_id, BigInt(existing.allow) | BigInt(existing.deny), own);
  const channel = world.tables.channel.put({
    ...before,
    permission_overwrites: before.permission_overwrites.filter((it) => it.id !== overwriteId),
  });
  tellChanged(world, before, channel);
  writeAudit(world, before.guild_id, actor, 15, {
    target: channelId,
    changes: changesOf('old_value', existing, ['id', 'type', 'allow', 'deny']),
    options: overwriteOptions(world, existing),
  });
}
