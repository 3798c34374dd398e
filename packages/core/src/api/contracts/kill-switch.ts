import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { pluginId, snowflake, timestamp } from './shapes.ts';

const killedPlugin = z
  .object({
    pluginId,
    reason: z.string(),
    at: timestamp,
    by: z
      .object({ userId: snowflake, name: z.string() })
      .nullable()
      .meta({ description: '`null`: by the command line' }),
  })
  .meta({ id: 'KilledPlugin', description: 'A plugin that an operator has switched off in every guild' });

export type KilledPluginView = z.output<typeof killedPlugin>;

const params = z.object({ pluginId });

export const listKilledPlugins = contract({
  operationId: 'listKilledPlugins',
  method: 'get',
  path: '/operator/kill-switch',
  summary: 'Plugins that are switched off in every guild, newest first',
  tags: ['operator'],
  access: 'operator',
  responses: { 200: { description: 'The plugins', body: z.object({ items: z.array(killedPlugin) }) } },
});

export const killPlugin = contract({
  operationId: 'killPlugin',
  method: 'put',
  path: '/operator/kill-switch/{pluginId}',
  summary: 'Switch a plugin off in every guild, within a minute',
  description:
    'Nothing of it runs any more, and nobody can install or enable it. Installations, configurations and data stay. Doing it ' +
    'again changes the reason.',
  tags: ['operator'],
  access: 'operator',
  params,
  body: z
    .strictObject({
      reason: z
        .string()
        .trim()
        .min(3)
        .max(500)
        .meta({ description: 'Shown to the admins of every guild that has it' }),
    })
    .meta({ id: 'KillRequest' }),
  responses: { 200: { description: 'Switched off', body: killedPlugin } },
  errors: ['plugin_not_found'],
});

export const revivePlugin = contract({
  operationId: 'revivePlugin',
  method: 'delete',
  path: '/operator/kill-switch/{pluginId}',
  summary: 'Let a plugin run again where it was enabled',
  tags: ['operator'],
  access: 'operator',
  params,
  responses: { 204: { description: 'It may run again' } },
  errors: ['not_killed'],
});
