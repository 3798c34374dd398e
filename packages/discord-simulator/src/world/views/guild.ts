import type { APIRole } from 'discord-api-types/v10';
import type {
  AuditLogEntry,
  Ban,
  Emoji,
  Guild,
  Invite,
  Role,
  Snowflake,
  Sticker,
  VoiceState,
  Webhook,
} from '../entities.ts';
import { pairKey } from '../entities.ts';
import type { World } from '../world.ts';
import { timestamp, timestampOrNull } from './time.ts';
import { memberView, userViewById } from './user.ts';

export function roleView(role: Role) {
  const tags = role.tags
    ? {
        ...(role.tags.bot_id ? { bot_id: role.tags.bot_id } : {}),
        ...(role.tags.integration_id ? { integration_id: role.tags.integration_id } : {}),
        ...(role.tags.premium_subscriber ? { premium_subscriber: null } : {}),
      }
    : null;
  return {
    id: role.id,
    name: role.name,
    permissions: role.permissions,
    position: role.position,
    color: role.color,
    colors: {
      primary_color: role.color,
      secondary_color: role.secondary_color,
      tertiary_color: role.tertiary_color,
    },
    hoist: role.hoist,
    managed: role.managed,
    mentionable: role.mentionable,
    icon: role.icon,
    unicode_emoji: role.unicode_emoji,
    flags: role.flags,
    ...(tags ? { tags } : {}),
  } satisfies APIRole;
}

export function emojiView(world: World, emoji: Emoji) {
  return {
    id: emoji.id,
    name: emoji.name,
    roles: emoji.roles,
    user: userViewById(world, emoji.creator_id),
    require_colons: emoji.require_colons,
    managed: emoji.managed,
    animated: emoji.animated,
    available: emoji.available,
  };
}

export function stickerView(world: World, sticker: Sticker) {
  return {
    id: sticker.id,
    name: sticker.name,
    tags: sticker.tags,
    type: 2,
    format_type: sticker.format_type,
    description: sticker.description,
    available: sticker.available,
    guild_id: sticker.guild_id,
    user: userViewById(world, sticker.creator_id),
  };
}

/** What REST and the gateway both say of a guild. */
export function guildView(world: World, guild: Guild) {
  const now = world.now();
  const paused = (until: number | null) => (until !== null && until > now ? timestamp(until) : null);
  const invites = paused(guild.invites_disabled_until);
  const dms = paused(guild.dms_disabled_until);
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    description: guild.description,
    home_header: guild.home_header,
    splash: guild.splash,
    discovery_splash: guild.discovery_splash,
    features: guild.features,
    banner: guild.banner,
    owner_id: guild.owner_id,
    application_id: null,
    region: guild.region,
    afk_channel_id: guild.afk_channel_id,
    afk_timeout: guild.afk_timeout,
    system_channel_id: guild.system_channel_id,
    system_channel_flags: guild.system_channel_flags,
    widget_enabled: guild.widget_enabled,
    widget_channel_id: guild.widget_channel_id,
    verification_level: guild.verification_level,
    roles: world.tables.role.by('guild', guild.id).map(roleView),
    default_message_notifications: guild.default_message_notifications,
    mfa_level: guild.mfa_level,
    explicit_content_filter: guild.explicit_content_filter,
    max_presences: null,
    max_members: guild.max_members,
    max_stage_video_channel_users: guild.max_stage_video_channel_users,
    max_video_channel_users: guild.max_video_channel_users,
    vanity_url_code: guild.vanity_url_code,
    premium_tier: guild.premium_tier,
    premium_subscription_count: guild.premium_subscription_count,
    preferred_locale: guild.preferred_locale,
    rules_channel_id: guild.rules_channel_id,
    safety_alerts_channel_id: guild.safety_alerts_channel_id,
    public_updates_channel_id: guild.public_updates_channel_id,
    premium_progress_bar_enabled: guild.premium_progress_bar_enabled,
    nsfw: guild.nsfw_level === 1 || guild.nsfw_level === 3,
    nsfw_level: guild.nsfw_level,
    emojis: world.tables.emoji.by('guild', guild.id).map((emoji) => emojiView(world, emoji)),
    stickers: world.tables.sticker.by('guild', guild.id).map((sticker) => stickerView(world, sticker)),
    incidents_data:
      invites === null && dms === null ? null : { invites_disabled_until: invites, dms_disabled_until: dms },
  };
}

