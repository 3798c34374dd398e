import { createHash } from 'node:crypto';
import { z } from '@guildhall/sdk';
import type { CaseKind } from '../../cases/case.ts';
import { type CsvRow, csvRows } from '../csv-rows.ts';
import { importKinds, unnumbered } from '../imported-case.ts';
import {
  ExportUnreadable,
  fieldsOf,
  imported,
  memberOf,
  moderatorOf,
  type RawRow,
  RowRefused,
  timeOf,
} from './format.ts';

type Cells = Readonly<Record<string, string>>;

/** Rows by the names in the table's head. @throws `ExportUnreadable` without the columns that are needed */
function table(text: string, needed: readonly string[]): readonly { line: number; cells: Cells }[] {
  const [head, ...rows] = csvRows(text);
  const names = head?.cells.map((name) => name.trim()) ?? [];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new ExportUnreadable(`It has no column ${missing.join(', ')}.`);
  return rows.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
  }));
}

const place = ({ line }: Pick<CsvRow, 'line'>) => `line ${line}`;

/** YAGPDB's table `moderation_warnings` as CSV with its head, as PostgreSQL's `\copy … csv header` writes it. */
export function readYagpdb(text: string, guildId: string): readonly RawRow[] {
  return table(text, ['id', 'user_id', 'message', 'created_at']).map(({ line, cells }) => ({
    place: place({ line }),
    read: () =>
      cells.guild_id && cells.guild_id !== guildId
        ? undefined
        : imported({
            theirId: fieldsOf(z.string().regex(/^\d+$/), cells.id),
            kind: 'warn',
            theirKind: 'warning',
            userId: memberOf(cells.user_id ?? ''),
            moderatorId: moderatorOf(cells.author_id),
            reason: cells.message ?? null,
            at: timeOf(cells.created_at ?? ''),
          }),
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
export function readRowboat(text: string): readonly RawRow[] {
  const rows = csvRows(text);
  if (!rows.some(({ cells }) => cells.length >= 7)) {
    throw new ExportUnreadable('Its lines do not have seven columns.');
  }
  return rows.map(({ line, cells }) => ({
    place: place({ line }),
    read() {
      const [id = '', userId = '', , actorId, , type = '', reason = ''] = cells;
      if (cells.length < 7) throw new RowRefused('fields', `${cells.length} columns instead of 7`);
      return imported({
        theirId: fieldsOf(z.string().regex(/^\d+$/), id),
        kind: rowboatKinds[type.toUpperCase()] ?? null,
        theirKind: type,
        userId: memberOf(userId),
        moderatorId: moderatorOf(actorId),
        reason: reason === 'None' ? null : reason,
      });
    },
  }));
}

const number = z.union([z.literal('').transform(() => null), z.coerce.number().int().min(0)]);
const ownSchema = z.object({
  number: z.string().max(100).default(''),
  kind: z.string().min(1).max(50),
  userId: z.string(),
  moderatorId: z.string().default(''),
  reason: z.string().default(''),
  at: z.string().default(''),
  duration: number.default(null),
  points: number.default(null),
  hidden: z.enum(['', 'true', 'false']).default(''),
});

/**
 * A table of one's own, with a head: `userId` and `kind` are needed; `number`, `moderatorId`, `reason`, `at`, `duration` (milliseconds),
 * `points` and `hidden` may be there. It is what `GET /logs.csv` writes.
 */
export function readTable(text: string): readonly RawRow[] {
  const seen = new Map<string, number>();
  return table(text, ['userId', 'kind']).map(({ line, cells }) => ({
    place: place({ line }),
    read() {
      const row = fieldsOf(ownSchema, cells);
      return imported({
        theirId: row.number === '' ? nameOf(cells, seen) : row.number,
        kind: importKinds.find((kind) => kind === row.kind) ?? null,
        theirKind: row.kind,
        userId: memberOf(row.userId),
        moderatorId: moderatorOf(row.moderatorId),
        // What would be a formula in a spreadsheet was written with an apostrophe before it.
        reason: row.reason.replace(/^'(?=[=+\-@\t\r])/, ''),
        at: row.at === '' ? null : timeOf(row.at),
        duration: row.duration,
        points: row.points,
        hidden: row.hidden === 'true',
      });
    },
  }));
}

/** A row without a number is named after what it says, and how many said the same before it. */
function nameOf({ userId, kind, at = '', reason = '' }: Cells, seen: Map<string, number>): string {
  const name = createHash('sha256')
    .update(JSON.stringify([userId, kind, at, reason]))
    .digest('hex')
    .slice(0, 24);
  const before = seen.get(name) ?? 0;
  seen.set(name, before + 1);
  return `${unnumbered}${name}:${before}`;
}
