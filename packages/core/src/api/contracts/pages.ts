import { accessLevels, manifestBlockSchema } from '@guildhall/sdk/host';
import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { localized, pluginId, snowflake } from './shapes.ts';

const accessLevel = z
  .enum(accessLevels)
  .meta({ id: 'AccessLevel', description: 'Who may, from everybody to administrators' });

const page = z
  .object({
    pluginId,
    pluginName: localized,
    path: z.string().meta({ description: 'Within the plugin, such as `/top`' }),
    title: localized,
    access: accessLevel,
    blocks: z.array(manifestBlockSchema),
    routes: z
      .array(
        z.object({
          name: z.string(),
          method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
          path: z.string(),
          query: z.record(z.string(), z.unknown()).meta({ description: 'JSON Schema' }),
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

const texts = z.record(z.string().max(100), z.string().max(1000));
const given = z.object({ params: texts.default({}), query: texts.default({}) });
export type GivenView = z.output<typeof given>;

/** JSON within a parameter. */
const givenText = z
  .string()
  .max(4000)
  .transform((text, context): GivenView => {
    const parsed = given.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: 'is no JSON of params and query' });
    return z.NEVER;
  })
  .meta({
    description:
      'JSON: what the names in the path of its route stand for, and what else it is asked for: `{"params":{"id":"7"},"query":{"cursor":"…"}}`',
  });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const named = z.record(snowflake, z.string());

const blockData = z
  .object({
    data: z.unknown().meta({ description: "What the block's route answers" }),
    names: z
      .object({
        members: z.record(snowflake, z.object({ name: z.string(), avatarUrl: z.string().nullable() })),
        channels: named,
        roles: named,
      })
      .meta({
        description:
          "Of the ids in the columns that the block declares as members, channels or roles: only this guild's, and for whoever is no manager only channels that everybody sees",
      }),
  })
  .meta({ id: 'BlockData' });

export type BlockDataView = z.output<typeof blockData>;

export const readBlock = contract({
  operationId: 'readBlock',
  method: 'get',
  path: '/guilds/{guildId}/pages/{pluginId}/data',
  summary: 'What one block of a page shows, with the names of the ids in it',
  tags: ['pages'],
  access: 'anyone',
  params: z.object({ guildId: snowflake, pluginId }),
  rateLimit: { requests: 600, perSeconds: 60, per: ['guildId'] },
  query: z.object({
    page: z.string().max(200).meta({ description: 'Its path, such as `/top`' }),
    block: z
      .string()
      .max(40)
      .regex(/^\d{1,2}(\.\d{1,2})*$/)
      .meta({
        description:
          'Its place on the page, from 0; within another one `2.0` (a section, a drawer of a table), within tabs `2.1.0`',
      }),
    given: givenText.optional(),
  }),
  responses: { 200: { description: 'What it shows', body: blockData } },
  errors: [
    'guild_not_found',
    'not_signed_in',
    'guild_forbidden',
    'not_installed',
    'page_not_found',
    'route_not_found',
    'plugin_off',
    'plugin_refused',
    'plugin_failed',
    'plugin_resting',
    'plugin_timeout',
  ],
});
