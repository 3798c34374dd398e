/** What an event is about, as it is shown. */
type Target = 'member' | 'channel' | 'role' | 'name' | 'none';

interface LogEvent {
  /** Discord's number of the audit log's action that it comes from; none: it comes from the gateway. */
  readonly audit?: number;
  /** Of "member changed": the changed field that it is about. */
  readonly field?: string;
  readonly target: Target;
  readonly tone: 'made' | 'changed' | 'gone';
}

const made = (target: Target, audit?: number): LogEvent => ({
  target,
  tone: 'made',
  ...(audit && { audit }),
});
const changed = (target: Target, audit?: number, field?: string): LogEvent => ({
  target,
  tone: 'changed',
  ...(audit && { audit }),
  ...(field && { field }),
});
const gone = (target: Target, audit?: number): LogEvent => ({
  target,
  tone: 'gone',
  ...(audit && { audit }),
});

/**
 * Everything that can be written to a log channel: one table, from which the configuration's choices, the titles of entries and what is
 * looked at of Discord's audit log follow. Its texts are in the locales, as the options of `config.logRoutes.items.events.items`.
 */
export const logEvents = {
  messageDelete: gone('channel'),
  messageEdit: changed('channel'),
  messageBulkDelete: gone('channel'),
  messageDeleteByModerator: gone('member', 72),
  messagePin: made('member', 74),
  messageUnpin: gone('member', 75),
  reactionsClear: gone('channel'),

  memberJoin: made('member'),
  memberLeave: gone('member'),
  memberKick: gone('member', 20),
  memberPrune: gone('none', 21),
  memberBan: gone('member', 22),
  memberUnban: made('member', 23),
  memberNickname: changed('member', 24, 'nick'),
  memberTimeout: changed('member', 24, 'communication_disabled_until'),
  memberMute: changed('member', 24, 'mute'),
  memberDeafen: changed('member', 24, 'deaf'),
  memberRoles: changed('member', 25),
  memberMove: changed('none', 26),
  memberDisconnect: gone('none', 27),
  botAdd: made('member', 28),

  voiceJoin: made('channel'),
  voiceSwitch: changed('channel'),
  voiceLeave: gone('channel'),

  serverUpdate: changed('none', 1),
  integrationCreate: made('name', 80),
  integrationUpdate: changed('name', 81),
  integrationDelete: gone('name', 82),
  commandPermissions: changed('name', 121),
  monetizationRequest: made('none', 150),
  monetizationTerms: made('none', 151),
  onboardingPromptCreate: made('name', 163),
  onboardingPromptUpdate: changed('name', 164),
  onboardingPromptDelete: gone('name', 165),
  onboardingCreate: made('none', 166),
  onboardingUpdate: changed('none', 167),
  homeCreate: made('none', 190),
  homeUpdate: changed('none', 191),

  channelCreate: made('channel', 10),
  channelUpdate: changed('channel', 11),
  channelDelete: gone('name', 12),
  overwriteCreate: made('channel', 13),
  overwriteUpdate: changed('channel', 14),
  overwriteDelete: gone('channel', 15),
  voiceStatusUpdate: changed('channel', 192),
  voiceStatusDelete: gone('channel', 193),
  threadCreate: made('channel', 110),
  threadUpdate: changed('channel', 111),
  threadDelete: gone('name', 112),

  roleCreate: made('role', 30),
  roleUpdate: changed('role', 31),
  roleDelete: gone('name', 32),

  inviteCreate: made('none', 40),
  inviteUpdate: changed('none', 41),
  inviteDelete: gone('none', 42),
  webhookCreate: made('name', 50),
  webhookUpdate: changed('name', 51),
  webhookDelete: gone('name', 52),

  emojiCreate: made('name', 60),
  emojiUpdate: changed('name', 61),
  emojiDelete: gone('name', 62),
  stickerCreate: made('name', 90),
  stickerUpdate: changed('name', 91),
  stickerDelete: gone('name', 92),
  soundCreate: made('name', 130),
  soundUpdate: changed('name', 131),
  soundDelete: gone('name', 132),

  stageStart: made('channel', 83),
  stageUpdate: changed('channel', 84),
  stageEnd: gone('channel', 85),
  eventCreate: made('name', 100),
  eventUpdate: changed('name', 101),
  eventDelete: gone('name', 102),

  automodRuleCreate: made('name', 140),
  automodRuleUpdate: changed('name', 141),
  automodRuleDelete: gone('name', 142),
  automodBlock: gone('member', 143),
  automodFlag: changed('member', 144),
  automodTimeout: changed('member', 145),
  automodQuarantine: changed('member', 146),
} as const satisfies Readonly<Record<string, LogEvent>>;

export type LogEventId = keyof typeof logEvents;

export const logEventIds = Object.keys(logEvents) as [LogEventId, ...LogEventId[]];

export const tones = { made: 0x2ecc71, changed: 0xf1c40f, gone: 0xe74c3c } as const;

/** Entries of the table, typed as one. */
export function logEvent(id: LogEventId): LogEvent {
  return logEvents[id];
}

/** Which events an entry of Discord's audit log is: of a member's change, one for each field. */
export function eventsOfAudit(action: number, fields: readonly string[]): readonly LogEventId[] {
  return logEventIds.filter((id) => {
    const { audit, field } = logEvent(id);
    return audit === action && (field === undefined || fields.includes(field));
  });
}
