import { manifestSchema } from '@guildhall/sdk/host';
import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { cursor, killed, limit, localized, nextCursor, pluginId } from './shapes.ts';

export const tier = z.enum(['inline', 'sandboxed']).meta({
  id: 'Tier',
  description: '`inline`: in the bot process. `sandboxed`: in a locked process of its own',
});

const category = z.enum([
  'community',
  'engagement',
  'moderation',
  'support',
  'economy',
  'fun',
  'tools',
  'analytics',
]);

const manifest = manifestSchema.meta({
  id: 'Manifest',
  description: 'All that a plugin declares: what it does, needs, stores and asks for',
});

const head = {
  id: pluginId,
  version: z.string(),
  manifestHash: z.string().meta({ description: 'What an admin consents to when installing' }),
  tier,
  firstParty: z.boolean(),
  withheldIntents: z.array(z.string()).meta({
    description: 'Privileged intents that it asks for and this bot does not have',
  }),
  killed,
};

const pluginSummary = z
  .object({
    ...head,
    name: localized,
    description: localized,
    category,
    author: z.string().nullable(),
    permissions: z.array(z.string()),
    privilegedIntents: z.array(z.string()),
  })
  .meta({ id: 'PluginSummary' });

export type PluginSummaryView = z.output<typeof pluginSummary>;

const plugin = z
  .object({
    ...head,
    manifest,
    readme: z.string().nullable().meta({ description: 'Markdown' }),
    changelog: z.string().nullable().meta({ description: 'Markdown' }),
    versions: z
      .array(z.object({ version: z.string(), hash: z.string(), manifestHash: z.string() }))
      .meta({ description: 'Every version held here, the newest first' }),
  })
  .meta({ id: 'Plugin' });

export type PluginDetailView = z.output<typeof plugin>;

export const listPlugins = contract({
  operationId: 'listPlugins',
  method: 'get',
  path: '/plugins',
  summary: 'The newest version of each plugin that can be installed here',
  tags: ['plugins'],
  access: 'anyone',
  query: z.object({
    query: z.string().max(100).optional().meta({ description: 'Words of the name or description' }),
    category: category.optional(),
    limit,
    cursor,
  }),
  responses: {
    200: { description: 'The plugins', body: z.object({ items: z.array(pluginSummary), nextCursor }) },
  },
  errors: ['invalid_cursor', 'not_ready'],
});

export const getPlugin = contract({
  operationId: 'getPlugin',
  method: 'get',
  path: '/plugins/{pluginId}',
  summary: 'A plugin with its manifest',
  tags: ['plugins'],
  access: 'anyone',
  params: z.object({ pluginId }),
  responses: { 200: { description: 'The plugin', body: plugin } },
  errors: ['plugin_not_found', 'not_ready'],
});
