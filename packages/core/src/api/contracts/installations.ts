import { z } from 'zod';
import { shadowHours } from '../../installations/index.ts';
import { contract } from '../contract/route-contract.ts';
import { tier } from './plugins.ts';
import { configValues, killed, localized, pluginId, snowflake, timestamp } from './shapes.ts';

const installationProblem = z
  .object({
    id: z.string(),
    code: z.string(),
    message: z.string(),
    remedy: z.string().nullable(),
    piece: z.string().nullable(),
    count: z.int(),
    firstAt: timestamp,
    lastAt: timestamp,
  })
  .meta({
    id: 'InstallationProblem',
    description: 'What went wrong, grouped, until it stops or is dismissed',
  });

export const installationState = z
  .enum([
    'installing',
    'enabled',
    'disabled',
    'updating',
    'migrating',
    'rolled_back',
    'consent_required',
    'quarantined',
    'uninstalling',
    'retained',
  ])
  .meta({ id: 'InstallationState' });

export const installation = z
  .object({
    guildId: snowflake,
    pluginId,
    state: installationState,
    revision: z.int().min(0).meta({ description: 'Raised by every change; the ETag' }),
    plugin: z.object({
      version: z.string(),
      hash: z.string(),
      manifestHash: z.string(),
      name: localized,
      description: localized,
      category: z.string(),
      tier,
      firstParty: z.boolean(),
    }),
    consent: z.object({
      manifestHash: z.string(),
      userId: snowflake,
      at: timestamp,
      sharesContent: z.boolean().meta({
        description: 'What members write may reach it, although it could send it away',
      }),
    }),
    configRevision: z.int(),
    installedAt: timestamp,
    updatedAt: timestamp,
    updateTo: z.string().nullable().meta({ description: 'A newer version that can be installed' }),
    aliases: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of commands that an admin chose, by their name in the manifest' }),
    pinned: z.boolean().meta({ description: 'Stays at its version when a newer one comes along' }),
    rollbackTo: z
      .object({ version: z.string(), hash: z.string(), until: timestamp })
      .nullable()
      .meta({ description: 'The version that a rollback goes back to, while it can' }),
    shadow: z
      .object({ since: timestamp, until: timestamp })
      .nullable()
      .meta({
        description:
          'While it is tried in shadow: what it would write to Discord is kept for its report and not sent, and members do not ' +
          'see its commands. After `until` it waits, switched off, to be made live or uninstalled',
      }),
    killed,
    problems: z.array(installationProblem),
  })
  .meta({ id: 'Installation' });

export type InstallationView = z.output<typeof installation>;

const inGuild = z.object({ guildId: snowflake });
const ofPlugin = z.object({ guildId: snowflake, pluginId });
const ETag = 'The revision, for `If-Match`';

export const listInstallations = contract({
  operationId: 'listInstallations',
  method: 'get',
  path: '/guilds/{guildId}/installations',
  summary: 'What is installed in a guild',
  tags: ['installations'],
  access: 'guild:read',
  params: inGuild,
  responses: { 200: { description: 'The installations', body: z.object({ items: z.array(installation) }) } },
});

export const installPlugin = contract({
  operationId: 'installPlugin',
  method: 'post',
  path: '/guilds/{guildId}/installations',
  summary: 'Install a plugin, with consent to the manifest that the admin saw',
  tags: ['installations'],
  access: 'installations:write',
  params: inGuild,
  idempotent: true,
  body: z
    .strictObject({
      pluginId,
      manifestHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .meta({ description: 'Of the manifest that was shown; another one answers `consent_outdated`' }),
      values: configValues.optional().meta({ description: 'Configuration to start with' }),
      shadowHours: z
        .int()
        .min(shadowHours.least)
        .max(shadowHours.most)
        .optional()
        .meta({ description: 'Try it in shadow for so many hours; live at once when absent' }),
      sharesContent: z.boolean().optional().meta({
        description:
          'Lets what members write reach a plugin that is marked as data-leaving; otherwise it is withheld',
      }),
    })
    .meta({ id: 'InstallRequest' }),
  responses: {
    201: {
      description: 'Installed and in effect',
      body: installation,
      headers: { ETag, Location: 'The installation' },
    },
  },
  errors: [
    'plugin_not_found',
    'already_installed',
    'consent_outdated',
    'state_conflict',
    'config_invalid',
    'missing_permissions',
    'missing_intent',
    'requirement_missing',
    'killed_by_operator',
    'plugin_broken',
  ],
});

