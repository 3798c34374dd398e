import * as z from 'zod/mini';
import type { SpecSchema } from './spec.ts';

/**
 * Bodies that the official description writes out in place instead of naming them, so that no generated schema
 * exists. Field for field what the description says, with the lengths of Discord's documentation.
 */

const snowflake = z.string().check(z.regex(/^(0|[1-9][0-9]*)$/));
const bits = z.nullish(z.number().check(z.minimum(0)));
const picture = z.nullish(z.string());

const inline = {
  BulkDelete: z.object({ messages: z.array(snowflake) }),
  ChannelOverwrite: z.object({ type: z.nullish(z.literal([0, 1])), allow: bits, deny: bits }),
  ChannelPosition: z.object({
    id: snowflake,
    position: z.nullish(z.int32()),
    parent_id: z.nullish(snowflake),
    lock_permissions: z.nullish(z.boolean()),
  }),
  CommandPermissions: z.object({
    permissions: z
      .array(z.object({ id: snowflake, type: z.literal([1, 2, 3]), permission: z.boolean() }))
      .check(z.maxLength(100)),
  }),
  Member: z.object({
    nick: z.nullish(z.string().check(z.maxLength(32))),
    roles: z.nullish(z.array(snowflake).check(z.maxLength(250))),
    mute: z.nullish(z.boolean()),
    deaf: z.nullish(z.boolean()),
    channel_id: z.nullish(snowflake),
    communication_disabled_until: z.nullish(z.string().check(z.iso.datetime())),
    flags: z.nullish(z.int()),
  }),
  OwnMember: z.object({
    nick: z.nullish(z.string().check(z.maxLength(32))),
    avatar: picture,
    banner: picture,
    bio: z.nullish(z.string().check(z.maxLength(190))),
  }),
  // The description wants a username each time; Discord, as its documentation says, does not.
  OwnUser: z.object({
    username: z.optional(z.string().check(z.minLength(2), z.maxLength(32))),
    avatar: picture,
    banner: picture,
  }),
  Emoji: z.object({
    name: z.string().check(z.minLength(1), z.maxLength(32)),
    image: z.string(),
    roles: z.nullish(z.array(z.nullable(snowflake))),
  }),
  EmojiChange: z.object({
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(32))),
    roles: z.nullish(z.array(z.nullable(snowflake))),
  }),
  StickerChange: z.object({
    name: z.optional(z.string().check(z.minLength(2), z.maxLength(30))),
    tags: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
    description: z.nullish(z.string().check(z.maxLength(100))),
  }),
  StageInstance: z.object({
    topic: z.string().check(z.minLength(1), z.maxLength(120)),
    channel_id: snowflake,
    privacy_level: z.nullish(z.literal([1, 2])),
    guild_scheduled_event_id: z.nullish(snowflake),
    send_start_notification: z.nullish(z.boolean()),
  }),
  StageInstanceChange: z.object({
    topic: z.optional(z.string().check(z.minLength(1), z.maxLength(120))),
    privacy_level: z.optional(z.literal([1, 2])),
  }),
  Widget: z.object({ channel_id: z.nullish(snowflake), enabled: z.nullish(z.boolean()) }),
  Webhook: z.object({ name: z.string().check(z.minLength(1), z.maxLength(80)), avatar: picture }),
  WebhookChange: z.object({
    name: z.optional(z.string().check(z.minLength(1), z.maxLength(80))),
    avatar: picture,
    channel_id: z.nullish(snowflake),
  }),
};

/** Names as `schema/operations.ts` uses them. */
export type InlineRequest = `inline:${keyof typeof inline}`;

export const inlineRequests: ReadonlyMap<string, SpecSchema> = new Map(
  Object.entries(inline).map(([name, schema]) => [`inline:${name}`, schema as unknown as SpecSchema]),
);