/** How many members are online: a bot counts while it has a gateway session. */
export function presenceCount(world: World, guildId: Snowflake): number {
  let online = 0;
  for (const presence of world.tables.presence.values()) {
    if (presence.status !== 'offline' && world.tables.member.has(pairKey(guildId, presence.user_id)))
      online += 1;
  }
  return online;
}

export function guildPreviewView(world: World, guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    description: guild.description,
    home_header: guild.home_header,
    splash: guild.splash,
    discovery_splash: guild.discovery_splash,
    features: guild.features,
    approximate_member_count: world.tables.member.count('guild', guild.id),
    approximate_presence_count: presenceCount(world, guild.id),
    emojis: world.tables.emoji.by('guild', guild.id).map((emoji) => emojiView(world, emoji)),
    stickers: world.tables.sticker.by('guild', guild.id).map((sticker) => stickerView(world, sticker)),
  };
}

export function banView(world: World, ban: Ban) {
  return { user: userViewById(world, ban.user_id), reason: ban.reason };
}

export function auditLogEntryView(entry: AuditLogEntry) {
  return {
    id: entry.id,
    action_type: entry.action_type,
    user_id: entry.user_id,
    target_id: entry.target_id,
    ...(entry.changes.length > 0 ? { changes: entry.changes } : {}),
    ...(entry.options ? { options: entry.options } : {}),
    ...(entry.reason !== null ? { reason: entry.reason } : {}),
  };
}

export function webhookView(world: World, webhook: Webhook, options: { token: boolean; user: boolean }) {
  return {
    id: webhook.id,
    type: webhook.type,
    guild_id: webhook.guild_id,
    channel_id: webhook.channel_id,
    name: webhook.name,
    avatar: webhook.avatar,
    application_id: webhook.application_id,
    ...(options.token
      ? { token: webhook.token, url: `https://discord.com/api/webhooks/${webhook.id}/${webhook.token}` }
      : {}),
    ...(options.user ? { user: userViewById(world, webhook.creator_id) } : {}),
  };
}

export function inviteExpiry(invite: Invite): number | null {
  return invite.max_age === 0 ? null : invite.created_at + invite.max_age * 1000;
}

export function inviteView(world: World, invite: Invite, withMetadata: boolean) {
  const guild = world.tables.guild.get(invite.guild_id);
  const channel = world.tables.channel.get(invite.channel_id);
  if (!guild || !channel) throw new Error(`invite ${invite.code} outlived its guild or channel`);
  return {
    type: 0,
    code: invite.code,
    inviter: userViewById(world, invite.inviter_id),
    expires_at: timestampOrNull(inviteExpiry(invite)),
    flags: 0,
    guild_id: guild.id,
    guild: {
      id: guild.id,
      name: guild.name,
      splash: guild.splash,
      banner: guild.banner,
      description: guild.description,
      icon: guild.icon,
      features: guild.features,
      verification_level: guild.verification_level,
      vanity_url_code: guild.vanity_url_code,
      nsfw_level: guild.nsfw_level,
      nsfw: false,
      premium_subscription_count: guild.premium_subscription_count,
    },
    channel: { id: channel.id, type: channel.type, name: channel.name },
    ...(withMetadata
      ? {
          uses: invite.uses,
          max_uses: invite.max_uses,
          max_age: invite.max_age,
          temporary: invite.temporary,
          created_at: timestamp(invite.created_at),
        }
      : {}),
  };
}

export function voiceStateView(
  world: World,
  guildId: Snowflake,
  userId: Snowflake,
  state: VoiceState | null,
) {
  const member = world.tables.member.get(pairKey(guildId, userId));
  return {
    guild_id: guildId,
    channel_id: state?.channel_id ?? null,
    user_id: userId,
    ...(member ? { member: memberView(world, member) } : {}),
    session_id: state?.session_id ?? world.ids.secret(`voice:${guildId}:${userId}`, 16),
    deaf: state?.deaf ?? member?.deaf ?? false,
    mute: state?.mute ?? member?.mute ?? false,
    self_deaf: state?.self_deaf ?? false,
    self_mute: state?.self_mute ?? false,
    self_video: state?.self_video ?? false,
    self_stream: false,
    suppress: state?.suppress ?? false,
    request_to_speak_timestamp: timestampOrNull(state?.request_to_speak_timestamp ?? null),
  };
}
