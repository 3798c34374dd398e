/**
 * What the world is made of. Field names are Discord's own (snake_case), so that a PATCH body, an entity and an
 * answer speak of the same thing; derived parts of an answer (mentions' users, a message's author …) are not stored.
 * Times are milliseconds since the epoch on the simulator's clock. Permissions are decimal strings, as on the wire.
 */

export type Snowflake = string;

export interface User {
  id: Snowflake;
  username: string;
  global_name: string | null;
  avatar: string | null;
  banner: string | null;
  accent_color: number | null;
  discriminator: string;
  bot: boolean;
  public_flags: number;
  locale: string;
}

export interface Application {
  id: Snowflake;
  name: string;
  description: string;
  icon: string | null;
  bot_user_id: Snowflake;
  owner_id: Snowflake;
  /** The bot token, without the `Bot ` prefix. */
  token: string;
  client_secret: string;
  public_key: string;
  redirect_uris: string[];
  privileged_intents: PrivilegedIntents;
  tags: string[];
  bot_public: boolean;
  interactions_endpoint_url: string | null;
  role_connections_verification_url: string | null;
  custom_install_url: string | null;
  install_params: { scopes: string[]; permissions: string } | null;
  flags: number;
  /** Command creations counted per scope (`global` or a guild id) since `since`. */
  command_creations: Record<string, { since: number; count: number }>;
}

export interface PrivilegedIntents {
  presences: boolean;
  members: boolean;
  messageContent: boolean;
}

export interface Guild {
  id: Snowflake;
  name: string;
  owner_id: Snowflake;
  icon: string | null;
  description: string | null;
  banner: string | null;
  splash: string | null;
  discovery_splash: string | null;
  home_header: string | null;
  region: string;
  afk_channel_id: Snowflake | null;
  afk_timeout: number;
  system_channel_id: Snowflake | null;
  system_channel_flags: number;
  rules_channel_id: Snowflake | null;
  public_updates_channel_id: Snowflake | null;
  safety_alerts_channel_id: Snowflake | null;
  widget_enabled: boolean;
  widget_channel_id: Snowflake | null;
  verification_level: number;
  default_message_notifications: number;
  explicit_content_filter: number;
  mfa_level: number;
  nsfw_level: number;
  premium_tier: number;
  premium_subscription_count: number;
  premium_progress_bar_enabled: boolean;
  preferred_locale: string;
  features: string[];
  vanity_url_code: string | null;
  max_members: number;
  max_video_channel_users: number;
  max_stage_video_channel_users: number;
  invites_disabled_until: number | null;
  dms_disabled_until: number | null;
}

/** Key: `${guild_id}:${user_id}`, see {@link pairKey}. */
export interface Member {
  guild_id: Snowflake;
  user_id: Snowflake;
  nick: string | null;
  avatar: string | null;
  banner: string | null;
  roles: Snowflake[];
  joined_at: number;
  premium_since: number | null;
  communication_disabled_until: number | null;
  deaf: boolean;
  mute: boolean;
  pending: boolean;
  flags: number;
}

export interface Role {
  id: Snowflake;
  guild_id: Snowflake;
  name: string;
  color: number;
  secondary_color: number | null;
  tertiary_color: number | null;
  hoist: boolean;
  icon: string | null;
  unicode_emoji: string | null;
  position: number;
  permissions: string;
  managed: boolean;
  mentionable: boolean;
  flags: number;
  tags: { bot_id?: Snowflake; integration_id?: Snowflake; premium_subscriber?: true } | null;
}

export interface Overwrite {
  id: Snowflake;
  /** 0 role, 1 member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

export interface ForumTag {
  id: Snowflake;
  name: string;
  moderated: boolean;
  emoji_id: Snowflake | null;
  emoji_name: string | null;
}

export interface Channel {
  id: Snowflake;
  /** Discord's channel type: 0 text, 1 DM, 2 voice, 4 category, 5 announcement, 10–12 threads, 13 stage, 15 forum, 16 media. */
  type: number;
  /** `null` for a DM. */
  guild_id: Snowflake | null;
  name: string;
  position: number;
  parent_id: Snowflake | null;
  topic: string | null;
  nsfw: boolean;
  rate_limit_per_user: number;
  default_thread_rate_limit_per_user: number | null;
  default_auto_archive_duration: number | null;
  bitrate: number | null;
  user_limit: number | null;
  rtc_region: string | null;
  video_quality_mode: number | null;
  permission_overwrites: Overwrite[];
  last_message_id: Snowflake | null;
  last_pin_timestamp: number | null;
  flags: number;
  available_tags: ForumTag[] | null;
  applied_tags: Snowflake[] | null;
  default_reaction_emoji: { emoji_id: Snowflake | null; emoji_name: string | null } | null;
  default_sort_order: number | null;
  default_forum_layout: number | null;
  /** DMs: the two users' ids. */
  recipients: Snowflake[] | null;
  /** Threads only. */
  owner_id: Snowflake | null;
  thread_metadata: ThreadMetadata | null;
  message_count: number;
  total_message_sent: number;
}

