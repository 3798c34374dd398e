import type {
  Application,
  AuditLogEntry,
  AutoModAction,
  AutoModRule,
  Ban,
  Channel,
  Command,
  CommandPermissions,
  Entitlement,
  Guild,
  Interaction,
  Invite,
  Member,
  Message,
  Presence,
  Reaction,
  Role,
  ScheduledEvent,
  Snowflake,
  StageInstance,
  ThreadMember,
  User,
  VoiceState,
} from './entities.ts';

/**
 * What happened in the world, told synchronously and in order, after the store holds it.
 * The gateway turns these into dispatches; the chat view and waiters listen to the same ones.
 */
export type WorldEvent =
  | { type: 'guildCreate'; guild: Guild }
  | { type: 'guildUpdate'; guild: Guild; before: Guild }
  | { type: 'guildDelete'; guild: Guild }
  /** An application was added to (its member exists already) or removed from a guild. */
  | { type: 'applicationAdd'; guildId: Snowflake; application: Application }
  | { type: 'applicationRemove'; guildId: Snowflake; application: Application }
  | { type: 'memberAdd'; member: Member }
  | { type: 'memberUpdate'; member: Member; before: Member }
  | { type: 'memberRemove'; member: Member }
  | { type: 'userUpdate'; user: User; before: User }
  | { type: 'roleCreate'; role: Role }
  | { type: 'roleUpdate'; role: Role; before: Role }
  | { type: 'roleDelete'; role: Role }
  | { type: 'channelCreate'; channel: Channel }
  | { type: 'channelUpdate'; channel: Channel; before: Channel }
  | { type: 'channelDelete'; channel: Channel }
  | { type: 'pinsUpdate'; channel: Channel }
  | { type: 'threadCreate'; thread: Channel; newlyCreated: boolean }
  | { type: 'threadUpdate'; thread: Channel; before: Channel }
  | { type: 'threadDelete'; thread: Channel }
  | { type: 'threadMembersUpdate'; thread: Channel; added: ThreadMember[]; removed: Snowflake[] }
  | { type: 'messageCreate'; message: Message }
  | { type: 'messageUpdate'; message: Message; before: Message }
  | { type: 'messageDelete'; message: Message }
  | { type: 'messageBulkDelete'; channel: Channel; messages: Message[] }
  | { type: 'reactionAdd'; message: Message; reaction: Reaction }
  | { type: 'reactionRemove'; message: Message; reaction: Reaction }
  | { type: 'reactionRemoveAll'; message: Message }
  | { type: 'reactionRemoveEmoji'; message: Message; emoji: Reaction['emoji'] }
  | { type: 'typingStart'; channel: Channel; userId: Snowflake }
  | { type: 'banAdd'; ban: Ban }
  | { type: 'banRemove'; ban: Ban }
  | { type: 'inviteCreate'; invite: Invite }
  | { type: 'inviteDelete'; invite: Invite }
  | { type: 'webhooksUpdate'; channel: Channel }
  | { type: 'emojisUpdate'; guildId: Snowflake }
  | {
      type: 'voiceStateUpdate';
      guildId: Snowflake;
      userId: Snowflake;
      state: VoiceState | null;
      before: VoiceState | null;
    }
  | { type: 'presenceUpdate'; presence: Presence }
  | { type: 'interactionCreate'; interaction: Interaction }
  /** An interaction was answered, or its three seconds ran out unanswered. */
  | { type: 'interactionAnswer'; interaction: Interaction }
  | { type: 'commandsUpdate'; applicationId: Snowflake; guildId: Snowflake | null; commands: Command[] }
  | { type: 'commandPermissionsUpdate'; permissions: CommandPermissions }
  | { type: 'auditLogEntry'; entry: AuditLogEntry }
  | { type: 'autoModRuleCreate'; rule: AutoModRule }
  | { type: 'autoModRuleUpdate'; rule: AutoModRule }
  | { type: 'autoModRuleDelete'; rule: AutoModRule }
  | {
      type: 'autoModActionExecution';
      rule: AutoModRule;
      action: AutoModAction;
      match: { keyword: string | null; content: string | null };
      userId: Snowflake;
      channelId: Snowflake;
      content: string;
      /** `null` when the message was blocked. */
      messageId: Snowflake | null;
      alertId: Snowflake | null;
    }
  | { type: 'stickersUpdate'; guildId: Snowflake }
  | { type: 'scheduledEventCreate'; event: ScheduledEvent }
  | { type: 'scheduledEventUpdate'; event: ScheduledEvent }
  | { type: 'scheduledEventDelete'; event: ScheduledEvent }
  | { type: 'scheduledEventUserAdd'; event: ScheduledEvent; userId: Snowflake }
  | { type: 'scheduledEventUserRemove'; event: ScheduledEvent; userId: Snowflake }
  | { type: 'stageInstanceCreate'; stage: StageInstance }
  | { type: 'stageInstanceUpdate'; stage: StageInstance }
  | { type: 'stageInstanceDelete'; stage: StageInstance }
  | { type: 'pollVoteAdd'; message: Message; answerId: number; userId: Snowflake }
  | { type: 'pollVoteRemove'; message: Message; answerId: number; userId: Snowflake }
  | { type: 'entitlementCreate'; entitlement: Entitlement }
  | { type: 'entitlementUpdate'; entitlement: Entitlement }
  | { type: 'entitlementDelete'; entitlement: Entitlement };

export type WorldEventOf<K extends WorldEvent['type']> = Extract<WorldEvent, { type: K }>;
