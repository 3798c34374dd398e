import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { installation, installationState } from './installations.ts';
import { tier } from './plugins.ts';
import { actor, cursor, limit, localized, nextCursor, pluginId, snowflake, timestamp } from './shapes.ts';

const params = z.object({ guildId: snowflake, pluginId });
const ETag = 'The revision, for `If-Match`';
const base = '/guilds/{guildId}/installations/{pluginId}';

const update = z
  .object({
    from: z.string(),
    to: z.object({
      version: z.string(),
      hash: z.string(),
      manifestHash: z.string().meta({ description: 'Send it back when consent is required' }),
      changelog: z.string().nullable().meta({ description: 'Markdown: what lies between the two versions' }),
    }),
    consent: z
      .object({
        required: z.boolean().meta({ description: 'Whether it asks for more than what was consented to' }),
        capabilities: z.array(z.object({ id: z.string(), reason: localized })),
        intents: z.array(z.object({ name: z.string(), reason: localized, degraded: localized.optional() })),
        hosts: z.array(z.string()),
        dataLeaving: z
          .array(z.enum(['content', 'members']))
          .meta({ description: 'What of members could leave that could not before' }),
      })
      .meta({ description: 'Only what is new' }),
    tier: z
      .object({ from: tier, to: tier })
      .nullable()
      .meta({ description: 'Where it would run, when that changes' }),
    sharesContent: z.boolean().nullable().meta({
      description:
        'Whether what members write reaches it now; `null` when that can not be chosen: it can send nothing away',
    }),
  })
  .meta({ id: 'Update' });

export const previewUpdate = contract({
  operationId: 'previewUpdate',
  method: 'get',
  path: `${base}/update`,
  summary: 'What a move to the newest version, or another one, would ask for in addition',
  tags: ['installations'],
  access: 'guild:read',
  params,
  query: z.object({
    version: z.string().max(64).optional().meta({ description: 'The newest when absent' }),
  }),
  responses: { 200: { description: 'The update', body: update } },
  errors: ['not_installed', 'plugin_not_found', 'version_not_found'],
});

const moving = [
  'not_installed',
  'plugin_not_found',
  'version_not_found',
  'state_conflict',
  'consent_outdated',
  'consent_required',
  'config_invalid',
  'missing_permissions',
  'missing_intent',
  'requirement_missing',
  'sdk_unsupported',
  'killed_by_operator',
  'plugin_broken',
  'nothing_to_roll_back',
] as const;

export const moveInstallation = contract({
  operationId: 'moveInstallation',
  method: 'post',
  path: `${base}/update`,
  summary: 'Move to another version, with its configuration and data',
  description:
    'When it fails on the way, the former version runs again and the answer says `rolled_back`; why is under `problems`.',
  tags: ['installations'],
  access: 'installations:write',
  params,
  ifMatch: 'optional',
  body: z
    .strictObject({
      version: z.string().max(64).optional().meta({ description: 'The newest when absent' }),
      manifestHash: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .meta({ description: 'Of what was shown; needed when the version asks for more' }),
      sharesContent: z.boolean().optional().meta({
        description:
          'Lets what members write reach it. When absent: as it was, and withheld when it could send more, or to others, than before',
      }),
    })
    .meta({ id: 'UpdateRequest' }),
  responses: { 200: { description: 'As it is now', body: installation, headers: { ETag } } },
  errors: moving,
});

export const rollbackInstallation = contract({
  operationId: 'rollbackInstallation',
  method: 'post',
  path: `${base}/rollback`,
  summary: 'Go back to the version before the last update: code, configuration and data as they were',
  tags: ['installations'],
  access: 'installations:write',
  params,
  ifMatch: 'optional',
  responses: { 200: { description: 'As it is now', body: installation, headers: { ETag } } },
  errors: moving,
});

export const confirmUpdate = contract({
  operationId: 'confirmUpdate',
  method: 'post',
  path: `${base}/confirm-update`,
  summary: 'Keep the new version for good; the former data are deleted now and not after a day',
  tags: ['installations'],
  access: 'installations:write',
  params,
  ifMatch: 'optional',
  responses: { 200: { description: 'As it is now', body: installation, headers: { ETag } } },
  errors: moving,
});

const transition = z
  .object({
    revision: z.int(),
    from: z.enum(['none', ...installationState.options]),
    to: installationState,
    version: z.string().meta({ description: 'The version that it had afterwards' }),
    at: timestamp,
    actor,
    reason: z.string().nullable().meta({ description: 'Why, when Guildhall did it by itself' }),
  })
  .meta({ id: 'InstallationTransition' });

export type TransitionView = z.output<typeof transition>;

export const listTransitions = contract({
  operationId: 'listTransitions',
  method: 'get',
  path: `${base}/transitions`,
  summary: 'Every change of state of an installation, newest first',
  tags: ['installations'],
  access: 'guild:read',
  params,
  query: z.object({ limit, cursor }),
  responses: {
    200: { description: 'The changes', body: z.object({ items: z.array(transition), nextCursor }) },
  },
  errors: ['not_installed', 'invalid_cursor'],
});
