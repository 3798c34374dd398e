import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { pluginId, snowflake, timestamp } from './shapes.ts';

/** The `data` of one server-sent event, which has no `event` field; its `id` resumes the stream. */
const liveEvent = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('installation'),
      at: timestamp,
      pluginId,
      change: z.enum(['installed', 'enabled', 'disabled', 'updated', 'rolled_back', 'uninstalled']),
      revision: z.int(),
    }),
    z.object({ type: z.literal('config'), at: timestamp, pluginId, revision: z.int() }),
    z.object({ type: z.literal('problem'), at: timestamp, pluginId, revision: z.int() }),
    z
      .object({ type: z.literal('shadow'), at: timestamp, pluginId })
      .meta({ description: 'More is in the report of a plugin in shadow; at most one a second' }),
    z.object({ type: z.literal('data'), at: timestamp, pluginId }).meta({
      description:
        'The plugin told of something by an event of its own: its pages may show more; at most one a second',
    }),
    z.object({ type: z.literal('settings'), at: timestamp, revision: z.int() }),
    z.object({ type: z.literal('audit'), at: timestamp, entryId: z.string(), action: z.string() }),
    z.object({
      type: z.literal('reset'),
      at: timestamp,
    }),
  ])
  .meta({
    id: 'LiveEvent',
    description:
      '`reset`: events since `Last-Event-ID` are no longer kept, or rights changed; read everything again',
  });

export type LiveEvent = z.output<typeof liveEvent>;

export const streamEvents = contract({
  operationId: 'streamEvents',
  method: 'get',
  path: '/guilds/{guildId}/events',
  summary: 'What changes in a guild, as server-sent events',
  description: 'Each event has an id; send the last one as `Last-Event-ID` to go on after it.',
  tags: ['live'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake }),
  responses: { 200: { description: 'The stream', body: liveEvent, contentType: 'text/event-stream' } },
  errors: ['not_ready'],
});
