import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { cursor, limit, localized, nextCursor, pluginId, snowflake, timestamp } from './shapes.ts';

const explanation = z
  .object({
    id: z.string(),
    at: timestamp,
    plugin: z.object({ id: pluginId, name: localized, version: z.string() }),
    kind: z.enum(['said', 'wrote', 'refused']).meta({
      description: '`said`: by the plugin. `wrote`: it changed something in Discord. `refused`: it tried to',
    }),
    text: z.string().meta({ description: "What was done or not, and why, in the request's language" }),
    origin: z.string().meta({ description: 'By which handler, version and settings, in words' }),
    members: z.array(snowflake).meta({ description: 'Whom it is about' }),
    messages: z.array(snowflake),
    channelId: snowflake.nullable(),
    piece: z
      .string()
      .nullable()
      .meta({ examples: ['command rank'] }),
    event: z
      .string()
      .nullable()
      .meta({ examples: ['MESSAGE_CREATE'] }),
    route: z
      .string()
      .nullable()
      .meta({ description: 'Of Discord', examples: ['POST /channels/{id}/messages'] }),
    status: z.string().nullable().meta({ description: "Discord's status, or why it was refused before" }),
    configRevision: z.int().nullable(),
  })
  .meta({ id: 'Explanation' });

export type ExplanationView = z.output<typeof explanation>;

export const listExplanations = contract({
  operationId: 'listExplanations',
  method: 'get',
  path: '/guilds/{guildId}/explanations',
  summary: 'Why plugins did what they did, or did not, in the last 24 hours, newest first',
  tags: ['audit'],
  access: 'audit:read',
  params: z.object({ guildId: snowflake }),
  query: z.object({
    limit,
    cursor,
    memberId: snowflake.optional().meta({ description: 'Only what is about this member' }),
    messageId: snowflake.optional().meta({ description: 'Only what is about this message' }),
    pluginId: pluginId.optional(),
    piece: z
      .string()
      .max(200)
      .optional()
      .meta({ description: 'Only of this handler, as Problems name it', examples: ['command rank'] }),
  }),
  responses: {
    200: {
      description: 'The reasons',
      body: z.object({
        items: z.array(explanation),
        names: z
          .object({
            members: z.record(snowflake, z.string()),
            channels: z.record(snowflake, z.string()),
            roles: z.record(snowflake, z.string()),
          })
          .meta({ description: 'Of whom and what they are about, as far as known' }),
        nextCursor,
      }),
    },
  },
  errors: ['invalid_cursor'],
});