export interface ThreadMetadata {
  archived: boolean;
  auto_archive_duration: number;
  archive_timestamp: number;
  locked: boolean;
  invitable: boolean | null;
  create_timestamp: number;
}

/** Key: `${thread_id}:${user_id}`. */
export interface ThreadMember {
  thread_id: Snowflake;
  user_id: Snowflake;
  join_timestamp: number;
  flags: number;
}

export interface Attachment {
  id: Snowflake;
  filename: string;
  description: string | null;
  content_type: string;
  size: number;
  width: number | null;
  height: number | null;
  channel_id: Snowflake;
  flags: number;
}

export interface Message {
  id: Snowflake;
  channel_id: Snowflake;
  guild_id: Snowflake | null;
  author_id: Snowflake;
  type: number;
  content: string;
  embeds: Record<string, unknown>[];
  attachments: Attachment[];
  components: Record<string, unknown>[];
  mentions: Snowflake[];
  mention_roles: Snowflake[];
  mention_everyone: boolean;
  pinned_at: number | null;
  tts: boolean;
  nonce: string | number | null;
  flags: number;
  timestamp: number;
  edited_timestamp: number | null;
  message_reference: {
    type: number;
    message_id: Snowflake | null;
    channel_id: Snowflake;
    guild_id: Snowflake | null;
  } | null;
  message_snapshots: Record<string, unknown>[] | null;
  application_id: Snowflake | null;
  webhook_id: Snowflake | null;
  /** A webhook message's name and avatar. */
  webhook_author: { username: string; avatar: string | null } | null;
  interaction_metadata: Record<string, unknown> | null;
  /** The deprecated twin of `interaction_metadata`; Discord still sends it for commands. */
  interaction: { id: Snowflake; type: number; name: string; user_id: Snowflake } | null;
  /** Ephemeral messages are seen by this user only, and are in no channel's history. */
  ephemeral_for: Snowflake | null;
  poll: Poll | null;
  sticker_items: { id: Snowflake; name: string; format_type: number }[];
}

/** Key: `${message_id}:${emoji key}:${user_id}`. */
export interface Reaction {
  message_id: Snowflake;
  channel_id: Snowflake;
  user_id: Snowflake;
  emoji: { id: Snowflake | null; name: string; animated: boolean };
}

/** Key: `${guild_id}:${user_id}`. */
export interface Ban {
  guild_id: Snowflake;
  user_id: Snowflake;
  reason: string | null;
}

export interface Invite {
  code: string;
  guild_id: Snowflake;
  channel_id: Snowflake;
  inviter_id: Snowflake;
  max_age: number;
  max_uses: number;
  temporary: boolean;
  uses: number;
  created_at: number;
}

export interface Webhook {
  id: Snowflake;
  type: 1 | 3;
  guild_id: Snowflake;
  channel_id: Snowflake;
  name: string;
  avatar: string | null;
  token: string;
  creator_id: Snowflake;
  application_id: Snowflake | null;
}

export interface Emoji {
  id: Snowflake;
  guild_id: Snowflake;
  name: string;
  animated: boolean;
  available: boolean;
  managed: boolean;
  require_colons: boolean;
  roles: Snowflake[];
  creator_id: Snowflake;
}

/** Key: `${guild_id}:${user_id}`. Absent when the user is in no voice channel. */
export interface VoiceState {
  guild_id: Snowflake;
  channel_id: Snowflake;
  user_id: Snowflake;
  session_id: string;
  deaf: boolean;
  mute: boolean;
  self_deaf: boolean;
  self_mute: boolean;
  self_video: boolean;
  suppress: boolean;
  request_to_speak_timestamp: number | null;
}

