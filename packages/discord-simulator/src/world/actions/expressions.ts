import type { Actor } from '../access.ts';
import { has, memberGuild, permissionsInGuild } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import { pictureSize } from '../blobs.ts';
import type { Emoji, Snowflake, Sticker } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';

/** Whoever made an emoji or a sticker may change it; others with MANAGE_GUILD_EXPRESSIONS. */
function mayManage(world: World, actor: Actor, guildId: Snowflake, creatorId: Snowflake): void {
  const permissions = permissionsInGuild(world, actor.userId, guildId);
  if (has(permissions, P.ManageGuildExpressions)) return;
  if (creatorId === actor.userId && has(permissions, P.CreateGuildExpressions)) return;
  throw refuse(50013);
}

/** Either permission lets one add. */
function mayCreate(world: World, actor: Actor, guildId: Snowflake): void {
  memberGuild(world, actor, guildId);
  const permissions = permissionsInGuild(world, actor.userId, guildId);
  if (!has(permissions, P.ManageGuildExpressions) && !has(permissions, P.CreateGuildExpressions)) {
    throw refuse(50013);
  }
}

export function listEmojis(world: World, actor: Actor, guildId: Snowflake): Emoji[] {
  memberGuild(world, actor, guildId);
  return world.tables.emoji.by('guild', guildId);
}

export function emojiOf(world: World, actor: Actor, guildId: Snowflake, emojiId: Snowflake): Emoji {
  memberGuild(world, actor, guildId);
  const emoji = world.tables.emoji.get(emojiId);
  if (!emoji || emoji.guild_id !== guildId) throw refuse(10014);
  return emoji;
}

export interface EmojiForm {
  name: string;
  data: Buffer;
  animated: boolean;
  roles?: Snowflake[];
}

function checkName(name: string, least: number, most: number): void {
  if (name.length < least || name.length > most) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }
}

function checkEmojiName(name: string): void {
  checkName(name, 2, 32);
  if (!/^\w+$/.test(name)) {
    throw badField(['name'], 'STRING_TYPE_REGEX', 'String value did not match validation regex.');
  }
}

export function createEmoji(world: World, actor: Actor, guildId: Snowflake, form: EmojiForm): Emoji {
  mayCreate(world, actor, guildId);
  checkEmojiName(form.name);
  if (form.data.length > limits.emojiBytes) {
    throw badField(['image'], 'BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 256.0 kb.');
  }
  const alike = world.tables.emoji
    .by('guild', guildId)
    .filter((emoji) => emoji.animated === form.animated && !emoji.managed);
  if (alike.length >= limits.emojis) throw refuse(form.animated ? 30018 : 30008);
  const emoji = world.tables.emoji.put({
    id: world.ids.next(),
    guild_id: guildId,
    name: form.name,
    animated: form.animated,
    available: true,
    managed: false,
    require_colons: true,
    roles: form.roles ?? [],
    creator_id: actor.userId,
  });
  world.blobs.put(emoji.id, form.data);
  world.emit({ type: 'emojisUpdate', guildId });
  writeAudit(world, guildId, actor, 60, {
    target: emoji.id,
    changes: changesOf('new_value', emoji, ['name']),
  });
  return emoji;
}

export function updateEmoji(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  emojiId: Snowflake,
  changes: { name?: string; roles?: Snowflake[] },
): Emoji {
  const before = emojiOf(world, actor, guildId, emojiId);
  mayManage(world, actor, guildId, before.creator_id);
  if (changes.name !== undefined) checkEmojiName(changes.name);
  const emoji = world.tables.emoji.put({ ...before, ...changes });
  const written = changesBetween(before, emoji, ['name', 'roles']);
  if (written.length === 0) return before;
  world.emit({ type: 'emojisUpdate', guildId });
  writeAudit(world, guildId, actor, 61, { target: emojiId, changes: written });
  return emoji;
}

