import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { localized, pluginId, snowflake } from './shapes.ts';

const accessLevel = z
  .enum(['public', 'member', 'manager', 'admin'])
  .meta({ id: 'AccessLevel', description: 'Who may, from everybody to administrators' });

const reading = {
  title: localized,
  route: z.string().meta({ description: 'The name of a route below' }),
  query: z.record(z.string(), z.unknown()).optional(),
};

const block = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('stat'), ...reading, value: z.string(), unit: localized.optional() }),
    z.object({
      kind: z.literal('chart'),
      ...reading,
      shape: z.enum(['line', 'bar']),
      x: z.string(),
      y: z.array(z.object({ field: z.string(), title: localized })),
    }),
    z.object({
      kind: z.literal('table'),
      ...reading,
      columns: z.array(
        z.object({
          field: z.string(),
          title: localized,
          as: z.enum(['member', 'channel', 'role', 'date', 'duration']).optional(),
        }),
      ),
      empty: localized.optional(),
    }),
    z.object({
      kind: z.literal('form'),
      title: localized,
      route: z.string(),
      submit: localized,
      done: localized.optional(),
    }),
    z.object({ kind: z.literal('markdown'), text: localized }),
  ])
  .meta({ id: 'PageBlock', description: 'One part of a page, shown from top to bottom' });

const page = z
  .object({
    pluginId,
    pluginName: localized,
    path: z.string().meta({ description: 'Within the plugin, such as `/top`' }),
    title: localized,
    access: accessLevel,
    blocks: z.array(block),
    routes: z
      .array(
        z.object({
          name: z.string(),
          method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
          path: z.string(),
          body: z.record(z.string(), z.unknown()).nullable().meta({ description: 'JSON Schema' }),
        }),
      )
      .meta({ description: 'What its blocks read and call, below `/guilds/{guildId}/plugins/{pluginId}`' }),
    locales: z
      .record(z.string(), z.record(z.string(), z.string()))
      .meta({ description: "The plugin's catalogues, for labels of forms" }),
  })
  .meta({ id: 'PluginPage' });

export type PluginPageView = z.output<typeof page>;

export const listPages = contract({
  operationId: 'listPages',
  method: 'get',
  path: '/guilds/{guildId}/pages',
  summary: "The pages of a guild's plugins that the caller may see",
  description:
    'Whoever has not signed in sees the public ones. A guild that has none for the caller, who is no member, looks like one that does not exist.',
  tags: ['pages'],
  access: 'anyone',
  params: z.object({ guildId: snowflake }),
  responses: {
    200: {
      description: 'The pages',
      body: z.object({ guild: z.object({ name: z.string() }), items: z.array(page) }),
    },
  },
  errors: ['guild_not_found', 'not_signed_in'],
});
