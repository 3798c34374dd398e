import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { snowflake } from './shapes.ts';

const fields = {
  language: z.enum(['en', 'fr']).meta({ description: "Of the bot's own answers that everybody sees" }),
  timezone: z
    .string()
    .min(1)
    .max(64)
    .meta({ description: 'A name of the IANA time zone database', examples: ['Europe/Paris'] }),
  managerRoles: z
    .array(snowflake)
    .max(50)
    .meta({ description: 'Their members may use the dashboard; only administrators can change it' }),
  logChannel: snowflake.nullable().meta({ description: 'Where Guildhall reports what needs attention' }),
};

const guildSettings = z.object({ ...fields, revision: z.int().min(0) }).meta({ id: 'GuildSettings' });

export type GuildSettingsView = z.output<typeof guildSettings>;

const params = z.object({ guildId: snowflake });
const ETag = 'The revision, for `If-Match`';

export const getGuildSettings = contract({
  operationId: 'getGuildSettings',
  method: 'get',
  path: '/guilds/{guildId}/settings',
  summary: "A guild's settings",
  tags: ['guild settings'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The settings', body: guildSettings, headers: { ETag } } },
});

export const updateGuildSettings = contract({
  operationId: 'updateGuildSettings',
  method: 'patch',
  path: '/guilds/{guildId}/settings',
  summary: 'Change the settings that the body names',
  tags: ['guild settings'],
  access: 'settings:write',
  params,
  ifMatch: 'required',
  body: z.strictObject(fields).partial().meta({ id: 'GuildSettingsPatch' }),
  responses: { 200: { description: 'The settings as they are now', body: guildSettings, headers: { ETag } } },
  errors: ['administrator_required', 'settings_invalid'],
});
