import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { localized, pluginId, snowflake, timestamp } from './shapes.ts';

const guildCommand = z
  .object({
    name: z.string().meta({ description: 'As members type it, without the slash' }),
    command: z.string().meta({ description: 'Its name in the manifest' }),
    kind: z
      .enum(['slash', 'user_menu', 'message_menu'])
      .meta({ description: 'Typed, or an entry of the menu on a member or a message' }),
    description: localized,
    pluginId: pluginId.nullable().meta({ description: "`null`: Guildhall's own" }),
    state: z
      .enum(['synced', 'planned', 'left_out'])
      .meta({ description: '`planned`: Discord does not have it yet. `left_out`: it is not sent' }),
    leftOut: z.enum(['limit', 'too_long', 'name_taken']).nullable().meta({
      description:
        "Why it is not sent. `limit`: Discord takes no more of its kind. `too_long`: its texts are over Discord's limit. `name_taken`: others have every name that it could have",
    }),
    alias: z.string().nullable().meta({
      description: 'The name that an admin chose; where it differs from `name`, it could not be had',
    }),
    clash: z
      .object({ pluginId: pluginId.nullable().meta({ description: "`null`: Guildhall's own" }) })
      .nullable()
      .meta({ description: 'Who has the name that it wanted, when somebody else does' }),
  })
  .meta({ id: 'GuildCommand' });

const budget = z.object({ used: z.int(), limit: z.int() });

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
        budget: budget.meta({ description: 'Slash commands, of those that Discord takes for one guild' }),
        menus: z
          .object({ user: budget, message: budget })
          .meta({ description: 'Entries of the menus on members and on messages' }),
        creations: z
          .object({ used: z.int(), limit: z.int(), resetsAt: timestamp.nullable() })
          .meta({ description: 'Commands created today, of those that Discord allows a day' }),
        syncedAt: timestamp.nullable().meta({ description: 'When Discord last took them' }),
        error: z.string().nullable().meta({ description: 'Why the last attempt failed, when it did' }),
      }),
    },
  },
});
