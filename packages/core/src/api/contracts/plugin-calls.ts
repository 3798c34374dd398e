import { z } from 'zod';
import type { Method, RouteContract } from '../contract/route-contract.ts';
import { pluginId, snowflake } from './shapes.ts';

/**
 * What all routes of plugins share. They are not part of `contracts`: each is documented by its plugin's manifest, and
 * who may call it is said there.
 */
export const pluginCall = (method: Method): RouteContract => ({
  operationId: 'callPluginRoute',
  method,
  path: '/guilds/{guildId}/plugins/{pluginId}',
  summary: "A plugin's route",
  tags: ['plugins'],
  access: 'anyone',
  params: z.object({ guildId: snowflake, pluginId }),
  rateLimit: { requests: 240, perSeconds: 60, per: ['guildId', 'pluginId'] },
  responses: {
    200: { description: 'What the plugin answers', body: z.unknown() },
    204: { description: 'Done' },
  },
});
