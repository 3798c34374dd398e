import { z } from '@guildhall/sdk';
import { type Case, caseKindSchema, caseSources } from '../cases/case.ts';

/** A case as the API and the dashboard have it. */
export const caseRecord = z.object({
  number: z.int(),
  kind: caseKindSchema,
  state: z.enum(['open', 'done', 'failed']),
  userId: z.string().nullable(),
  channelId: z.string().nullable(),
  roleId: z.string().nullable(),
  moderatorId: z.string().nullable(),
  source: z.enum(caseSources),
  sourceName: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.int(),
  duration: z.int().nullable(),
  points: z.int().nullable(),
  count: z.int().nullable(),
  told: z.enum(['no', 'sent', 'closed']),
  hidden: z.boolean(),
  failure: z.string().nullable(),
  editedBy: z.string().nullable(),
  editedAt: z.int().nullable(),
});

export function toRecord({ origin: _origin, logged: _logged, ...record }: Case): z.output<typeof caseRecord> {
  return record;
}

/** Where the next page begins: behind this number. */
export const cursor = z.int().min(1).optional();
export const limit = z.int().min(1).max(100).default(50);
