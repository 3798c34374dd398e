import type { z } from '@guildhall/sdk';
import { longestReason } from '../../cases/case.ts';
import type { ImportedCase, refusals } from '../imported-case.ts';

/** An export that is not what it should be. */
export class ExportUnreadable extends Error {
  override readonly name = 'ExportUnreadable';
}

/** A row that can't become a case. */
export class RowRefused extends Error {
  override readonly name = 'RowRefused';
  readonly why: (typeof refusals)[number];

  constructor(why: (typeof refusals)[number], detail = '') {
    super(detail);
    this.why = why;
  }
}

/** One row of an export, not yet looked at. */
export interface RawRow {
  /** Where it is, for who looks for it: `line 12`. */
  readonly place: string;
  /** @throws `RowRefused` @returns `undefined` for a row of another server */
  read(): readonly ImportedCase[] | undefined;
}

const snowflake = /^[1-9]\d{16,19}$/;

/** Whom a case is about. @throws `RowRefused` */
export function memberOf(id: string): string {
  if (!snowflake.test(id)) throw new RowRefused('user', id === '' ? '' : 'no id of Discord’s');
  return id;
}

/** Who did it; `null` for what is no id: the bot, somebody who was erased. */
export function moderatorOf(id: string | null | undefined): string | null {
  return typeof id === 'string' && snowflake.test(id) ? id : null;
}

/** A time as exports write them, with or without an offset: without one it is UTC. @throws `RowRefused` */
export function timeOf(text: string): number {
  const iso = text.trim().replace(' ', 'T');
  const offset = /(?:Z|[+-]\d\d(?::?\d\d)?)$/.exec(iso.slice(10))?.[0];
  const zone = !iso.includes('T') ? '' : offset === undefined ? 'Z' : offset.length === 3 ? ':00' : '';
  const time = /^\d{4}-\d\d-\d\d/.test(iso) ? Date.parse(`${iso}${zone}`) : Number.NaN;
  if (!Number.isFinite(time)) throw new RowRefused('time', 'not a date and time');
  return time;
}

/** @throws `RowRefused` naming the field */
export function fieldsOf<S extends z.ZodType>(schema: S, row: unknown): z.output<S> {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RowRefused('fields', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** @throws `ExportUnreadable` */
export function jsonOf(text: string): unknown {
  try {
    // Ids of Discord's written as numbers have more digits than JavaScript's numbers keep.
    return JSON.parse(
      text.replace(/"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])\d{16,}(?=[\s,\]}])/g, (part) =>
        part.startsWith('"') ? part : `"${part}"`,
      ),
    );
  } catch (cause) {
    throw new ExportUnreadable('It is no JSON.', { cause });
  }
}

const nothing = { moderatorId: null, reason: null, at: null, duration: null, points: null, hidden: false };

/**
 * A case with what is the same of most. A reason that is longer than reasons are goes on in notes of the same moment: nothing that a
 * moderator wrote is lost.
 */
export function imported(
  one: Pick<ImportedCase, 'theirId' | 'kind' | 'theirKind' | 'userId'> & Partial<ImportedCase>,
): readonly ImportedCase[] {
  const whole = { ...nothing, ...one };
  const text = whole.reason?.trim() || null;
  const [reason = null, ...more] = text === null ? [] : piecesOf(text);
  return [
    { ...whole, reason },
    ...more.map((piece, index) => ({
      ...whole,
      theirId: `${whole.theirId}:more:${index + 1}`,
      kind: 'note' as const,
      theirKind: 'note',
      reason: piece,
      duration: null,
      points: null,
    })),
  ];
}

function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = Array.from(text);
  while (rest.length > 0) {
    // By code points, so that no sign is cut in two; each has two units at most.
    let length = 0;
    let count = 0;
    for (const sign of rest) {
      if (length + sign.length > longestReason) break;
      length += sign.length;
      count += 1;
    }
    pieces.push(rest.slice(0, count).join(''));
    rest = rest.slice(count);
  }
  return pieces;
}
