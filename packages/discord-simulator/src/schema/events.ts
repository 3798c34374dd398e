import type { Shape } from './answers.ts';

type Fields = Record<string, unknown>;

const channel: Shape = { oneOf: ['GuildChannelResponse', 'ThreadResponse', 'PrivateChannelResponse'] };

const autoModRule: Shape = {
  oneOf: ['KeywordRuleResponse', 'DefaultKeywordRuleResponse', 'MentionSpamRuleResponse'],
};
const scheduledEvent: Shape = {
  oneOf: ['ExternalScheduledEventResponse', 'StageScheduledEventResponse', 'VoiceScheduledEventResponse'],
};

/** Events that carry one whole entity of the description. */
const whole: Readonly<Record<string, Shape>> = {
  MESSAGE_CREATE: 'MessageResponse',
  MESSAGE_UPDATE: 'MessageResponse',
  GUILD_CREATE: 'GuildResponse',
  GUILD_UPDATE: 'GuildResponse',
  GUILD_MEMBER_ADD: 'GuildMemberResponse',
  GUILD_MEMBER_UPDATE: 'GuildMemberResponse',
  CHANNEL_CREATE: channel,
  CHANNEL_UPDATE: channel,
  CHANNEL_DELETE: channel,
  THREAD_CREATE: 'ThreadResponse',
  THREAD_UPDATE: 'ThreadResponse',
  VOICE_STATE_UPDATE: 'VoiceStateResponse',
  USER_UPDATE: 'UserPIIResponse',
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: 'CommandPermissionsResponse',
  GUILD_AUDIT_LOG_ENTRY_CREATE: 'AuditLogEntryResponse',
  AUTO_MODERATION_RULE_CREATE: autoModRule,
  AUTO_MODERATION_RULE_UPDATE: autoModRule,
  AUTO_MODERATION_RULE_DELETE: autoModRule,
  GUILD_SCHEDULED_EVENT_CREATE: scheduledEvent,
  GUILD_SCHEDULED_EVENT_UPDATE: scheduledEvent,
  GUILD_SCHEDULED_EVENT_DELETE: scheduledEvent,
  STAGE_INSTANCE_CREATE: 'StageInstanceResponse',
  STAGE_INSTANCE_UPDATE: 'StageInstanceResponse',
  STAGE_INSTANCE_DELETE: 'StageInstanceResponse',
  ENTITLEMENT_CREATE: 'EntitlementResponse',
  ENTITLEMENT_UPDATE: 'EntitlementResponse',
  ENTITLEMENT_DELETE: 'EntitlementResponse',
};

/** Events that carry entities in some of their fields. */
const fields: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  GUILD_ROLE_CREATE: { role: 'GuildRoleResponse' },
  GUILD_ROLE_UPDATE: { role: 'GuildRoleResponse' },
  GUILD_MEMBER_REMOVE: { user: 'UserResponse' },
  GUILD_BAN_ADD: { user: 'UserResponse' },
  GUILD_BAN_REMOVE: { user: 'UserResponse' },
  GUILD_CREATE: {
    members: { list: 'GuildMemberResponse' },
    channels: { list: 'GuildChannelResponse' },
    threads: { list: 'ThreadResponse' },
  },
  GUILD_STICKERS_UPDATE: { stickers: { list: 'GuildStickerResponse' } },
  GUILD_EMOJIS_UPDATE: { emojis: { list: 'EmojiResponse' } },
  GUILD_MEMBERS_CHUNK: { members: { list: 'GuildMemberResponse' } },
  INTERACTION_CREATE: { message: 'MessageResponse', user: 'UserResponse', channel },
  MESSAGE_REACTION_ADD: { member: 'GuildMemberResponse', emoji: 'MessageReactionEmojiResponse' },
  MESSAGE_REACTION_REMOVE: { emoji: 'MessageReactionEmojiResponse' },
  TYPING_START: { member: 'GuildMemberResponse' },
};

/** The parts of an event that the description knows, each with the schema that it must fit. */
export function eventEntities(t: string, d: unknown): { shape: Shape; value: unknown }[] {
  const found: { shape: Shape; value: unknown }[] = [];
  const shape = whole[t];
  if (shape) found.push({ shape, value: d });
  for (const [field, inner] of Object.entries(fields[t] ?? {})) {
    const value = (d as Fields)[field];
    if (value !== undefined) found.push({ shape: inner, value });
  }
  return found;
}
