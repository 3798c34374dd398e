import { z } from '@guildhall/sdk';
import { caseKindSchema, longestReason } from '../cases/case.ts';

/** Bots whose exports are read. */
export const importSources = ['zeppelin', 'yagpdb', 'rowboat'] as const;
export type ImportSource = (typeof importSources)[number];

/** One case of another bot's, as it would be here. */
export const importedCaseSchema = z.object({
  importId: z.string(),
  /** The other bot's own number. */
  theirId: z.string(),
  kind: caseKindSchema,
  userId: z.string(),
  moderatorId: z.string().nullable(),
  reason: z.string().max(longestReason).nullable(),
  /** `null` where the export does not say it. */
  at: z.int().nullable(),
  hidden: z.boolean(),
});
export type ImportedCase = Omit<z.output<typeof importedCaseSchema>, 'importId'>;

/** An export that was read, and waits for somebody to look at it. */
export const importSchema = z.object({
  id: z.string(),
  source: z.enum(importSources),
  state: z.enum(['draft', 'running', 'done']),
  by: z.string(),
  at: z.int(),
  cases: z.int(),
  /** Lines that could not be read. */
  unread: z.int(),
  /** Whether warnings count as points from then on. */
  countWarnings: z.boolean(),
  /** Cases that were new here, when it is done. */
  added: z.int(),
});

export const mostImported = 5000;

/** What was read of an export: its cases, and how many lines were none. */
export interface ReadExport {
  readonly cases: readonly ImportedCase[];
  readonly unread: number;
}

const snowflake = /^[1-9]\d{16,19}$/;

/** An id of Discord's, or `null` for what is none: an unknown moderator, the bot of old. */
export function idOrNull(text: unknown): string | null {
  return typeof text === 'string' && snowflake.test(text) ? text : null;
}

export function reasonOf(text: unknown): string | null {
  const reason = typeof text === 'string' ? text.trim() : '';
  return reason === '' || reason === 'None' ? null : reason.slice(0, longestReason);
}

/** Times as exports write them, with or without an offset: without one they are UTC. */
export function timeOf(text: unknown): number | null {
  if (typeof text !== 'string') return null;
  const iso = text
    .trim()
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00');
  const time = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(iso) ? iso : `${iso}Z`);
  return Number.isFinite(time) ? time : null;
}
