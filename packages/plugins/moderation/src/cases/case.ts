import { z } from '@guildhall/sdk';
import { channelDeeds, memberDeeds } from '../decision/deeds.ts';

/** What a case can be about: what is done to a member, and in a channel. */
export const caseKindSchema = z.enum([...memberDeeds, ...channelDeeds]);
export type CaseKind = z.output<typeof caseKindSchema>;

/** Where it came from: a command, the dashboard, another plugin, a step of the escalation, Discord itself, another bot's export. */
export const caseSources = [
  'command',
  'dashboard',
  'plugin',
  'escalation',
  'discord',
  'import',
  'expiry',
] as const;

/** The longest reason: what Discord's audit log takes. */
export const longestReason = 512;

export const caseSchema = z.object({
  /** Counted from 1 in each guild; none comes twice. */
  number: z.int(),
  /** What it came of: an interaction, an entry of Discord's audit log. One case for each, however often it is tried. */
  origin: z.string(),
  kind: caseKindSchema,
  /**
   * `open`: written down, and under way; a case that stays so was cut off, and is settled by what Discord says.
   * `failed`: Discord refused it.
   */
  state: z.enum(['open', 'done', 'failed']),
  userId: z.string().nullable(),
  channelId: z.string().nullable(),
  roleId: z.string().nullable(),
  /** `null`: nobody; a plugin, or time, did it. */
  moderatorId: z.string().nullable(),
  source: z.enum(caseSources),
  /** Which plugin, of those that come from one; which bot, of imported ones. */
  sourceName: z.string().nullable(),
  reason: z.string().nullable(),
  at: z.int(),
  duration: z.int().nullable(),
  points: z.int().nullable(),
  /** Messages that a purge removed; seconds of a slow mode. */
  count: z.int().nullable(),
  /** Whether the member was told: `closed` when they take no direct messages. */
  told: z.enum(['no', 'sent', 'closed']),
  /** Hidden from the member's history, as a mistake is; moderators still find it by its number. */
  hidden: z.boolean(),
  /** Whether the moderation log has it as it is. */
  logged: z.boolean(),
  failure: z.string().nullable(),
  editedBy: z.string().nullable(),
  editedAt: z.int().nullable(),
});

export type Case = z.output<typeof caseSchema>;

/** Who did it, and by which way. */
export interface Author {
  /** A moderator's user id; `null` for a plugin, or time. */
  readonly id: string | null;
  readonly source: (typeof caseSources)[number];
  /** Which plugin. */
  readonly name?: string;
}