export interface Command {
  id: Snowflake;
  application_id: Snowflake;
  /** `null` for a global command. */
  guild_id: Snowflake | null;
  /** 1 slash, 2 user menu, 3 message menu. */
  type: number;
  name: string;
  name_localizations: Record<string, string> | null;
  description: string;
  description_localizations: Record<string, string> | null;
  options: CommandOption[];
  default_member_permissions: string | null;
  dm_permission: boolean;
  nsfw: boolean;
  integration_types: number[];
  contexts: number[] | null;
  handler?: number;
  version: Snowflake;
}

export interface CommandOption {
  type: number;
  name: string;
  name_localizations?: Record<string, string> | null;
  description: string;
  description_localizations?: Record<string, string> | null;
  required?: boolean;
  choices?: { name: string; name_localizations?: Record<string, string> | null; value: string | number }[];
  options?: CommandOption[];
  channel_types?: number[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  autocomplete?: boolean;
}

/** Key: `${guild_id}:${command or application id}`. */
export interface CommandPermissions {
  id: Snowflake;
  application_id: Snowflake;
  guild_id: Snowflake;
  permissions: { id: Snowflake; type: 1 | 2 | 3; permission: boolean }[];
}

export interface AutoModAction {
  /** 1 block, 2 alert, 3 timeout. */
  type: number;
  metadata: { channel_id?: Snowflake; duration_seconds?: number; custom_message?: string };
}

export interface AutoModRule {
  id: Snowflake;
  guild_id: Snowflake;
  creator_id: Snowflake;
  name: string;
  /** 1: a message is sent or edited. */
  event_type: number;
  /** 1 keywords and patterns, 4 Discord's word lists, 5 mentions. */
  trigger_type: number;
  trigger_metadata: {
    keyword_filter?: string[];
    regex_patterns?: string[];
    allow_list?: string[];
    presets?: number[];
    mention_total_limit?: number;
    mention_raid_protection_enabled?: boolean;
  };
  actions: AutoModAction[];
  enabled: boolean;
  exempt_roles: Snowflake[];
  exempt_channels: Snowflake[];
}

export interface Sticker {
  id: Snowflake;
  guild_id: Snowflake;
  name: string;
  tags: string;
  description: string | null;
  /** 1 PNG, 2 APNG, 3 Lottie, 4 GIF. */
  format_type: number;
  available: boolean;
  creator_id: Snowflake;
}

export interface ScheduledEvent {
  id: Snowflake;
  guild_id: Snowflake;
  /** `null` for an event elsewhere. */
  channel_id: Snowflake | null;
  creator_id: Snowflake;
  name: string;
  description: string | null;
  image: string | null;
  scheduled_start_time: number;
  scheduled_end_time: number | null;
  /** 1 scheduled, 2 active, 3 completed, 4 cancelled. */
  status: number;
  /** 1 stage, 2 voice, 3 elsewhere. */
  entity_type: number;
  entity_id: Snowflake | null;
  /** Where, for an event elsewhere. */
  location: string | null;
}

/** Someone who is interested in an event. Key: `${event_id}:${user_id}`. */
export interface ScheduledEventUser {
  event_id: Snowflake;
  user_id: Snowflake;
}

/** A stage that is live. Key: its channel's id. */
export interface StageInstance {
  id: Snowflake;
  guild_id: Snowflake;
  channel_id: Snowflake;
  topic: string;
  privacy_level: number;
  guild_scheduled_event_id: Snowflake | null;
}

export interface Poll {
  question: { text: string };
  answers: {
    answer_id: number;
    poll_media: { text?: string; emoji?: { id: Snowflake | null; name: string } };
  }[];
  expiry: number;
  allow_multiselect: boolean;
  layout_type: number;
  is_finalized: boolean;
}

/** Key: `${message_id}:${answer_id}:${user_id}`. */
export interface PollVote {
  message_id: Snowflake;
  answer_id: number;
  user_id: Snowflake;
}

/** Something that an application sells. */
export interface Sku {
  id: Snowflake;
  application_id: Snowflake;
  /** 2 durable, 3 consumable, 5 subscription, 6 its group. */
  type: number;
  name: string;
  slug: string;
  flags: number;
}

export interface Entitlement {
  id: Snowflake;
  sku_id: Snowflake;
  application_id: Snowflake;
  user_id: Snowflake | null;
  guild_id: Snowflake | null;
  /** 8: of an application. */
  type: number;
  deleted: boolean;
  consumed: boolean;
  starts_at: number | null;
  ends_at: number | null;
}

/** One interaction, from its creation to the end of its token. */
export interface Interaction {
  id: Snowflake;
  token: string;
  application_id: Snowflake;
  /** 2 command, 3 component, 4 autocomplete, 5 modal submit. */
  type: 2 | 3 | 4 | 5;
  guild_id: Snowflake | null;
  channel_id: Snowflake;
  user_id: Snowflake;
  /** The command's name with its subcommands, for the message's `interaction`. */
  name: string | null;
  command_id: Snowflake | null;
  custom_id: string | null;
  /** The message that carries the component, or that the modal was opened from. */
  source_message_id: Snowflake | null;
  /** The interaction that was answered with the modal that this one submits. */
  modal_of: Snowflake | null;
  /** User or message that a context menu command was used on. */
  target_id: Snowflake | null;
  data: Record<string, unknown>;
  created_at: number;
  /** Real time at which it was created: the 3 s to answer are real time. */
  created_real: number;
  /** The callback type that answered it; `null` until then. */
  answer: number | null;
  /** Autocomplete choices or the modal that it was answered with. */
  answer_data: Record<string, unknown> | null;
  original_message_id: Snowflake | null;
}

export interface AuditLogEntry {
  id: Snowflake;
  guild_id: Snowflake;
  action_type: number;
  user_id: Snowflake | null;
  target_id: Snowflake | null;
  changes: { key: string; new_value?: unknown; old_value?: unknown }[];
  options: Record<string, string> | null;
  reason: string | null;
}

/** Key: `${guild_id}:${application_id}`. An application added to a guild. */
export interface Installation {
  id: Snowflake;
  guild_id: Snowflake;
  application_id: Snowflake;
  user_id: Snowflake;
  scopes: string[];
  permissions: string;
}

/** An OAuth2 access token. Key: the token. */
export interface AccessToken {
  token: string;
  refresh_token: string | null;
  application_id: Snowflake;
  user_id: Snowflake;
  scopes: string[];
  expires_at: number;
}

/** A one-time authorisation code. Key: the code. */
export interface AuthorizationCode {
  code: string;
  application_id: Snowflake;
  user_id: Snowflake;
  scopes: string[];
  redirect_uri: string;
  code_challenge: string | null;
  code_challenge_method: string | null;
  expires_at: number;
  guild_id: Snowflake | null;
}

/** A presence that is not plain offline. Key: the user's id. */
export interface Presence {
  user_id: Snowflake;
  status: 'online' | 'idle' | 'dnd' | 'offline';
  activities: Record<string, unknown>[];
}

/** A gateway session, kept so that a client may resume it after the simulator's own restart. */
export interface GatewaySession {
  session_id: string;
  application_id: Snowflake;
  intents: number;
  shard: [number, number];
  large_threshold: number;
  /** The last sequence number when this record was written; replayed events carry theirs. */
  seq: number;
}

/** Single values that outlive a restart, e.g. the clock's offset. Key: `name`. */
export interface Setting {
  name: string;
  value: unknown;
}

/** Table name → entity. Adding a table here (and in `store.ts`) is all that it takes to have it journalled. */
export interface Entities {
  user: User;
  application: Application;
  installation: Installation;
  guild: Guild;
  member: Member;
  role: Role;
  channel: Channel;
  threadMember: ThreadMember;
  message: Message;
  reaction: Reaction;
  ban: Ban;
  invite: Invite;
  webhook: Webhook;
  emoji: Emoji;
  voiceState: VoiceState;
  presence: Presence;
  command: Command;
  commandPermissions: CommandPermissions;
  interaction: Interaction;
  auditLogEntry: AuditLogEntry;
  autoModRule: AutoModRule;
  sticker: Sticker;
  scheduledEvent: ScheduledEvent;
  scheduledEventUser: ScheduledEventUser;
  stageInstance: StageInstance;
  pollVote: PollVote;
  sku: Sku;
  entitlement: Entitlement;
  accessToken: AccessToken;
  authorizationCode: AuthorizationCode;
  gatewaySession: GatewaySession;
  setting: Setting;
}

export type TableName = keyof Entities;

/** The key of anything that belongs to a pair, e.g. a member: guild and user. */
export function pairKey(first: Snowflake, second: Snowflake): string {
  return `${first}:${second}`;
}
