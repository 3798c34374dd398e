import { z } from '@guildhall/sdk';
import { caseKindSchema } from '../cases/case.ts';
import { memberDeeds } from '../decision/deeds.ts';

/** Bots whose exports are read, and a table of one's own. */
export const importSources = ['zeppelin', 'red', 'yagpdb', 'rowboat', 'csv'] as const;
export type ImportSource = (typeof importSources)[number];

export const sourceNames: Readonly<Record<ImportSource, string>> = {
  zeppelin: 'Zeppelin',
  red: 'Red',
  yagpdb: 'YAGPDB',
  rowboat: 'Rowboat',
  csv: 'CSV',
};

/** What is done to members, and can be taken over. */
export const importKinds = z.enum(memberDeeds).exclude(['role_add', 'role_remove']).options;

/**
 * What a case of an export is beside those that are here: `known` was imported before; `same` and `conflict` are about what a case
 * here is about, which says the same, or something else.
 */
export const verdicts = ['new', 'known', 'same', 'conflict'] as const;

/** One case of an export, staged: it counts for nothing. */
export const importedCaseSchema = z.object({
  importId: z.string(),
  /** What it is called in its export; the same in every export of that bot. */
  theirId: z.string(),
  /** Where it stands among the others. */
  order: z.int(),
  /** `null`: of a kind that there isn't here. */
  kind: caseKindSchema.nullable(),
  theirKind: z.string(),
  userId: z.string(),
  moderatorId: z.string().nullable(),
  reason: z.string().nullable(),
  /** `null` where the export does not say it. */
  at: z.int().nullable(),
  duration: z.int().nullable(),
  points: z.int().nullable(),
  hidden: z.boolean(),
  verdict: z.enum(verdicts),
  /** The case here that is about the same. */
  twin: z.int().nullable(),
  /** `left`: it was not wanted, or is here. */
  state: z.enum(['staged', 'added', 'left', 'removed']),
});
export type StagedCase = z.output<typeof importedCaseSchema>;

/** As it is read from a file. */
export type ImportedCase = Omit<StagedCase, 'importId' | 'order' | 'verdict' | 'twin' | 'state'>;

/** Why a row became no case: its fields are not what they should be; no member, no time; it is there twice. */
export const refusals = ['fields', 'user', 'time', 'twice'] as const;

/** A row that was refused. It holds nothing of what the row said. */
export const importRefusalSchema = z.object({
  importId: z.string(),
  order: z.int(),
  /** `line 12`, or `cases[11]`. */
  place: z.string(),
  why: z.enum(refusals),
  /** Which field, and what is wrong with it. */
  detail: z.string(),
});

export const importSchema = z.object({
  /** Made of what is in the file: the same file is the same import. */
  id: z.string(),
  source: z.enum(importSources),
  /** `reading`: not all of it is staged. `draft`: it can be compared, and counts for nothing. */
  state: z.enum(['reading', 'draft', 'running', 'done', 'undoing', 'undone']),
  by: z.string(),
  at: z.int(),
  /** When what is staged is forgotten; until then an import that is done can be undone. */
  expiresAt: z.int(),
  cases: z.int(),
  /** Rows that were refused. */
  unread: z.int(),
  /** Rows of other servers: never kept. */
  elsewhere: z.int(),
  /** Moderators in it who are no members. */
  moderatorsGone: z.array(z.string()),
  kinds: z.array(z.enum(importKinds)),
  unknownAsNotes: z.boolean(),
  conflictsToo: z.boolean(),
  /** Whether its warnings count as points. */
  countWarnings: z.boolean(),
  added: z.int(),
  left: z.int(),
  acceptedAt: z.int().nullable(),
});
export type Import = z.output<typeof importSchema>;

export const mostImported = 5000;
/** Milliseconds: a week. */
export const keptFor = 7 * 86_400_000;

/** Before the name that a row without a number of its own is given, to be known again. */
export const unnumbered = 'row:';

/** What its bot calls it, for people; `null` when it has no number there. */
export function numberThere(theirId: string): string | null {
  return theirId.startsWith(unnumbered) ? null : theirId;
}

/** The origin of the case that it becomes: there is one, however often it is imported. */
export function originOf(source: ImportSource, theirId: string): string {
  return `import:${source}:${theirId}`;
}
