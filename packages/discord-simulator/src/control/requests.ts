/** What the operations of the control API take. A field that a request doesn't have is refused, not ignored. */
import { z } from 'zod';
import { P, type PermissionName } from '../world/permissions.ts';
import { snowflake } from './views.ts';

const as = { as: snowflake.describe('The acting user’s id') };
const inChannel = { ...as, channelId: snowflake };
const onMessage = { ...inChannel, messageId: snowflake };
const inGuild = { ...as, guildId: snowflake };

const file = z
  .strictObject({ filename: z.string().min(1).max(255), contentType: z.string(), base64: z.base64() })
  .meta({ id: 'File' });
export type FileInput = z.infer<typeof file>;

const optionValue = z.union([z.string(), z.number(), z.boolean(), file]);
export type OptionValue = z.infer<typeof optionValue>;

const options = z
  .record(z.string(), optionValue)
  .describe('By option name: ids for users, roles, channels and mentionables, a file for an attachment');
export type Options = z.infer<typeof options>;

const modalValue = z.union([z.string(), z.boolean(), z.array(z.string()), z.array(file)]);
export type ModalValue = z.infer<typeof modalValue>;

const command = z.string().min(1).describe('The words without the slash: ticket open');
const duration = z.string().min(1).max(100).describe('10m, 24h, 1d 2h …');
const permissions = z
  .array(z.enum(Object.keys(P) as PermissionName[]).meta({ id: 'Permission' }))
  .describe('Names of permissions as discord.js has them');

const poll = z
  .strictObject({
    question: z.string().min(1).max(300),
    answers: z.array(z.string().min(1).max(55)).min(1).max(10),
    hours: z.int().min(1).max(768).optional().describe('24 when not given'),
    multiple: z.boolean().optional(),
  })
  .meta({ id: 'NewPoll' });
export type NewPoll = z.infer<typeof poll>;

const moderation = z.enum(['timeOut', 'kick', 'ban', 'unban']);
export type Moderation = z.infer<typeof moderation>;

const sabotage = z
  .enum(['drop', 'reconnect', 'invalidate', 'invalidateResumable', 'silence'])
  .describe(
    'drop: cut the sockets without a word; reconnect: op 7; invalidate: op 9, the sessions are lost; ' +
      'invalidateResumable: op 9, they are not; silence: the sockets that are open now stay open and say nothing more',
  );
export type Sabotage = z.infer<typeof sabotage>;

const overwrite = z.strictObject({
  for: z.string().min(1).describe('@everyone, a role’s or member’s name, or an id'),
  allow: permissions.optional(),
  deny: permissions.optional(),
});

const channelSpec = z
  .strictObject({
    name: z.string().min(1).max(100),
    type: z.enum(['text', 'voice', 'category', 'announcement', 'stage', 'forum']).optional(),
    parent: z.string().min(1).optional().describe('The category’s name or id'),
    topic: z.string().optional(),
    nsfw: z.boolean().optional(),
    slowmode: z.int().min(0).optional(),
    overwrites: z.array(overwrite).optional(),
  })
  .meta({ id: 'NewChannel' });

const roleSpec = z
  .strictObject({
    name: z.string().min(1).max(100),
    permissions: permissions.optional(),
    color: z.int().min(0).max(0xffffff).optional(),
    hoist: z.boolean().optional(),
    mentionable: z.boolean().optional(),
  })
  .meta({ id: 'NewRole' });

