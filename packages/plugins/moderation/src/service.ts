import { defineService, field, z } from '@guildhall/sdk';

const shortest = '10 s';
const longest = '366 d';

/** What every call says. */
const action = {
  userId: field.user(),
  /** ≤ 512 characters, shown to moderators, to the member and in Discord's audit log. */
  reason: z.string().max(512),
  /** Who asks, for the case: `automod`. */
  source: z.string().min(1).max(32),
  /** The moderator in whose name it is done, whose permissions then count; left out: the bot's own count. */
  moderatorId: field.user().optional(),
  /** Names the deed: the same `source` and `key` again are the same case, and nothing is done twice. */
  key: z.string().min(1).max(100),
};

/** What came of it. */
const outcome = z.object({
  /** `repeated`: it had been done before under this key. */
  outcome: z.enum(['done', 'repeated', 'refused', 'failed']),
  /** The case's number; `null` when there is none. */
  case: z.int().nullable(),
  /** Why not, as `ctx.cannot` of the SDK says it or as one of this plugin's: `target_is_protected`, `already_banned` …; `null` when it was done. */
  refusal: z.string().nullable(),
});

/**
 * What other plugins may ask moderation to do, so that it becomes a case. Nothing is done that Discord's permissions and hierarchy,
 * or the guild's protected roles, do not allow.
 *
 * @example
 * definePlugin({ uses: () => ({ moderation: optional(moderationService) }), … });
 * // in a handler
 * const done = await ctx.use.moderation?.warn({ userId, reason: 'Spam', source: 'automod', key: `${ruleId}:${messageId}` });
 */
export const moderationService = defineService('moderation', {
  /** Warns; points count towards the escalation, which `escalated` names when this warning set a step off. */
  warn: {
    input: z.object({ ...action, points: z.int().min(1).max(100).default(1) }),
    output: outcome.extend({
      /** The member's points in force afterwards. */
      points: z.int(),
      escalated: z.enum(['timeout', 'kick', 'ban']).nullable(),
    }),
  },
  note: { input: z.object(action), output: outcome },
  /** `duration` in milliseconds; beyond Discord's 28 days it is renewed. */
  timeout: {
    input: z.object({ ...action, duration: field.duration({ min: shortest, max: longest }) }),
    output: outcome,
  },
  untimeout: { input: z.object(action), output: outcome },
  kick: { input: z.object(action), output: outcome },
  /** `duration` in milliseconds, left out: for good. `deleteMessages`: seconds back, at most 7 days. */
  ban: {
    input: z.object({
      ...action,
      duration: field.duration({ min: shortest, max: longest }).optional(),
      deleteMessages: z.int().min(0).max(604_800).default(0),
    }),
    output: outcome,
  },
  unban: { input: z.object(action), output: outcome },
  /** Bans and lifts the ban at once: the member's messages of the last seven days go. */
  softban: { input: z.object(action), output: outcome },
  /** A member's record: cases that are not hidden, newest first (≤ 50), and points in force. */
  history: {
    input: z.object({ userId: field.user() }),
    output: z.object({
      points: z.int(),
      cases: z.array(
        z.object({
          number: z.int(),
          kind: z.string(),
          at: z.int(),
          moderatorId: z.string().nullable(),
          reason: z.string().nullable(),
          points: z.int().nullable(),
        }),
      ),
    }),
  },
});
