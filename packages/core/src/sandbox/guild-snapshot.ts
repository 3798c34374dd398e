import type { Manifest } from '@guildhall/sdk/host';
import type { Client, Guild, GuildBasedChannel, Role } from 'discord.js';

/**
 * A guild as Discord would introduce it (`GUILD_CREATE`), from what this process has in its caches: its roles and channels, which
 * every plugin may know of the guild that it is in, and of its members only the bot.
 *
 * @returns `undefined` when the bot is not in it
 */
export function guildSnapshot(client: Client, manifest: Manifest, guildId: string): unknown {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) return undefined;
  const has = new Set(manifest.capabilities.map(({ id }) => id as string));
  const channels = [...guild.channels.cache.values()];
  return {
    id: guild.id,
    name: guild.name,
    icon: guild.icon,
    owner_id: guild.ownerId,
    description: guild.description,
    preferred_locale: guild.preferredLocale,
    member_count: guild.memberCount,
    joined_at: new Date(guild.joinedTimestamp).toISOString(),
    large: guild.large,
    unavailable: false,
    premium_tier: guild.premiumTier,
    verification_level: guild.verificationLevel,
    default_message_notifications: guild.defaultMessageNotifications,
    explicit_content_filter: guild.explicitContentFilter,
    mfa_level: guild.mfaLevel,
    nsfw_level: guild.nsfwLevel,
    afk_timeout: guild.afkTimeout,
    afk_channel_id: guild.afkChannelId,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: guild.systemChannelFlags.bitfield,
    rules_channel_id: guild.rulesChannelId,
    public_updates_channel_id: guild.publicUpdatesChannelId,
    features: [...guild.features],
    roles: [...guild.roles.cache.values()].map(roleData),
    channels: channels.filter((channel) => !channel.isThread()).map((channel) => channelData(channel, has)),
    threads: channels.filter((channel) => channel.isThread()).map((channel) => channelData(channel, has)),
    members: ownMember(guild),
    voice_states: has.has('voice.read') ? voiceStates(guild) : [],
    emojis: [],
    stickers: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

function roleData(role: Role) {
  return {
    id: role.id,
    name: role.name,
    color: role.colors.primaryColor,
    colors: {
      primary_color: role.colors.primaryColor,
      secondary_color: role.colors.secondaryColor,
      tertiary_color: role.colors.tertiaryColor,
    },
    hoist: role.hoist,
    position: role.rawPosition,
    permissions: role.permissions.bitfield.toString(),
    managed: role.managed,
    mentionable: role.mentionable,
    icon: role.icon,
    unicode_emoji: role.unicodeEmoji,
    flags: role.flags.bitfield,
  };
}

function channelData(channel: GuildBasedChannel, has: ReadonlySet<string>) {
  const common = {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    flags: channel.flags.bitfield,
  };
  if (channel.isThread()) {
    return {
      ...common,
      owner_id: channel.ownerId,
      message_count: channel.messageCount ?? 0,
      member_count: channel.memberCount ?? 0,
      last_message_id: channel.lastMessageId,
      thread_metadata: {
        archived: channel.archived ?? false,
        locked: channel.locked ?? false,
        auto_archive_duration: channel.autoArchiveDuration ?? 1440,
        archive_timestamp: new Date(channel.archiveTimestamp ?? 0).toISOString(),
      },
    };
  }
  return {
    ...common,
    position: channel.rawPosition,
    permission_overwrites: [...channel.permissionOverwrites.cache.values()].map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type,
      allow: overwrite.allow.bitfield.toString(),
      deny: overwrite.deny.bitfield.toString(),
    })),
    ...('nsfw' in channel ? { nsfw: channel.nsfw } : {}),
    ...('topic' in channel && has.has('channels.read') ? { topic: channel.topic } : {}),
    ...('rateLimitPerUser' in channel ? { rate_limit_per_user: channel.rateLimitPerUser ?? 0 } : {}),
    ...('bitrate' in channel ? { bitrate: channel.bitrate, user_limit: channel.userLimit } : {}),
    ...('availableTags' in channel ? { available_tags: [] } : {}),
  };
}

function ownMember({ members: { me }, client }: Guild) {
  if (!me) return [];
  const { id, username, discriminator, avatar, bot } = client.user;
  return [
    {
      user: { id, username, discriminator, avatar, bot, global_name: null },
      roles: [...me.roles.cache.keys()].filter((role) => role !== me.guild.id),
      joined_at: me.joinedAt?.toISOString() ?? null,
      nick: me.nickname,
      deaf: false,
      mute: false,
      flags: me.flags.bitfield,
    },
  ];
}

function voiceStates(guild: Guild) {
  return [...guild.voiceStates.cache.values()].map((state) => ({
    user_id: state.id,
    channel_id: state.channelId,
    session_id: '',
    deaf: state.serverDeaf ?? false,
    mute: state.serverMute ?? false,
    self_deaf: state.selfDeaf ?? false,
    self_mute: state.selfMute ?? false,
    self_video: state.selfVideo ?? false,
    suppress: state.suppress ?? false,
    request_to_speak_timestamp: null,
  }));
}
