import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { localized, pluginId, snowflake, timestamp } from './shapes.ts';

const guildCommand = z
  .object({
    name: z.string().meta({ description: 'As members type it, without the slash' }),
    description: localized,
    pluginId: pluginId.nullable().meta({ description: "`null`: Guildhall's own" }),
    state: z
      .enum(['synced', 'planned', 'left_out'])
      .meta({ description: '`planned`: Discord does not have it yet. `left_out`: no room for it' }),
  })
  .meta({ id: 'GuildCommand' });

export type GuildCommandView = z.output<typeof guildCommand>;

export const listCommands = contract({
  operationId: 'listCommands',
  method: 'get',
  path: '/guilds/{guildId}/commands',
  summary: "A guild's commands with the plugin of each",
  tags: ['commands'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake }),
  responses: {
    200: {
      description: 'The commands',
      body: z.object({
        items: z.array(guildCommand),
        budget: z.object({ used: z.int(), limit: z.int() }),
        creations: z
          .object({ used: z.int(), limit: z.int(), resetsAt: timestamp.nullable() })
          .meta({ description: 'Commands created today, of those that Discord allows a day' }),
        syncedAt: timestamp.nullable().meta({ description: 'When Discord last took them' }),
        error: z.string().nullable().meta({ description: 'Why the last attempt failed, when it did' }),
      }),
    },
  },
});