export const getInstallation = contract({
  operationId: 'getInstallation',
  method: 'get',
  path: '/guilds/{guildId}/installations/{pluginId}',
  summary: 'One installation',
  tags: ['installations'],
  access: 'guild:read',
  params: ofPlugin,
  responses: { 200: { description: 'The installation', body: installation, headers: { ETag } } },
  errors: ['not_installed'],
});

export const updateInstallation = contract({
  operationId: 'updateInstallation',
  method: 'patch',
  path: '/guilds/{guildId}/installations/{pluginId}',
  summary: 'Switch a plugin on or off, and what members write to and from it',
  tags: ['installations'],
  access: 'installations:write',
  params: ofPlugin,
  ifMatch: 'optional',
  body: z
    .strictObject({
      enabled: z.boolean().optional(),
      sharesContent: z.boolean().optional().meta({
        description: 'Of a plugin marked as data-leaving: whether what members write may reach it',
      }),
    })
    .refine((patch) => Object.keys(patch).length > 0)
    .meta({ id: 'InstallationPatch', minProperties: 1 }),
  responses: { 200: { description: 'As it is now', body: installation, headers: { ETag } } },
  errors: [
    'not_installed',
    'plugin_not_found',
    'state_conflict',
    'missing_permissions',
    'missing_intent',
    'requirement_missing',
    'killed_by_operator',
    'plugin_broken',
  ],
});

export const renameCommand = contract({
  operationId: 'renameCommand',
  method: 'put',
  path: '/guilds/{guildId}/installations/{pluginId}/commands/{command}/alias',
  summary: 'Choose the name by which members of the guild call a command',
  tags: ['commands'],
  access: 'installations:write',
  params: z.object({
    guildId: snowflake,
    pluginId,
    command: z
      .string()
      .regex(/^[\p{L}\p{N}_-]{1,32}$/u)
      .meta({ description: 'Its name in the manifest' }),
  }),
  body: z
    .strictObject({
      alias: z
        .string()
        .regex(/^[a-z0-9_-]{1,32}$/)
        .nullable()
        .meta({ description: "`null`: the plugin's own name again" }),
    })
    .meta({ id: 'CommandAlias' }),
  responses: { 200: { description: 'As it is now', body: installation, headers: { ETag } } },
  errors: ['not_installed', 'plugin_not_found', 'state_conflict'],
});

export const uninstallPlugin = contract({
  operationId: 'uninstallPlugin',
  method: 'delete',
  path: '/guilds/{guildId}/installations/{pluginId}',
  summary: 'Uninstall; its data and configuration are kept for 30 days',
  tags: ['installations'],
  access: 'installations:write',
  params: ofPlugin,
  responses: { 204: { description: 'Uninstalled' } },
  errors: ['not_installed', 'plugin_not_found', 'state_conflict', 'requirement_missing'],
});

export const dismissProblem = contract({
  operationId: 'dismissProblem',
  method: 'delete',
  path: '/guilds/{guildId}/installations/{pluginId}/problems/{problemId}',
  summary: 'Dismiss a problem of an installation',
  tags: ['installations'],
  access: 'installations:write',
  params: z.object({
    guildId: snowflake,
    pluginId,
    problemId: z
      .string()
      .min(1)
      .max(64)
      .regex(/^[\w:.-]+$/),
  }),
  responses: { 204: { description: 'Dismissed' } },
  errors: ['not_installed', 'plugin_not_found'],
});
