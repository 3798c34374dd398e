import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import {
  actor,
  configValues,
  cursor,
  fieldError,
  limit,
  nextCursor,
  pluginId,
  snowflake,
  timestamp,
} from './shapes.ts';

const override = z
  .strictObject({
    field: z
      .string()
      .max(200)
      .regex(/^(?:\/[^/]+)+$/)
      .meta({ description: 'JSON pointer into the values; its schema has `x-overridable`' }),
    scope: z.enum(['category', 'channel', 'role']),
    id: snowflake.meta({ description: 'Of the category, channel or role' }),
    value: z.unknown().meta({ description: 'What holds there, as the field’s schema says' }),
  })
  .meta({
    id: 'ConfigOverride',
    description:
      'Another value of one field for a category, a channel or a role. A role’s goes before a thread’s, that before a channel’s, that before a category’s; of several roles’, the first.',
  });

const overrides = z.array(override).max(200);

const configRevision = z
  .object({
    number: z.int().meta({ description: '1, 2, 3 … within the installation' }),
    configVersion: z
      .int()
      .meta({ description: "The contract's config version that the values are written for" }),
    values: configValues.meta({
      description:
        'As the admin gave them; a secret is a reference, `secret:…`, that stands for it when it comes back',
    }),
    effective: configValues.meta({ description: 'With defaults filled in' }),
    overrides,
    actor,
    at: timestamp,
    restoredFrom: z.int().nullable(),
  })
  .meta({ id: 'ConfigRevision' });

export type ConfigRevisionView = z.output<typeof configRevision>;

const config = z
  .object({
    revision: z.int().meta({ description: "The installation's revision: the ETag" }),
    current: configRevision,
    schema: z
      .record(z.string(), z.unknown())
      .meta({ description: 'JSON Schema 2020-12 of the installed version, with `x-ui` hints' }),
    defaults: configValues,
  })
  .meta({ id: 'Config' });

export type ConfigView = z.output<typeof config>;

const params = z.object({ guildId: snowflake, pluginId });
const valuesBody = z
  .strictObject({
    values: configValues,
    overrides: overrides.optional().meta({ description: 'Left out: those that are there stay' }),
  })
  .meta({ id: 'ConfigInput' });
const ETag = 'The revision, for `If-Match`';
const base = '/guilds/{guildId}/installations/{pluginId}/config';

export const getConfig = contract({
  operationId: 'getConfig',
  method: 'get',
  path: base,
  summary: "An installation's configuration",
  tags: ['configuration'],
  access: 'guild:read',
  params,
  responses: { 200: { description: 'The configuration', body: config, headers: { ETag } } },
  errors: ['not_installed'],
});

export const replaceConfig = contract({
  operationId: 'replaceConfig',
  method: 'put',
  path: base,
  summary: 'Replace the configuration',
  tags: ['configuration'],
  access: 'installations:write',
  params,
  ifMatch: 'required',
  body: valuesBody,
  responses: { 200: { description: 'In effect', body: config, headers: { ETag } } },
  errors: [
    'not_installed',
    'plugin_not_found',
    'state_conflict',
    'config_invalid',
    'killed_by_operator',
    'plugin_broken',
  ],
});

export const validateConfig = contract({
  operationId: 'validateConfig',
  method: 'post',
  path: `${base}/validate`,
  summary: 'Check values without saving them',
  tags: ['configuration'],
  access: 'guild:read',
  params,
  body: valuesBody,
  responses: {
    200: {
      description: 'What is wrong with them, if anything',
      body: z.object({ valid: z.boolean(), errors: z.array(fieldError) }),
    },
  },
  errors: ['not_installed', 'plugin_not_found', 'killed_by_operator', 'plugin_broken'],
});

export const listConfigRevisions = contract({
  operationId: 'listConfigRevisions',
  method: 'get',
  path: `${base}/history`,
  summary: 'Revisions of the configuration, newest first',
  tags: ['configuration'],
  access: 'guild:read',
  params,
  query: z.object({ limit, cursor }),
  responses: {
    200: { description: 'The revisions', body: z.object({ items: z.array(configRevision), nextCursor }) },
  },
  errors: ['not_installed', 'invalid_cursor'],
});

export const restoreConfig = contract({
  operationId: 'restoreConfig',
  method: 'post',
  path: `${base}/restore`,
  summary: 'Make an older revision the current one',
  tags: ['configuration'],
  access: 'installations:write',
  params,
  ifMatch: 'required',
  body: z.strictObject({ revision: z.int().min(1).meta({ description: 'The number of the older one' }) }),
  responses: { 200: { description: 'In effect', body: config, headers: { ETag } } },
  errors: [
    'not_installed',
    'plugin_not_found',
    'revision_not_found',
    'state_conflict',
    'config_invalid',
    'plugin_broken',
  ],
});
