import { z } from '@guildhall/sdk';
import type { CaseKind } from '../../cases/case.ts';
import { madeAt } from '../../snowflake.ts';
import {
  ExportUnreadable,
  fieldsOf,
  imported,
  jsonOf,
  memberOf,
  moderatorOf,
  type RawRow,
  RowRefused,
} from './format.ts';

const kinds: Readonly<Record<string, CaseKind>> = {
  warning: 'warn',
  ban: 'ban',
  hackban: 'ban',
  tempban: 'ban',
  softban: 'softban',
  unban: 'unban',
  kick: 'kick',
  smute: 'timeout',
  sunmute: 'untimeout',
};

/** Python writes ids as numbers. */
const id = z.union([z.string(), z.int()]).transform(String);
const byGuild = z.record(z.string(), z.record(z.string(), z.unknown()));
const fileSchema = z.record(z.string(), z.object({ CASES: byGuild.optional(), MEMBER: byGuild.optional() }));
const caseSchema = z.object({
  action_type: z.string(),
  created_at: z.number(),
  user: id,
  moderator: id.nullish(),
  reason: z.string().nullish(),
  until: z.number().nullish(),
});
const warningsSchema = z.object({ warnings: z.record(z.string(), z.unknown()).default({}) });
const warningSchema = z.object({
  points: z.number().min(0),
  description: z.string().nullish(),
  mod: id.nullish(),
});

/**
 * `settings.json` of Red's ModLog, with its cases, or of its Warnings, with points. Both hold every server of that Red; others than
 * this one are passed over.
 */
export function readRed(text: string, guildId: string): readonly RawRow[] {
  const file = fileSchema.safeParse(jsonOf(text));
  const stores = file.success ? Object.values(file.data) : [];
  if (!stores.some(({ CASES, MEMBER }) => CASES ?? MEMBER)) {
    throw new ExportUnreadable('It has neither cases of ModLog nor members of Warnings.');
  }
  return stores.flatMap(({ CASES = {}, MEMBER = {} }) => [
    ...Object.entries(CASES).flatMap(([guild, cases]) =>
      Object.entries(cases).map(([number, row]) => ({
        place: `CASES.${guild}.${number}`,
        read: () => (guild === guildId ? caseOf(number, row) : undefined),
      })),
    ),
    ...Object.entries(MEMBER).flatMap(([guild, members]) =>
      Object.entries(members).flatMap(([userId, row]) => warningsOf(guild === guildId, userId, row)),
    ),
  ]);
}

function caseOf(number: string, row: unknown) {
  const one = fieldsOf(caseSchema, row);
  const at = Math.round(one.created_at * 1000);
  const kind = kinds[one.action_type] ?? null;
  const until = one.until ?? null;
  return imported({
    theirId: `modlog:${number}`,
    kind,
    theirKind: one.action_type,
    userId: memberOf(one.user),
    moderatorId: moderatorOf(one.moderator),
    reason: one.reason ?? null,
    at,
    duration: until === null ? null : Math.max(0, Math.round(until * 1000) - at),
  });
}

function warningsOf(isHere: boolean, userId: string, row: unknown): readonly RawRow[] {
  const parsed = warningsSchema.safeParse(row);
  const place = `MEMBER.${userId}`;
  if (!parsed.success) {
    return [
      {
        place,
        read() {
          if (!isHere) return undefined;
          throw new RowRefused('fields', 'warnings: not by the messages that gave them');
        },
      },
    ];
  }
  return Object.entries(parsed.data.warnings).map(([messageId, warning]) => ({
    place: `${place}.warnings.${messageId}`,
    read: () => (isHere ? warningOf(userId, messageId, warning) : undefined),
  }));
}

/** A warning is named after the message that gave it, whose id says when. */
function warningOf(userId: string, messageId: string, row: unknown) {
  const { points, description, mod } = fieldsOf(warningSchema, row);
  return imported({
    theirId: `warning:${messageId}`,
    kind: 'warn',
    theirKind: 'warning',
    userId: memberOf(userId),
    moderatorId: moderatorOf(mod),
    reason: description ?? null,
    at: madeAt(memberOf(messageId)),
    points: Math.round(points),
  });
}
