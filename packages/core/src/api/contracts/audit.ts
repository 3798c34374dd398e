import { z } from 'zod';
import { contract } from '../contract/route-contract.ts';
import { actor, cursor, limit, nextCursor, snowflake, timestamp } from './shapes.ts';

const auditEntry = z
  .object({
    id: z.string(),
    at: timestamp,
    actor,
    action: z.string().meta({ description: 'Dotted, past tense', examples: ['installation.enabled'] }),
    target: z.string().nullable(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'AuditEntry' });

export type AuditEntryView = z.output<typeof auditEntry>;

export const listAudit = contract({
  operationId: 'listAudit',
  method: 'get',
  path: '/guilds/{guildId}/audit',
  summary: 'Who changed what, newest first',
  tags: ['audit'],
  access: 'audit:read',
  params: z.object({ guildId: snowflake }),
  query: z.object({
    limit,
    cursor,
    action: z
      .string()
      .max(64)
      .regex(/^[a-z][a-zA-Z-]*(\.[a-zA-Z-]+)*$/)
      .optional()
      .meta({ description: 'An action, or the first part of several: `config` finds `config.updated`' }),
    userId: snowflake.optional(),
    from: z.iso.datetime({ offset: true }).optional().meta({ description: 'The earliest time' }),
    to: z.iso.datetime({ offset: true }).optional().meta({ description: 'Before this time' }),
  }),
  responses: {
    200: { description: 'The entries', body: z.object({ items: z.array(auditEntry), nextCursor }) },
  },
  errors: ['invalid_cursor'],
});
