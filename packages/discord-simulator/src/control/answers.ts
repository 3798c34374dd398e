/** What the operations of the control API answer, and what its event stream tells. */
import { z } from 'zod';
import {
  channelView,
  clockView,
  commandView,
  faultsView,
  guildView,
  interactionOutcome,
  memberView,
  messageView,
  peopleView,
  snapshotView,
  snowflake,
  trafficEntry,
  violationView,
} from './views.ts';

const done = z.strictObject({});
const messageId = z.strictObject({ messageId: snowflake });

export const answers = {
  snapshot: snapshotView,
  messages: z.strictObject({ messages: z.array(messageView), more: z.boolean() }),
  pins: z.strictObject({ messages: z.array(messageView) }),
  members: z.strictObject({ members: z.array(memberView), more: z.boolean() }),
  commands: z.strictObject({ commands: z.array(commandView) }),
  permissions: z.strictObject({ permissions: z.array(z.string()) }),

  say: messageId,
  edit: done,
  delete: done,
  react: done,
  pin: done,
  vote: done,
  endPoll: done,
  type: done,
  dismiss: done,
  dm: z.strictObject({ channelId: snowflake }),
  startThread: z.strictObject({ threadId: snowflake, messageId: snowflake.nullable() }),
  thread: done,

  run: interactionOutcome,
  autocomplete: interactionOutcome,
  context: interactionOutcome,
  click: interactionOutcome,
  select: interactionOutcome,
  submit: interactionOutcome,
  reply: z.strictObject({
    outcome: interactionOutcome,
    message: messageView.nullable().describe('The answer’s message as it is now'),
    followups: z.array(messageView),
  }),

  join: z.strictObject({ userId: snowflake }),
  leave: done,
  voice: done,
  role: done,
  nickname: done,
  moderate: done,
  locale: done,
  follow: done,
  buy: z.strictObject({ entitlementId: snowflake }),
  createChannel: z.strictObject({ channelId: snowflake }),
  deleteChannel: done,

  application: z.strictObject({
    id: snowflake,
    name: z.string(),
    token: z.string().describe('The bot token'),
    clientSecret: z.string(),
    publicKey: z.string(),
    botUserId: snowflake,
  }),
  guild: z.strictObject({
    guildId: snowflake,
    ownerId: snowflake,
    channels: z.record(z.string(), snowflake).describe('Ids by name'),
    roles: z.record(z.string(), snowflake).describe('Ids by name'),
  }),
  install: done,
  emoji: z.strictObject({ emojiId: snowflake }),
  populate: z.strictObject({ memberCount: z.number() }),
  sell: z.strictObject({ skuId: snowflake }),
  clock: clockView.extend({
    happened: z
      .record(z.string(), z.number())
      .describe(
        'What the move set off: kinds of events (messageCreate, threadUpdate …) and how many of each',
      ),
  }),
  faults: faultsView,
  failNext: faultsView,
  sabotage: faultsView,
  traffic: z.strictObject({ entries: z.array(trafficEntry) }),
  idle: z.strictObject({ violations: z.array(violationView) }),
  save: done,
};

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** The event's name is its `type`. */
export const controlEvent = z
  .discriminatedUnion('type', [
    event('snapshot', snapshotView.shape).describe('Always the first'),
    event('guild', { guild: guildView }).describe(
      'The guild as it is now: joined, or anything in it but messages changed',
    ),
    event('guildGone', { guildId: snowflake }),
    event('dm', { channel: channelView }).describe('Direct messages with a bot were opened'),
    event('people', peopleView.shape),
    event('message', { message: messageView, created: z.boolean() }),
    event('messagesGone', { channelId: snowflake, messageIds: z.array(snowflake) }),
    event('typing', { channelId: snowflake, userId: snowflake, name: z.string() }),
    event('interaction', { outcome: interactionOutcome }).describe('Of the acting member only'),
    event('commands', { guildId: snowflake.nullable() }).describe(
      'Commands or who may use them changed; null: in every guild',
    ),
    event('clock', clockView.shape),
    event('faults', { faults: faultsView }),
    event('traffic', { entry: trafficEntry }).describe('Only with traffic=1'),
  ])
  .meta({ id: 'ControlEvent', description: 'What the event stream tells' });

export const errorBody = z
  .strictObject({
    error: z.strictObject({
      code: z
        .enum(['unauthorized', 'forbidden', 'not-found', 'invalid', 'refused', 'internal'])
        .describe(
          'unauthorized: no or a wrong token; forbidden: a Host or Origin that is not ours; invalid: a body that is ' +
            'not what the operation asks for; refused: the world said no, as Discord would',
        ),
      message: z.string().describe('For a person: what failed and why'),
      discordCode: z
        .number()
        .optional()
        .describe('Discord’s own JSON error code, when the world said no: 50013 …'),
      reason: z
        .string()
        .optional()
        .describe('Why a member cannot do it, in a word: missing-permission, invalid-option …'),
      missing: z.array(z.string()).optional().describe('Names of the permissions that the member lacks'),
    }),
  })
  .meta({ id: 'Error', description: 'What every refusal looks like' });
