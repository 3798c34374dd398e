import type {
  GatewayAutoModerationActionExecutionDispatchData,
  GatewayChannelPinsUpdateDispatchData,
  GatewayGuildAuditLogEntryCreateDispatchData,
  GatewayGuildBanAddDispatchData,
  GatewayGuildBanRemoveDispatchData,
  GatewayGuildDeleteDispatchData,
  GatewayGuildEmojisUpdateDispatchData,
  GatewayGuildMemberAddDispatchData,
  GatewayGuildMemberRemoveDispatchData,
  GatewayGuildMembersChunkDispatchData,
  GatewayGuildMemberUpdateDispatchData,
  GatewayGuildRoleCreateDispatchData,
  GatewayGuildRoleDeleteDispatchData,
  GatewayGuildRoleUpdateDispatchData,
  GatewayGuildScheduledEventUserAddDispatchData,
  GatewayGuildScheduledEventUserRemoveDispatchData,
  GatewayInviteCreateDispatchData,
  GatewayInviteDeleteDispatchData,
  GatewayMessageDeleteBulkDispatchData,
  GatewayMessageDeleteDispatchData,
  GatewayMessagePollVoteDispatchData,
  GatewayMessageReactionAddDispatchData,
  GatewayMessageReactionRemoveAllDispatchData,
  GatewayMessageReactionRemoveDispatchData,
  GatewayMessageReactionRemoveEmojiDispatchData,
  GatewayThreadDeleteDispatchData,
  GatewayThreadMembersUpdateDispatchData,
  GatewayTypingStartDispatchData,
  GatewayUserUpdateDispatchData,
  GatewayVoiceServerUpdateDispatchData,
  GatewayVoiceStateUpdateDispatchData,
  GatewayWebhooksUpdateDispatchData,
} from 'discord-api-types/v10';

type Loose = Record<string, unknown>;

/**
 * What each event carries, in the types of discord-api-types: what we send is checked against them when we compile.
 * Events whose entity differs by kind (channels, messages, interactions) are checked against the official description
 * when they are sent instead: see `events.ts`.
 */
export interface EventPayloads {
  READY: Loose;
  RESUMED: Loose;
  GUILD_CREATE: Loose;
  GUILD_UPDATE: Loose;
  GUILD_DELETE: Omit<GatewayGuildDeleteDispatchData, 'unavailable'>;
  GUILD_MEMBER_ADD: GatewayGuildMemberAddDispatchData;
  GUILD_MEMBER_UPDATE: GatewayGuildMemberUpdateDispatchData;
  GUILD_MEMBER_REMOVE: GatewayGuildMemberRemoveDispatchData;
  GUILD_MEMBERS_CHUNK: Omit<GatewayGuildMembersChunkDispatchData, 'presences'> & { presences?: Loose[] };
  GUILD_ROLE_CREATE: GatewayGuildRoleCreateDispatchData;
  GUILD_ROLE_UPDATE: GatewayGuildRoleUpdateDispatchData;
  GUILD_ROLE_DELETE: GatewayGuildRoleDeleteDispatchData;
  GUILD_BAN_ADD: GatewayGuildBanAddDispatchData;
  GUILD_BAN_REMOVE: GatewayGuildBanRemoveDispatchData;
  GUILD_EMOJIS_UPDATE: GatewayGuildEmojisUpdateDispatchData;
  GUILD_AUDIT_LOG_ENTRY_CREATE: Omit<GatewayGuildAuditLogEntryCreateDispatchData, 'changes' | 'options'>;
  CHANNEL_CREATE: Loose;
  CHANNEL_UPDATE: Loose;
  CHANNEL_DELETE: Loose;
  CHANNEL_PINS_UPDATE: GatewayChannelPinsUpdateDispatchData;
  THREAD_CREATE: Loose;
  THREAD_UPDATE: Loose;
  THREAD_DELETE: Pick<GatewayThreadDeleteDispatchData, 'id' | 'guild_id' | 'type'> & {
    parent_id: string | null;
  };
  THREAD_MEMBERS_UPDATE: Omit<GatewayThreadMembersUpdateDispatchData, 'added_members'> & {
    added_members: Loose[];
  };
  MESSAGE_CREATE: Loose;
  MESSAGE_UPDATE: Loose;
  MESSAGE_DELETE: GatewayMessageDeleteDispatchData;
  MESSAGE_DELETE_BULK: GatewayMessageDeleteBulkDispatchData;
  MESSAGE_REACTION_ADD: GatewayMessageReactionAddDispatchData;
  MESSAGE_REACTION_REMOVE: GatewayMessageReactionRemoveDispatchData;
  MESSAGE_REACTION_REMOVE_ALL: GatewayMessageReactionRemoveAllDispatchData;
  MESSAGE_REACTION_REMOVE_EMOJI: GatewayMessageReactionRemoveEmojiDispatchData;
  TYPING_START: GatewayTypingStartDispatchData;
  PRESENCE_UPDATE: Loose;
  USER_UPDATE: GatewayUserUpdateDispatchData;
  VOICE_STATE_UPDATE: GatewayVoiceStateUpdateDispatchData;
  VOICE_SERVER_UPDATE: GatewayVoiceServerUpdateDispatchData;
  INVITE_CREATE: GatewayInviteCreateDispatchData & { type: number };
  INVITE_DELETE: GatewayInviteDeleteDispatchData;
  WEBHOOKS_UPDATE: GatewayWebhooksUpdateDispatchData;
  GUILD_STICKERS_UPDATE: { guild_id: string; stickers: Loose[] };
  GUILD_SCHEDULED_EVENT_CREATE: Loose;
  GUILD_SCHEDULED_EVENT_UPDATE: Loose;
  GUILD_SCHEDULED_EVENT_DELETE: Loose;
  GUILD_SCHEDULED_EVENT_USER_ADD: GatewayGuildScheduledEventUserAddDispatchData;
  GUILD_SCHEDULED_EVENT_USER_REMOVE: GatewayGuildScheduledEventUserRemoveDispatchData;
  STAGE_INSTANCE_CREATE: Loose;
  STAGE_INSTANCE_UPDATE: Loose;
  STAGE_INSTANCE_DELETE: Loose;
  MESSAGE_POLL_VOTE_ADD: GatewayMessagePollVoteDispatchData;
  MESSAGE_POLL_VOTE_REMOVE: GatewayMessagePollVoteDispatchData;
  AUTO_MODERATION_RULE_CREATE: Loose;
  AUTO_MODERATION_RULE_UPDATE: Loose;
  AUTO_MODERATION_RULE_DELETE: Loose;
  AUTO_MODERATION_ACTION_EXECUTION: Omit<
    GatewayAutoModerationActionExecutionDispatchData,
    'action' | 'rule_trigger_type'
  > & { action: Loose; rule_trigger_type: number };
  ENTITLEMENT_CREATE: Loose;
  ENTITLEMENT_UPDATE: Loose;
  ENTITLEMENT_DELETE: Loose;
  INTERACTION_CREATE: Loose;
  APPLICATION_COMMAND_PERMISSIONS_UPDATE: Loose;
}

/** An event by name, with what it carries. */
export type Dispatch = { [T in keyof EventPayloads]: { t: T; d: EventPayloads[T] } }[keyof EventPayloads];
