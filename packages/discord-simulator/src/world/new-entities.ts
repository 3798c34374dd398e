import type { Channel, Guild, Member, Role } from './entities.ts';

/** A role with Discord's defaults for what is not given. */
export function newRole(given: Pick<Role, 'id' | 'guild_id' | 'name'> & Partial<Role>): Role {
  return {
    color: 0,
    secondary_color: null,
    tertiary_color: null,
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position: 1,
    permissions: '0',
    managed: false,
    mentionable: false,
    flags: 0,
    tags: null,
    ...given,
  };
}

export function newMember(
  given: Pick<Member, 'guild_id' | 'user_id' | 'joined_at'> & Partial<Member>,
): Member {
  return {
    nick: null,
    avatar: null,
    banner: null,
    roles: [],
    premium_since: null,
    communication_disabled_until: null,
    deaf: false,
    mute: false,
    pending: false,
    flags: 0,
    ...given,
  };
}

export function newChannel(
  given: Pick<Channel, 'id' | 'type' | 'guild_id' | 'name'> & Partial<Channel>,
): Channel {
  return {
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    default_thread_rate_limit_per_user: null,
    default_auto_archive_duration: null,
    bitrate: null,
    user_limit: null,
    rtc_region: null,
    video_quality_mode: null,
    permission_overwrites: [],
    last_message_id: null,
    last_pin_timestamp: null,
    flags: 0,
    available_tags: null,
    applied_tags: null,
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: null,
    recipients: null,
    owner_id: null,
    thread_metadata: null,
    message_count: 0,
    total_message_sent: 0,
    ...given,
  };
}

export function newGuild(given: Pick<Guild, 'id' | 'name' | 'owner_id'> & Partial<Guild>): Guild {
  return {
    icon: null,
    description: null,
    banner: null,
    splash: null,
    discovery_splash: null,
    home_header: null,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    features: [],
    vanity_url_code: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    invites_disabled_until: null,
    dms_disabled_until: null,
    ...given,
  };
}
