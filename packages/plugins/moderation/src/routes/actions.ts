import { field, type RouteContext, RouteError, z } from '@guildhall/sdk';
import { bulkDeeds, mostTargets } from '../bulk/bulk.ts';
import { beginBulk, runBulk } from '../bulk/run-bulk.ts';
import { longestReason } from '../cases/case.ts';
import { note } from '../cases/note.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { decide } from '../decision/decide.ts';
import { type MemberDeed, memberDeeds } from '../decision/deeds.ts';
import { longestDuration, shortestDuration } from '../deeds/duration.ts';
import { type Outcome, perform } from '../deeds/perform.ts';
import { warn } from '../warnings/warn.ts';
import { caseRecord, toRecord } from './case-record.ts';
import { callerOf, refused } from './moderator.ts';

/** Seconds. */
const day = 86_400;
const deed = z.enum(memberDeeds);
const details = {
  reason: z.string().max(longestReason).optional(),
  /** Milliseconds: of a timeout, or a ban that ends. */
  duration: field.duration({ min: shortestDuration, max: longestDuration }).optional(),
  points: z.int().min(1).max(100).default(1),
  /** Days back, of a ban (none when left out) or of a softban (all seven). */
  deleteDays: z.int().min(0).max(7).optional(),
  roleId: field.role().optional(),
};

/** The same decision as in Discord, before anything is clicked. */
export const decision = moderation.route(
  'POST /decision',
  {
    access: 'member',
    description: 'Whether the caller may do something to somebody, and why not',
    body: z.object({ userId: field.user(), deed, roleId: field.role().optional() }),
    returns: z.object({ allowed: z.enum(['yes', 'no']), refusal: z.string().nullable(), why: z.string() }),
  },
  async (ctx, { body }) => {
    const refusal = await decide(ctx, {
      actorId: callerOf(ctx),
      targetId: body.userId,
      deed: body.deed,
      roleId: body.roleId,
    });
    return {
      allowed: refusal === undefined ? ('yes' as const) : ('no' as const),
      refusal: refusal ?? null,
      why: ctx.t(refusal === undefined ? 'decision.yes' : `refusal.${refusal}`),
    };
  },
);

export const act = moderation.route(
  'POST /actions',
  {
    access: 'member',
    description: 'Does something to somebody; it becomes a case',
    body: z.object({ userId: field.user(), deed, ...details }),
    returns: caseRecord,
  },
  async (ctx, { body }) => {
    const outcome = await order(ctx, callerOf(ctx), body);
    if (outcome.status === 'refused') throw refused(ctx, outcome.refusal);
    return toRecord(outcome.done);
  },
);

async function order(
  ctx: ModerationContext,
  caller: string,
  given: { userId: string; deed: z.output<typeof deed> } & z.output<z.ZodObject<typeof details>>,
): Promise<Outcome> {
  const { userId, reason, duration, points, deleteDays, roleId } = given;
  checkDetails(ctx, given);
  const common = {
    userId,
    by: { id: caller, source: 'dashboard' as const },
    origin: `route:${crypto.randomUUID()}`,
    reason,
  };
  if (given.deed === 'warn') return (await warn(ctx, { ...common, points })).outcome;
  if (given.deed === 'note') return note(ctx, { ...common, text: reason ?? '' });
  return perform(ctx, {
    ...common,
    deed: given.deed,
    duration: lengthOf(given.deed, duration),
    deleteMessages: deleteDays === undefined ? undefined : deleteDays * day,
    ...(roleId === undefined ? {} : { roleId }),
  });
}

/** A timeout has an end; an hour is what Discord itself offers first. */
function lengthOf(ordered: MemberDeed, duration: number | undefined): number | undefined {
  return ordered === 'timeout' ? (duration ?? 3_600_000) : duration;
}

interface Details {
  readonly deed: MemberDeed;
  readonly reason?: string | undefined;
  readonly duration?: number | undefined;
  readonly roleId?: string | undefined;
}

/** @throws `RouteError` 400 when what a deed is about is left out, and for a length that it does not have */
function checkDetails({ t }: Pick<RouteContext, 't'>, given: Details): void {
  const refuse = (code: string, text: string) => new RouteError(400, code, t(text));
  if (given.deed === 'note' && !given.reason?.trim()) throw refuse('NOTE_EMPTY', 'act.noteEmpty');
  if ((given.deed === 'role_add' || given.deed === 'role_remove') && given.roleId === undefined) {
    throw refuse('ROLE_MISSING', 'act.roleMissing');
  }
  if (given.duration !== undefined && given.deed !== 'timeout' && given.deed !== 'ban') {
    throw refuse('NO_DURATION', 'act.noDuration');
  }
}

export const bulk = moderation.route(
  'POST /bulk',
  {
    access: 'member',
    description: 'Does the same to up to 50 people, and says what became of each; it goes on after a crash',
    body: z.object({
      userIds: z.array(field.user()).min(1).max(mostTargets),
      deed: z.enum(bulkDeeds),
      ...details,
    }),
    returns: z.array(z.object({ id: z.string(), ok: z.boolean(), problem: z.string().nullable() })),
  },
  async (ctx, { body }) => {
    checkDetails(ctx, body);
    const id = crypto.randomUUID();
    const { userIds, reason, duration, points, deleteDays, roleId } = body;
    await ctx.data.bulks.insertOne({
      id,
      state: 'draft',
      deed: body.deed,
      moderatorId: callerOf(ctx),
      source: 'dashboard',
      reason: reason ?? null,
      duration: lengthOf(body.deed, duration) ?? null,
      points: body.deed === 'warn' ? points : null,
      deleteMessages: (deleteDays ?? 0) * day,
      roleId: roleId ?? null,
      targets: [...new Set(userIds)],
      results: [],
      at: ctx.clock.now(),
    });
    await beginBulk(ctx, id);
    const done = await runBulk(ctx, id);
    return (done?.results ?? []).map(({ userId, outcome, refusal }) => ({
      id: userId,
      ok: outcome === 'done',
      problem: outcome === 'refused' ? ctx.t(`refusal.${refusal}`) : refusal,
    }));
  },
);
