import { z } from 'zod';
import { tarballLimits } from '../../plugins/index.ts';
import { contract } from '../contract/route-contract.ts';
import { packageProblems } from '../problems/store-problems.ts';
import { tier } from './plugins.ts';
import { localized, pluginId, snowflake, timestamp } from './shapes.ts';

const heldVersion = z
  .object({
    id: pluginId,
    version: z.string(),
    hash: z.string().meta({ description: 'sha-256 of its content' }),
    manifestHash: z.string(),
    package: z.string(),
    name: localized,
    description: localized,
    author: z.string().nullable(),
    tier,
    firstParty: z.boolean(),
    trusted: z
      .boolean()
      .meta({ description: 'An operator vouches for this version: it runs in the bot’s own process' }),
    asks: z
      .object({
        capabilities: z.array(z.object({ id: z.string(), reason: localized })),
        permissions: z.array(z.string()),
        privilegedIntents: z.array(z.string()),
        hosts: z.array(z.string()),
      })
      .meta({ description: 'What its manifest asks for' }),
    added: z
      .object({
        at: timestamp,
        from: z.enum(['guildhall', 'folder', 'tarball', 'registry']),
        registry: z.string().nullable(),
        by: z
          .object({ userId: snowflake, name: z.string() })
          .nullable()
          .meta({ description: '`null`: by the command line, or with Guildhall itself' }),
      })
      .nullable()
      .meta({ description: '`null`: it lives in memory' }),
    guilds: z.int().meta({ description: 'How many need it: installed, able to roll back to it, or kept' }),
    removable: z.boolean(),
  })
  .meta({ id: 'HeldVersion', description: 'One version of a plugin that this Guildhall holds' });

export type HeldVersionView = z.output<typeof heldVersion>;

const added = { 201: { description: 'It can be installed now', body: heldVersion } };

export const listHeldVersions = contract({
  operationId: 'listHeldVersions',
  method: 'get',
  path: '/operator/plugins',
  summary: 'Every version of every plugin that can be installed here, by plugin, the newest first',
  tags: ['operator'],
  access: 'operator',
  responses: { 200: { description: 'The versions', body: z.object({ items: z.array(heldVersion) }) } },
});

export const uploadPlugin = contract({
  operationId: 'uploadPlugin',
  method: 'post',
  path: '/operator/plugins',
  summary: 'Add a version from its tarball, as `guildhall-sdk pack` writes it',
  description:
    'Adding the same content again changes nothing. No code of it runs before a guild installs it.',
  tags: ['operator'],
  access: 'operator',
  upload: { contentType: 'application/gzip', maxBytes: tarballLimits.compressed },
  responses: added,
  errors: packageProblems,
});

export const fetchPlugin = contract({
  operationId: 'fetchPlugin',
  method: 'post',
  path: '/operator/plugins/fetch',
  summary: 'Add a version from an npm-compatible registry, held to the checksum that it lists',
  tags: ['operator'],
  access: 'operator',
  body: z
    .strictObject({
      registryUrl: z.url({ protocol: /^https?$/ }).max(500),
      name: z
        .string()
        .min(1)
        .max(214)
        .meta({ examples: ['@acme/guildhall-starboard'] }),
      version: z
        .string()
        .min(1)
        .max(64)
        .optional()
        .meta({ description: 'A version, a range or a tag; `latest` when absent' }),
    })
    .meta({ id: 'FetchPluginRequest' }),
  responses: added,
  errors: packageProblems,
});

const oneVersion = z.object({ pluginId, hash: z.string().regex(/^[0-9a-f]{64}$/) });
const trustPath = '/operator/plugins/{pluginId}/{hash}/trust';

export const trustVersion = contract({
  operationId: 'trustVersion',
  method: 'put',
  path: trustPath,
  summary: "Let a version run in the bot's own process",
  description:
    'Its code can then read the token, the database and the files of the machine, and can end the bot; what it does through ' +
    'Guildhall is judged as before. Other versions are not trusted by it. Servers that have it follow at once, and their ' +
    'audit logs say so.',
  tags: ['operator'],
  access: 'operator',
  params: oneVersion,
  responses: { 200: { description: 'It is trusted', body: heldVersion } },
  errors: ['version_not_found', 'comes_with_guildhall'],
});

export const distrustVersion = contract({
  operationId: 'distrustVersion',
  method: 'delete',
  path: trustPath,
  summary: 'Let a version run locked up again, as a stranger’s',
  description:
    'Servers that have it follow at once. What its code has left in the process of the bot is gone when Guildhall is next started.',
  tags: ['operator'],
  access: 'operator',
  params: oneVersion,
  responses: { 200: { description: 'It is not trusted', body: heldVersion } },
  errors: ['version_not_found', 'comes_with_guildhall', 'manifest_invalid'],
});

export const removeHeldVersion = contract({
  operationId: 'removeHeldVersion',
  method: 'delete',
  path: '/operator/plugins/{pluginId}/{hash}',
  summary: 'Remove a version that nobody uses',
  tags: ['operator'],
  access: 'operator',
  params: oneVersion,
  responses: { 204: { description: 'Removed' } },
  errors: ['version_not_found', 'version_in_use', 'comes_with_guildhall'],
});
