import { z } from '@guildhall/sdk';
import type { CaseKind } from '../cases/case.ts';
import { csvRows } from './csv-rows.ts';
import {
  type ImportedCase,
  type ImportSource,
  idOrNull,
  type ReadExport,
  reasonOf,
  timeOf,
} from './imported-case.ts';

/** An export that is not what it should be. */
export class ExportUnreadable extends Error {
  override readonly name = 'ExportUnreadable';
}

/** @throws `ExportUnreadable` when it is nothing of this bot's */
export function readExport(source: ImportSource, text: string): ReadExport {
  return { zeppelin: readZeppelin, yagpdb: readYagpdb, rowboat: readRowboat }[source](text);
}

/** Zeppelin's numbers of the kinds of cases; 8 is one that was deleted. A mute is what Discord's timeout is now. */
const zeppelinKinds: Readonly<Record<number, CaseKind>> = {
  1: 'ban',
  2: 'unban',
  3: 'note',
  4: 'warn',
  5: 'kick',
  6: 'timeout',
  7: 'untimeout',
  9: 'softban',
};

const zeppelinCase = z.object({
  case_number: z.int(),
  user_id: z.string(),
  mod_id: z.string().nullish(),
  type: z.int(),
  created_at: z.string(),
  is_hidden: z.union([z.boolean(), z.int()]).nullish(),
  notes: z.array(z.object({ body: z.string() })).default([]),
});

/** The JSON of "Import / Export" in Zeppelin's dashboard: `{ cases: […] }`. */
function readZeppelin(text: string): ReadExport {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new ExportUnreadable('It is no JSON.', { cause });
  }
  const list = z.object({ cases: z.array(z.unknown()) }).safeParse(given);
  if (!list.success) throw new ExportUnreadable('It has no list of cases.');
  return collect(list.data.cases, (one) => {
    const parsed = zeppelinCase.safeParse(one);
    const kind = parsed.success ? zeppelinKinds[parsed.data.type] : undefined;
    if (!parsed.success || !kind) return undefined;
    const { case_number: number, user_id, mod_id, created_at, is_hidden, notes } = parsed.data;
    return {
      theirId: String(number),
      kind,
      userId: user_id,
      moderatorId: idOrNull(mod_id),
      reason: reasonOf(notes.map(({ body }) => body).join('\n')),
      at: timeOf(created_at),
      hidden: is_hidden === true || is_hidden === 1,
    };
  });
}

/** YAGPDB's table of warnings, `moderation_warnings`, as CSV with its head. */
function readYagpdb(text: string): ReadExport {
  const [head, ...rows] = csvRows(text);
  const column = (name: string) => head?.indexOf(name) ?? -1;
  if (column('user_id') < 0 || column('message') < 0) {
    throw new ExportUnreadable('It has no columns user_id and message.');
  }
  return collect(rows, (row, index) => ({
    theirId: row[column('id')] || String(index + 1),
    kind: 'warn',
    userId: row[column('user_id')] ?? '',
    moderatorId: idOrNull(row[column('author_id')]),
    reason: reasonOf(row[column('message')]),
    at: timeOf(row[column('created_at')]),
    hidden: false,
  }));
}

const rowboatKinds: Readonly<Record<string, CaseKind>> = {
  MUTE: 'timeout',
  TEMPMUTE: 'timeout',
  KICK: 'kick',
  SOFTBAN: 'softban',
  BAN: 'ban',
  TEMPBAN: 'ban',
  UNBAN: 'unban',
  WARNING: 'warn',
};

/** Rowboat's `infractions archive`, and its descendants': CSV without a head, and without times. */
function readRowboat(text: string): ReadExport {
  const rows = csvRows(text);
  if (!rows.some((row) => row.length >= 7))
    throw new ExportUnreadable('Its lines do not have seven columns.');
  return collect(rows, ([id = '', userId = '', , actorId, , type = '', reason]) => {
    const kind = rowboatKinds[type.toUpperCase()];
    return (
      kind && {
        theirId: id,
        kind,
        userId,
        moderatorId: idOrNull(actorId),
        reason: reasonOf(reason),
        at: null,
        hidden: false,
      }
    );
  });
}

function collect<T>(
  rows: readonly T[],
  read: (row: T, index: number) => ImportedCase | undefined,
): ReadExport {
  const cases = rows.flatMap((row, index) => {
    const one = read(row, index);
    return one && idOrNull(one.userId) !== null ? [one] : [];
  });
  return { cases, unread: rows.length - cases.length };
}
