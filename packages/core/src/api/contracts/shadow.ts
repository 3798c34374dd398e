import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { installation } from './installations.ts';
import { named, pluginId, snowflake, timestamp } from './shapes.ts';

const params = z.object({ guildId: snowflake, pluginId });
const base = '/guilds/{guildId}/installations/{pluginId}';

const action = z
  .string()
  .meta({ description: 'What it would have done', examples: ['message.send', 'role.give'] });
const refusal = z
  .string()
  .meta({ description: 'Why it would have failed', examples: ['PERMISSION_MISSING', 'HIERARCHY'] });

const capturedWrite = z
  .object({
    id: z.string(),
    at: timestamp,
    action,
    channel: named.nullable(),
    member: named.nullable(),
    role: named.nullable(),
    messageId: snowflake.nullable(),
    text: z
      .string()
      .nullable()
      .meta({ description: 'What it would have written, at most 300 characters; mentions as names' }),
    reason: z.string().nullable().meta({ description: "What it gave as its reason for Discord's audit log" }),
    refused: refusal.nullable(),
    refusedWhy: z.string().nullable().meta({ description: 'The same in words' }),
    piece: z.string().nullable().meta({ description: 'The handler that wanted it' }),
    event: z.string().nullable().meta({ description: 'What made it' }),
  })
  .meta({ id: 'CapturedWrite', description: 'One thing that the plugin would have done' });

const shadowReport = z
  .object({
    total: z.int(),
    actions: z
      .array(
        z.object({ action, count: z.int(), refused: z.int().meta({ description: 'So many would fail' }) }),
      )
      .meta({ description: 'Most frequent first' }),
    channels: z
      .array(z.object({ channel: named, count: z.int() }))
      .meta({ description: 'Where it would have written, most frequent first' }),
    refusals: z
      .array(z.object({ action, reason: refusal, why: z.string().nullable(), count: z.int() }))
      .meta({ description: 'What would have failed, most frequent first' }),
    latest: z.array(capturedWrite).meta({ description: 'At most 100, newest first' }),
    notKept: z.int().meta({ description: 'Counted, and not kept: a report holds 2,000' }),
    notTried: z
      .array(z.string())
      .meta({ description: 'Commands, which members are not shown while it is in shadow' }),
  })
  .meta({ id: 'ShadowReport', description: 'What a plugin would have done while it was tried in shadow' });

export type ShadowReportView = z.output<typeof shadowReport>;

export const getShadowReport = contract({
  operationId: 'getShadowReport',
  method: 'get',
  path: `${base}/shadow-report`,
  summary: 'What a plugin would have done while it was tried in shadow',
  description: 'Readable until a week after the longest time that it can be tried.',
  tags: ['installations'],
  access: 'audit:read',
  params,
  responses: { 200: { description: 'The report', body: shadowReport } },
  errors: ['not_installed'],
});

export const makeLive = contract({
  operationId: 'makeLive',
  method: 'post',
  path: `${base}/live`,
  summary: 'End a shadow install: its writes reach Discord, members see its commands, its data stay',
  tags: ['installations'],
  access: 'installations:write',
  params,
  ifMatch: 'optional',
  responses: {
    200: {
      description: 'As it is now',
      body: installation,
      headers: { ETag: 'The revision, for `If-Match`' },
    },
  },
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