export const requests = {
  snapshot: z.strictObject({ as: snowflake.optional() }),
  messages: z.strictObject({
    ...inChannel,
    before: snowflake.optional(),
    limit: z.int().min(1).max(100).optional(),
  }),
  pins: z.strictObject(inChannel),
  members: z.strictObject({
    ...inGuild,
    query: z.string().max(100).optional().describe('What their name begins with'),
    after: snowflake.optional().describe('The last one of the page before'),
    limit: z.int().min(1).max(1000).optional(),
  }),
  commands: z.strictObject(inChannel),
  permissions: z.strictObject(inChannel),

  say: z.strictObject({
    ...inChannel,
    content: z.string().optional(),
    replyTo: snowflake.optional(),
    attachments: z.array(file).max(10).optional(),
    poll: poll.optional(),
  }),
  edit: z.strictObject({ ...onMessage, content: z.string() }),
  delete: z.strictObject(onMessage),
  react: z.strictObject({
    ...onMessage,
    emoji: z.string().min(1).max(100).describe('The emoji itself, or name:id'),
    remove: z.boolean().optional(),
  }),
  pin: z.strictObject({ ...onMessage, remove: z.boolean().optional() }),
  vote: z.strictObject({
    ...onMessage,
    answers: z.array(z.int()).max(10).describe('Ids of answers; none takes the vote back'),
  }),
  endPoll: z.strictObject(onMessage),
  type: z.strictObject(inChannel),
  dismiss: z.strictObject(onMessage),
  dm: z.strictObject({ ...as, userId: snowflake.describe('A bot’s user') }),
  startThread: z.strictObject({
    ...inChannel,
    name: z.string().min(1).max(100),
    messageId: snowflake.optional().describe('The message that it begins at'),
    private: z.boolean().optional(),
    content: z.string().optional().describe('The first message of a forum’s post'),
    tags: z.array(snowflake).max(5).optional(),
  }),
  thread: z
    .strictObject({
      ...inChannel,
      archived: z.boolean().optional(),
      locked: z.boolean().optional(),
      name: z.string().min(1).max(100).optional(),
      joined: z.boolean().optional(),
    })
    .refine(
      (it) => [it.archived, it.locked, it.name, it.joined].some((value) => value !== undefined),
      'needs archived, locked, name or joined',
    ),

  run: z.strictObject({ ...inChannel, command, options: options.optional() }),
  autocomplete: z.strictObject({
    ...inChannel,
    command,
    options: options.optional(),
    focused: z.string().min(1).describe('The option that is typed in'),
    value: z.string().describe('What is typed so far'),
  }),
  context: z
    .strictObject({
      ...inChannel,
      command: z.string().min(1),
      messageId: snowflake.optional(),
      userId: snowflake.optional(),
    })
    .refine((it) => (it.messageId === undefined) !== (it.userId === undefined), {
      message: 'needs messageId or userId, and not both',
    }),
  click: z.strictObject({ ...onMessage, customId: z.string().min(1) }),
  select: z.strictObject({ ...onMessage, customId: z.string().min(1), values: z.array(z.string()) }),
  submit: z.strictObject({
    ...inChannel,
    interactionId: snowflake.describe('Of the interaction that was answered with the modal'),
    values: z
      .record(z.string(), modalValue)
      .describe('By custom id: a text, true or false, chosen values, or files'),
  }),
  reply: z.strictObject({ ...inChannel, interactionId: snowflake }),

  join: z.union([
    z.strictObject({
      guildId: snowflake,
      username: z.string().min(2).max(32),
      roles: z.array(z.string()).optional().describe('Names or ids'),
    }),
    z.strictObject({ guildId: snowflake, as: snowflake, invite: z.string().min(1).optional() }),
  ]),
  leave: z.strictObject(inGuild),
  voice: z
    .strictObject({
      ...inGuild,
      channelId: snowflake.nullable().optional().describe('null leaves'),
      mute: z.boolean().optional(),
      deafen: z.boolean().optional(),
    })
    .refine(
      (it) => [it.channelId, it.mute, it.deafen].some((value) => value !== undefined),
      'needs channelId, mute or deafen',
    ),
  role: z.strictObject({ ...inGuild, userId: snowflake, roleId: snowflake, give: z.boolean() }),
  nickname: z.strictObject({ ...inGuild, userId: snowflake, nick: z.string().min(1).max(32).nullable() }),
  moderate: z.strictObject({
    ...inGuild,
    userId: snowflake,
    act: moderation,
    duration: duration.optional().describe('Of a timeout; without one it ends'),
    reason: z.string().max(512).optional(),
  }),
  locale: z.strictObject({
    ...as,
    locale: z.string().regex(/^[a-z]{2}(-[A-Z0-9]{2,3})?$/, 'must be a locale: fr, en-US'),
  }),
  follow: z.strictObject({ ...inGuild, eventId: snowflake, remove: z.boolean().optional() }),
  buy: z.strictObject({ ...inGuild, skuId: snowflake }),
  createChannel: z.strictObject({
    guildId: snowflake,
    as: snowflake.optional().describe('The owner when not given'),
    channel: channelSpec,
  }),
  deleteChannel: z.strictObject(inChannel),

  application: z.strictObject({
    name: z.string().min(1).max(32).optional().describe('The first one when not given'),
    privilegedIntents: z
      .strictObject({
        presences: z.boolean().optional(),
        members: z.boolean().optional(),
        messageContent: z.boolean().optional(),
      })
      .optional()
      .describe('On unless switched off'),
    redirectUris: z.array(z.url()).optional(),
  }),
  guild: z.strictObject({
    name: z.string().min(2).max(100),
    owner: z.string().min(1).max(32).optional().describe('The owner’s name'),
    roles: z.array(roleSpec).optional().describe('From the highest to the lowest'),
    channels: z.array(channelSpec).optional(),
    applicationId: snowflake.optional().describe('Whose bot to add; the first one’s when not given'),
    install: z.union([z.boolean(), permissions]).optional().describe('false: no bot; else its permissions'),
  }),
  install: z.strictObject({
    guildId: snowflake,
    applicationId: snowflake.optional(),
    permissions: permissions.optional(),
    remove: z.boolean().optional(),
  }),
  emoji: z.strictObject({
    guildId: snowflake,
    name: z.string().min(2).max(32),
    animated: z.boolean().optional(),
  }),
  populate: z.strictObject({
    guildId: snowflake,
    count: z.int().min(1).max(250_000),
    seed: z.int().optional(),
  }),
  sell: z.strictObject({
    applicationId: snowflake.optional(),
    name: z.string().min(1),
    kind: z.enum(['durable', 'consumable', 'subscription']),
    for: z.enum(['user', 'guild']).optional(),
  }),
  clock: z
    .strictObject({
      advance: z
        .union([duration, z.number().min(0)])
        .optional()
        .describe('By how much: 24h, or milliseconds'),
      to: z.iso.datetime({ offset: true }).optional().describe('To when; never back'),
    })
    .refine((it) => it.advance === undefined || it.to === undefined, 'takes advance or to, not both'),
  faults: z.strictObject({
    latencyMs: z.int().min(0).max(60_000).optional(),
    withholdAcks: z.boolean().optional().describe('Heartbeats are heard and not acknowledged'),
    reorder: z
      .strictObject({ seed: z.int(), upToMs: z.int().min(1).max(5000).optional() })
      .optional()
      .describe('Answers and events are held back by up to so long, so that they come in any order'),
    storm: z
      .strictObject({ seed: z.int(), every: z.int().min(1).max(100_000).optional() })
      .optional()
      .describe('One fault after another, after every so many events on the average; 20 when not given'),
    reset: z
      .literal(true)
      .optional()
      .describe('Ends every fault first, storms and reordering too; silent sockets are cut'),
  }),
  failNext: z.strictObject({
    route: z
      .string()
      .regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/, 'must be like "POST /channels/*/messages"'),
    status: z.int().min(400).max(599),
    times: z.int().min(1).max(1000).optional(),
  }),
  sabotage: z.strictObject({ act: sabotage }),
  traffic: z.strictObject({ after: z.int().optional() }),
  idle: z.strictObject({}),
  save: z.strictObject({ file: z.string().min(1).describe('Where, on the simulator’s machine') }),
};
