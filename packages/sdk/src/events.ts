import type { ClientEvents, GatewayDispatchEvents } from 'discord.js';
import type { CapabilityId, IntentName } from './capabilities.ts';

/** Names of gateway events, as Discord sends them. */
export type RawEventName = `${GatewayDispatchEvents}`;
export type ClientEventName = keyof ClientEvents & string;

/** What hearing an event takes. */
export interface EventRequirement {
  readonly capability: CapabilityId;
  readonly intent: IntentName;
  /** discord.js's events that come of it. */
  readonly client: readonly ClientEventName[];
}

function event(
  capability: CapabilityId,
  intent: IntentName,
  ...client: readonly ClientEventName[]
): EventRequirement {
  return Object.freeze({ capability, intent, client: Object.freeze([...client]) });
}

/**
 * Every gateway event that a plugin can hear. An event that isn't here is the host's own
 * (`READY`, `INTERACTION_CREATE` …) or has no guild, and `build` refuses a listener for it.
 */
export const rawEvents: Readonly<Partial<Record<RawEventName, EventRequirement>>> = Object.freeze({
  MESSAGE_CREATE: event('messages.read', 'GuildMessages', 'messageCreate'),
  MESSAGE_UPDATE: event('messages.read', 'GuildMessages', 'messageUpdate'),
  MESSAGE_DELETE: event('messages.read', 'GuildMessages', 'messageDelete'),
  MESSAGE_DELETE_BULK: event('messages.read', 'GuildMessages', 'messageDeleteBulk'),
  MESSAGE_REACTION_ADD: event('messages.read', 'GuildMessageReactions', 'messageReactionAdd'),
  MESSAGE_REACTION_REMOVE: event('messages.read', 'GuildMessageReactions', 'messageReactionRemove'),
  MESSAGE_REACTION_REMOVE_ALL: event('messages.read', 'GuildMessageReactions', 'messageReactionRemoveAll'),
  MESSAGE_REACTION_REMOVE_EMOJI: event(
    'messages.read',
    'GuildMessageReactions',
    'messageReactionRemoveEmoji',
  ),
  MESSAGE_POLL_VOTE_ADD: event('messages.read', 'GuildMessagePolls', 'messagePollVoteAdd'),
  MESSAGE_POLL_VOTE_REMOVE: event('messages.read', 'GuildMessagePolls', 'messagePollVoteRemove'),
  TYPING_START: event('messages.read', 'GuildMessageTyping', 'typingStart'),
  GUILD_MEMBER_ADD: event('members.read', 'GuildMembers', 'guildMemberAdd'),
  GUILD_MEMBER_UPDATE: event('members.read', 'GuildMembers', 'guildMemberUpdate'),
  GUILD_MEMBER_REMOVE: event('members.read', 'GuildMembers', 'guildMemberRemove'),
  PRESENCE_UPDATE: event('members.read', 'GuildPresences', 'presenceUpdate'),
  VOICE_STATE_UPDATE: event('voice.read', 'GuildVoiceStates', 'voiceStateUpdate'),
  CHANNEL_CREATE: event('channels.read', 'Guilds', 'channelCreate'),
  CHANNEL_UPDATE: event('channels.read', 'Guilds', 'channelUpdate'),
  CHANNEL_DELETE: event('channels.read', 'Guilds', 'channelDelete'),
  CHANNEL_PINS_UPDATE: event('channels.read', 'Guilds', 'channelPinsUpdate'),
  THREAD_CREATE: event('channels.read', 'Guilds', 'threadCreate'),
  THREAD_UPDATE: event('channels.read', 'Guilds', 'threadUpdate'),
  THREAD_DELETE: event('channels.read', 'Guilds', 'threadDelete'),
  GUILD_UPDATE: event('guild.read', 'Guilds', 'guildUpdate'),
  GUILD_ROLE_CREATE: event('guild.read', 'Guilds', 'roleCreate'),
  GUILD_ROLE_UPDATE: event('guild.read', 'Guilds', 'roleUpdate'),
  GUILD_ROLE_DELETE: event('guild.read', 'Guilds', 'roleDelete'),
  GUILD_EMOJIS_UPDATE: event('guild.read', 'GuildExpressions', 'emojiCreate', 'emojiUpdate', 'emojiDelete'),
  GUILD_STICKERS_UPDATE: event(
    'guild.read',
    'GuildExpressions',
    'stickerCreate',
    'stickerUpdate',
    'stickerDelete',
  ),
  GUILD_BAN_ADD: event('members.moderate', 'GuildModeration', 'guildBanAdd'),
  GUILD_BAN_REMOVE: event('members.moderate', 'GuildModeration', 'guildBanRemove'),
  GUILD_AUDIT_LOG_ENTRY_CREATE: event('audit.read', 'GuildModeration', 'guildAuditLogEntryCreate'),
  INVITE_CREATE: event('invites.read', 'GuildInvites', 'inviteCreate'),
  INVITE_DELETE: event('invites.read', 'GuildInvites', 'inviteDelete'),
  AUTO_MODERATION_RULE_CREATE: event(
    'automod.manage',
    'AutoModerationConfiguration',
    'autoModerationRuleCreate',
  ),
  AUTO_MODERATION_RULE_UPDATE: event(
    'automod.manage',
    'AutoModerationConfiguration',
    'autoModerationRuleUpdate',
  ),
  AUTO_MODERATION_RULE_DELETE: event(
    'automod.manage',
    'AutoModerationConfiguration',
    'autoModerationRuleDelete',
  ),
  AUTO_MODERATION_ACTION_EXECUTION: event(
    'automod.manage',
    'AutoModerationExecution',
    'autoModerationActionExecution',
  ),
  GUILD_SCHEDULED_EVENT_CREATE: event('events.read', 'GuildScheduledEvents', 'guildScheduledEventCreate'),
  GUILD_SCHEDULED_EVENT_UPDATE: event('events.read', 'GuildScheduledEvents', 'guildScheduledEventUpdate'),
  GUILD_SCHEDULED_EVENT_DELETE: event('events.read', 'GuildScheduledEvents', 'guildScheduledEventDelete'),
  GUILD_SCHEDULED_EVENT_USER_ADD: event('events.read', 'GuildScheduledEvents', 'guildScheduledEventUserAdd'),
  GUILD_SCHEDULED_EVENT_USER_REMOVE: event(
    'events.read',
    'GuildScheduledEvents',
    'guildScheduledEventUserRemove',
  ),
  STAGE_INSTANCE_CREATE: event('stage.manage', 'Guilds', 'stageInstanceCreate'),
  STAGE_INSTANCE_UPDATE: event('stage.manage', 'Guilds', 'stageInstanceUpdate'),
  STAGE_INSTANCE_DELETE: event('stage.manage', 'Guilds', 'stageInstanceDelete'),
  WEBHOOKS_UPDATE: event('webhooks.manage', 'GuildWebhooks', 'webhooksUpdate'),
});

const clientEvents: ReadonlyMap<string, EventRequirement> = new Map(
  Object.values(rawEvents).flatMap((requirement) => requirement.client.map((name) => [name, requirement])),
);

/** What a listener of this gateway event takes; `undefined` when plugins can't hear it. */
export function rawEventRequirement(name: string): EventRequirement | undefined {
  return Object.hasOwn(rawEvents, name) ? rawEvents[name as RawEventName] : undefined;
}

/** The same for a discord.js event. */
export function clientEventRequirement(name: string): EventRequirement | undefined {
  return clientEvents.get(name);
}
