import { z } from '@guildhall/sdk';
import { caseSources } from '../cases/case.ts';

/** What can be done to many at once. */
export const bulkDeeds = ['ban', 'kick', 'timeout', 'warn', 'role_add', 'role_remove'] as const;
export const mostTargets = 50;

export const bulkResultSchema = z.object({
  userId: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  case: z.int().nullable(),
  /** Why not: a refusal's code. */
  refusal: z.string().nullable(),
});

/** One order for many members, with what came of each. */
export const bulkSchema = z.object({
  id: z.string(),
  /** `draft`: shown, and waiting for its confirmation. */
  state: z.enum(['draft', 'running', 'done']),
  deed: z.enum(bulkDeeds),
  moderatorId: z.string(),
  source: z.enum(caseSources),
  reason: z.string().nullable(),
  duration: z.int().nullable(),
  points: z.int().nullable(),
  deleteMessages: z.int(),
  roleId: z.string().nullable(),
  targets: z.array(z.string()).min(1).max(mostTargets),
  results: z.array(bulkResultSchema),
  at: z.int(),
});

export type Bulk = z.output<typeof bulkSchema>;
export type BulkResult = z.output<typeof bulkResultSchema>;

/**
 * The ids in what a moderator wrote or pasted: mentions and bare ids, with anything between them; each once.
 * @returns `undefined` when there is none, or more than 50
 */
export function readTargets(text: string): readonly string[] | undefined {
  const ids = [...new Set(Array.from(text.matchAll(/(?<!\d)\d{17,20}(?!\d)/g), ([id]) => id))];
  return ids.length === 0 || ids.length > mostTargets ? undefined : ids;
}
