import { z } from 'zod';
import type { OperationName, RequestOf } from './protocol.ts';

const id = z.string().regex(/^\d{1,20}$/, 'must be an id: digits');
const as = { as: id };
const inChannel = { ...as, channelId: id };
const onMessage = { ...inChannel, messageId: id };
const inGuild = { ...as, guildId: id };
const options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const nothing = z.strictObject({});

/** The shape of every operation's request. A field that it doesn't have is refused, not ignored. */
export const requestShapes: { [N in OperationName]: z.ZodType<RequestOf<N>> } = {
  snapshot: z.strictObject({ as: id.optional() }) as z.ZodType<RequestOf<'snapshot'>>,
  messages: z.strictObject({
    ...inChannel,
    before: id.optional(),
    limit: z.int().min(1).max(100).optional(),
  }) as z.ZodType<RequestOf<'messages'>>,
  members: z.strictObject({
    ...inGuild,
    query: z.string().max(100).optional(),
    limit: z.int().min(1).max(1000).optional(),
  }) as z.ZodType<RequestOf<'members'>>,
  commands: z.strictObject(inChannel),
  say: z.strictObject({
    ...inChannel,
    content: z.string().optional(),
    replyTo: id.optional(),
    attachments: z
      .array(z.strictObject({ filename: z.string().min(1), contentType: z.string(), base64: z.base64() }))
      .max(10)
      .optional(),
  }) as z.ZodType<RequestOf<'say'>>,
  edit: z.strictObject({ ...onMessage, content: z.string() }),
  delete: z.strictObject(onMessage),
  react: z.strictObject({
    ...onMessage,
    emoji: z.string().min(1).max(100),
    remove: z.boolean().optional(),
  }) as z.ZodType<RequestOf<'react'>>,
  type: z.strictObject(inChannel),
  dismiss: z.strictObject(onMessage),
  run: z.strictObject({ ...inChannel, command: z.string().min(1), options: options.optional() }) as z.ZodType<
    RequestOf<'run'>
  >,
  autocomplete: z.strictObject({
    ...inChannel,
    command: z.string().min(1),
    options: options.optional(),
    focused: z.string().min(1),
    value: z.string(),
  }) as z.ZodType<RequestOf<'autocomplete'>>,
  context: z
    .strictObject({
      ...inChannel,
      command: z.string().min(1),
      messageId: id.optional(),
      userId: id.optional(),
    })
    .refine((it) => (it.messageId === undefined) !== (it.userId === undefined), {
      message: 'needs messageId or userId, and not both',
    }) as z.ZodType<RequestOf<'context'>>,
  click: z.strictObject({ ...onMessage, customId: z.string().min(1) }),
  select: z.strictObject({ ...onMessage, customId: z.string().min(1), values: z.array(z.string()) }),
  submit: z.strictObject({
    ...inChannel,
    interactionId: id,
    values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  }),
  join: z.union([
    z.strictObject({ guildId: id, username: z.string().min(2).max(32) }),
    z.strictObject({ guildId: id, as: id }),
  ]),
  leave: z.strictObject(inGuild),
  voice: z.strictObject({ ...inGuild, channelId: id.nullable() }),
  role: z.strictObject({ ...inGuild, userId: id, roleId: id, give: z.boolean() }),
  moderate: z.strictObject({
    ...inGuild,
    userId: id,
    act: z.enum(['timeOut', 'kick', 'ban', 'unban']),
    duration: z.string().optional(),
    reason: z.string().max(512).optional(),
  }) as z.ZodType<RequestOf<'moderate'>>,
  locale: z.strictObject({
    ...as,
    locale: z.string().regex(/^[a-z]{2}(-[A-Z0-9]{2,3})?$/, 'must be a locale: fr, en-US'),
  }),
  clock: z.strictObject({ advance: z.union([z.string(), z.number().min(0)]).optional() }) as z.ZodType<
    RequestOf<'clock'>
  >,
  faults: z.strictObject({ latencyMs: z.int().min(0).max(60_000).optional() }) as z.ZodType<
    RequestOf<'faults'>
  >,
  failNext: z.strictObject({
    route: z
      .string()
      .regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/, 'must be like "POST /channels/*/messages"'),
    status: z.int().min(400).max(599),
    times: z.int().min(1).max(1000).optional(),
  }) as z.ZodType<RequestOf<'failNext'>>,
  sabotage: z.strictObject({ act: z.enum(['drop', 'reconnect', 'invalidate', 'silence']) }),
  traffic: z.strictObject({ after: z.int().optional() }) as z.ZodType<RequestOf<'traffic'>>,
  idle: nothing,
};
