import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { limit, pluginId, snowflake } from './shapes.ts';

const access = z.enum(['owner', 'administrator', 'manager']).meta({
  id: 'GuildAccess',
  description: '`manager`: has a role that an administrator granted in the settings',
});
const permissionNames = z
  .array(z.string())
  .meta({ description: "Names of Discord's permissions, such as `SendMessages`" });

const guildSummary = z
  .object({
    id: snowflake,
    name: z.string(),
    iconUrl: z.string().nullable(),
    botPresent: z.boolean(),
    access,
    memberCount: z.int().nullable().meta({ description: 'Known where the bot is' }),
    inviteUrl: z.string().nullable().meta({ description: 'Adds the bot to this guild; `null` where it is' }),
  })
  .meta({ id: 'GuildSummary' });

export type GuildSummaryView = z.output<typeof guildSummary>;

const guild = z
  .object({
    id: snowflake,
    name: z.string(),
    iconUrl: z.string().nullable(),
    ownerId: snowflake,
    memberCount: z.int(),
    preferredLocale: z.string(),
    access,
    initialized: z.boolean(),
    bot: z.object({
      userId: snowflake,
      topRolePosition: z.int(),
      permissions: permissionNames,
      missing: z
        .array(z.object({ permission: z.string(), neededBy: z.array(pluginId) }))
        .meta({ description: 'What installed plugins need and the bot does not have' }),
      inviteUrl: z.string().meta({ description: 'Gives the bot every permission that it needs here' }),
    }),
    checklist: z.array(
      z.object({
        id: z.enum(['initialize', 'bot_permissions', 'log_channel', 'manager_roles', 'first_plugin']),
        done: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Guild' });

export type GuildDetailView = z.output<typeof guild>;

const channel = z
  .object({
    id: snowflake,
    name: z.string(),
    type: z.enum(['text', 'announcement', 'voice', 'stage', 'forum', 'media', 'category', 'thread']),
    parentId: snowflake.nullable(),
    position: z.int(),
    botPermissions: permissionNames,
  })
  .meta({ id: 'Channel' });

const role = z
  .object({
    id: snowflake,
    name: z.string(),
    color: z.int().min(0).max(0xffffff),
    position: z.int(),
    managed: z.boolean().meta({ description: 'Belongs to an integration: nobody can give it' }),
    permissions: permissionNames,
    assignable: z.boolean().meta({ description: "Below the bot's top role and not managed" }),
  })
  .meta({ id: 'Role' });

const member = z
  .object({
    userId: snowflake,
    name: z.string(),
    avatarUrl: z.string().nullable(),
    bot: z.boolean(),
    roleIds: z.array(snowflake),
    isOwner: z.boolean(),
  })
  .meta({ id: 'Member' });

const emoji = z
  .object({
    id: snowflake,
    name: z.string(),
    animated: z.boolean(),
    imageUrl: z.string().meta({ description: "Its picture on Discord's CDN" }),
  })
  .meta({ id: 'Emoji' });

const params = z.object({ guildId: snowflake });

export const listGuilds = contract({
  operationId: 'listGuilds',
  method: 'get',
  path: '/guilds',
  summary: 'Guilds that the caller may manage, those without the bot too',
  tags: ['guilds'],
  access: 'signed-in',
  responses: { 200: { description: 'The guilds', body: z.object({ items: z.array(guildSummary) }) } },
  errors: ['discord_unavailable'],
});

export const getGuild = contract({
  operationId: 'getGuild',
  method: 'get',
  path: '/guilds/{guildId}',
  summary: "A guild, the bot's health in it, and what is left to set up",
  tags: ['guilds'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The guild', body: guild } },
});

export const initializeGuild = contract({
  operationId: 'initializeGuild',
  method: 'post',
  path: '/guilds/{guildId}/initialize',
  summary: 'Create the default settings; does nothing the second time',
  tags: ['guilds'],
  access: 'guild:write',
  params,
  responses: { 200: { description: 'The guild', body: guild } },
});

export const listChannels = contract({
  operationId: 'listChannels',
  method: 'get',
  path: '/guilds/{guildId}/channels',
  summary: 'Channels in the order in which Discord shows them',
  tags: ['guilds'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The channels', body: z.object({ items: z.array(channel) }) } },
});

export const listRoles = contract({
  operationId: 'listRoles',
  method: 'get',
  path: '/guilds/{guildId}/roles',
  summary: 'Roles, highest first',
  tags: ['guilds'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The roles', body: z.object({ items: z.array(role) }) } },
});

export const listEmojis = contract({
  operationId: 'listEmojis',
  method: 'get',
  path: '/guilds/{guildId}/emojis',
  summary: "The guild's own emojis that can be used now, by name",
  tags: ['guilds'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The emojis', body: z.object({ items: z.array(emoji) }) } },
  errors: ['discord_unavailable'],
});

export const searchMembers = contract({
  operationId: 'searchMembers',
  method: 'get',
  path: '/guilds/{guildId}/members',
  summary: 'Members whose name starts with the query',
  tags: ['guilds'],
  access: 'guild:read',
  params,
  query: z.object({ query: z.string().max(32).default(''), limit }),
  responses: { 200: { description: 'The members', body: z.object({ items: z.array(member) }) } },
});

export const getMember = contract({
  operationId: 'getMember',
  method: 'get',
  path: '/guilds/{guildId}/members/{userId}',
  summary: 'One member',
  tags: ['guilds'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake, userId: snowflake }),
  responses: { 200: { description: 'The member', body: member } },
  errors: ['member_not_found'],
});