export function deleteEmoji(world: World, actor: Actor, guildId: Snowflake, emojiId: Snowflake): void {
  const emoji = emojiOf(world, actor, guildId, emojiId);
  mayManage(world, actor, guildId, emoji.creator_id);
  world.tables.emoji.delete(emojiId);
  world.emit({ type: 'emojisUpdate', guildId });
  writeAudit(world, guildId, actor, 62, {
    target: emojiId,
    changes: changesOf('old_value', emoji, ['name']),
  });
}

export function listStickers(world: World, actor: Actor, guildId: Snowflake): Sticker[] {
  memberGuild(world, actor, guildId);
  return world.tables.sticker.by('guild', guildId);
}

export function stickerOf(world: World, actor: Actor, guildId: Snowflake, stickerId: Snowflake): Sticker {
  memberGuild(world, actor, guildId);
  const sticker = world.tables.sticker.get(stickerId);
  if (!sticker || sticker.guild_id !== guildId) throw refuse(10060);
  return sticker;
}

export interface StickerForm {
  name: string;
  description: string | null;
  tags: string;
  data: Buffer;
  contentType: string;
}

const formats: Readonly<Record<string, number>> = {
  'image/png': 1,
  'image/apng': 2,
  'application/json': 3,
  'image/gif': 4,
};

function checkSticker(form: { name: string; description: string | null; tags: string }): void {
  checkName(form.name, 2, 30);
  if (
    form.description !== null &&
    form.description !== '' &&
    (form.description.length < 2 || form.description.length > 100)
  ) {
    throw badField(['description'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 100 in length.');
  }
  if (form.tags.length < 1 || form.tags.length > 200) {
    throw badField(['tags'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 200 in length.');
  }
}

export function createSticker(world: World, actor: Actor, guildId: Snowflake, form: StickerForm): Sticker {
  mayCreate(world, actor, guildId);
  checkSticker(form);
  const format = formats[form.contentType];
  if (format === undefined) throw badField(['file'], 'STICKER_FILE_INVALID', 'Unsupported sticker format');
  if (form.data.length > limits.stickerBytes) {
    throw badField(['file'], 'BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 512.0 kb.');
  }
  const size = pictureSize(form.data);
  if (size && (size.width > 320 || size.height > 320)) {
    throw badField(['file'], 'STICKER_INVALID_DIMENSIONS', 'Sticker must be 320 by 320 pixels');
  }
  if (world.tables.sticker.count('guild', guildId) >= limits.stickers) throw refuse(30039);
  const sticker = world.tables.sticker.put({
    id: world.ids.next(),
    guild_id: guildId,
    name: form.name,
    tags: form.tags,
    description: form.description || null,
    format_type: format,
    available: true,
    creator_id: actor.userId,
  });
  world.blobs.put(sticker.id, form.data);
  world.emit({ type: 'stickersUpdate', guildId });
  writeAudit(world, guildId, actor, 90, {
    target: sticker.id,
    changes: changesOf('new_value', sticker, ['name', 'tags', 'description', 'format_type']),
  });
  return sticker;
}

export function updateSticker(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  stickerId: Snowflake,
  changes: { name?: string; description?: string | null; tags?: string },
): Sticker {
  const before = stickerOf(world, actor, guildId, stickerId);
  mayManage(world, actor, guildId, before.creator_id);
  const sticker = { ...before, ...changes };
  checkSticker(sticker);
  const written = changesBetween(before, sticker, ['name', 'tags', 'description']);
  if (written.length === 0) return before;
  world.tables.sticker.put(sticker);
  world.emit({ type: 'stickersUpdate', guildId });
  writeAudit(world, guildId, actor, 91, { target: stickerId, changes: written });
  return sticker;
}

export function deleteSticker(world: World, actor: Actor, guildId: Snowflake, stickerId: Snowflake): void {
  const sticker = stickerOf(world, actor, guildId, stickerId);
  mayManage(world, actor, guildId, sticker.creator_id);
  world.tables.sticker.delete(stickerId);
  world.emit({ type: 'stickersUpdate', guildId });
  writeAudit(world, guildId, actor, 92, {
    target: stickerId,
    changes: changesOf('old_value', sticker, ['name', 'tags', 'description', 'format_type']),
  });
}
