import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { pluginId, snowflake, timestamp } from './shapes.ts';

const deadLetter = z
  .object({
    id: z.string(),
    kind: z.enum(['job', 'event']).meta({ description: '`event`: a handler of an event' }),
    job: z.string().meta({ description: 'Name of the job, or of the handler' }),
    event: z.string().nullable().meta({ description: 'What the handler was given' }),
    replayable: z.boolean().meta({ description: 'Whether it can be run again' }),
    input: z
      .unknown()
      .meta({ description: 'What it was asked to do, without secrets and with long texts cut' }),
    attempts: z.int(),
    dueAt: timestamp,
    failedAt: timestamp,
    reference: z.string().meta({ description: 'Finds the last error in the log and under the problems' }),
  })
  .meta({
    id: 'DeadLetter',
    description: 'Work of a plugin that has failed for good, kept until an admin decides',
  });

export type DeadLetterView = z.output<typeof deadLetter>;

const base = '/guilds/{guildId}/installations/{pluginId}/dead-letters';
const letterId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w-]+$/);
const ofLetter = z.object({ guildId: snowflake, pluginId, letterId });

export const listDeadLetters = contract({
  operationId: 'listDeadLetters',
  method: 'get',
  path: base,
  summary: 'Work of a plugin that has failed for good, newest first; a plugin keeps 100',
  tags: ['installations'],
  access: 'guild:read',
  params: z.object({ guildId: snowflake, pluginId }),
  responses: { 200: { description: 'The letters', body: z.object({ items: z.array(deadLetter) }) } },
  errors: ['not_installed'],
});

export const replayDeadLetter = contract({
  operationId: 'replayDeadLetter',
  method: 'post',
  path: `${base}/{letterId}/replay`,
  summary: 'Run one again, with the input that it had',
  tags: ['installations'],
  access: 'installations:write',
  params: ofLetter,
  responses: { 204: { description: 'It is on its way' } },
  errors: ['not_installed', 'dead_letter_not_found', 'dead_letter_not_replayable'],
});

export const discardDeadLetter = contract({
  operationId: 'discardDeadLetter',
  method: 'delete',
  path: `${base}/{letterId}`,
  summary: 'Give one up',
  tags: ['installations'],
  access: 'installations:write',
  params: ofLetter,
  responses: { 204: { description: 'Given up' } },
  errors: ['not_installed', 'dead_letter_not_found'],
});
