import { z } from '@guildhall/sdk';
import type { CaseKind } from '../../cases/case.ts';
import {
  ExportUnreadable,
  fieldsOf,
  imported,
  jsonOf,
  memberOf,
  moderatorOf,
  type RawRow,
  timeOf,
} from './format.ts';

/** Zeppelin's numbers of kinds. A mute is what Discord's timeout is now; 8 is a case that was deleted. */
const kinds: Readonly<Record<number, readonly [name: string, kind: CaseKind | null]>> = {
  1: ['ban', 'ban'],
  2: ['unban', 'unban'],
  3: ['note', 'note'],
  4: ['warn', 'warn'],
  5: ['kick', 'kick'],
  6: ['mute', 'timeout'],
  7: ['unmute', 'untimeout'],
  8: ['deleted', null],
  9: ['softban', 'softban'],
};

const caseSchema = z.object({
  case_number: z.int(),
  user_id: z.string(),
  mod_id: z.string().nullish(),
  type: z.int(),
  created_at: z.string(),
  is_hidden: z.union([z.boolean(), z.int()]).nullish(),
  notes: z
    .array(z.object({ mod_id: z.string().nullish(), body: z.string(), created_at: z.string() }))
    .default([]),
});

/** The JSON of "Import / Export" in Zeppelin's dashboard: `{ cases: […] }`. A case's first note is its reason; others are notes. */
export function readZeppelin(text: string): readonly RawRow[] {
  const list = z.object({ cases: z.array(z.unknown()) }).safeParse(jsonOf(text));
  if (!list.success) throw new ExportUnreadable('It has no list of cases.');
  return list.data.cases.map((row, index) => ({ place: `cases[${index}]`, read: () => casesOf(row) }));
}

function casesOf(row: unknown) {
  const { case_number, user_id, mod_id, type, created_at, is_hidden, notes } = fieldsOf(caseSchema, row);
  const userId = memberOf(user_id);
  const [theirKind, kind] = kinds[type] ?? [String(type), null];
  const hidden = is_hidden === true || is_hidden === 1;
  const [first, ...more] = notes;
  return [
    ...imported({
      theirId: String(case_number),
      kind,
      theirKind,
      userId,
      moderatorId: moderatorOf(mod_id),
      reason: first?.body ?? null,
      at: timeOf(created_at),
      hidden,
    }),
    ...more.flatMap((note, index) =>
      imported({
        theirId: `${case_number}:note:${index + 1}`,
        kind: 'note',
        theirKind: 'note',
        userId,
        moderatorId: moderatorOf(note.mod_id),
        reason: note.body,
        at: timeOf(note.created_at),
        hidden,
      }),
    ),
  ];
}
