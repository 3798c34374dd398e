import { DuplicateKeyError, z } from '@guildhall/sdk';
import type { Escalation } from '../config.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { type Outcome, perform } from '../deeds/perform.ts';
import { isInForce, reachedSteps } from './points.ts';
import type { Warning } from './warning.ts';

const attempts = 10;

/** Steps are taken at once; when the process dies before, a minute later by another. */
const safetyNet = '1 min';

export const finishEscalation = moderation.job(
  'finish-escalation',
  { input: z.object({ userId: z.string(), warning: z.int() }) },
  async (ctx, { userId, warning }) => {
    const known = await ctx.data.warnings.findOne({ number: warning });
    if (known) await takeSteps(ctx, userId, warning);
  },
);

/** What a warning set off. */
export interface Escalated {
  readonly step: Escalation;
  readonly outcome: Outcome;
}

/**
 * Takes the steps that a new warning has brought its member to. Of several at once, the highest is carried out.
 *
 * A step fires once for each time that its points are reached: whoever writes the crossing down carries it out, and its case is named
 * after the warning. It can fire again when the member's points have been below it since (`rearm`).
 *
 * @param write writes the warning down; what dies behind it is finished by a job
 */
export async function escalateAfter(
  ctx: ModerationContext,
  userId: string,
  warning: number,
  write: () => Promise<void>,
): Promise<Escalated | undefined> {
  await rearm(ctx, userId);
  const key = String(warning);
  await ctx.jobs.at({ in: safetyNet }, finishEscalation, { userId, warning }, { key });
  await write();
  const escalated = await takeSteps(ctx, userId, warning);
  await ctx.jobs.cancel(finishEscalation, key);
  return escalated;
}

async function takeSteps(
  ctx: ModerationContext,
  userId: string,
  warning: number,
): Promise<Escalated | undefined> {
  // From here on nobody rearms on the strength of what was counted before this warning.
  await ctx.data.standings.updateOne({ userId }, { $inc: { revision: 1 } }, { upsert: true });
  const warnings = await warningsOf(ctx, userId);
  const mine: Escalation[] = [];
  for (const step of reachedSteps(ctx.config.escalations, warnings, ctx.clock.now())) {
    if (await claim(ctx, userId, step.points, warning)) mine.push(step);
  }
  const [step] = mine;
  if (!step) return undefined;
  const outcome = await perform(ctx, {
    deed: step.action,
    userId,
    by: { id: null, source: 'escalation' },
    origin: `escalation:${warning}:${step.points}`,
    reason: ctx.guild.t('escalation.reason', { points: step.points }),
    duration: step.duration,
  });
  return { step, outcome };
}

/** @returns whether this warning is the one that reached the step: exactly one is */
async function claim(
  ctx: ModerationContext,
  userId: string,
  points: number,
  warning: number,
): Promise<boolean> {
  try {
    await ctx.data.crossings.insertOne({ userId, points, warning });
    return true;
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    return (await ctx.data.crossings.findOne({ userId, points }))?.warning === warning;
  }
}

/**
 * Forgets the steps that a member's points have fallen below. What was counted holds only while no warning came in between, which
 * the standing's revision says; otherwise it is counted anew.
 */
export async function rearm(ctx: ModerationContext, userId: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const crossings = await ctx.data.crossings.find({ userId });
    if (crossings.length === 0) return;
    const standing = await ctx.data.standings.findOne({ userId });
    const warnings = await warningsOf(ctx, userId);
    const still = new Set(
      reachedSteps(ctx.config.escalations, warnings, ctx.clock.now()).map(({ points }) => points),
    );
    const fallen = crossings.map(({ points }) => points).filter((points) => !still.has(points));
    if (fallen.length === 0 || !standing) return;
    const { revision } = standing;
    const forgotten = await ctx.transaction(async (data) => {
      if (!(await data.standings.updateOne({ userId, revision }, { $inc: { revision: 1 } }))) return false;
      await data.crossings.deleteMany({ userId, points: { $in: fallen } });
      return true;
    });
    if (forgotten) return;
  }
  throw new Error(
    `Warnings of ${userId} came ${attempts} times while they were counted. Try again in a moment.`,
  );
}

/** A member's warnings in force, of which there are at most 1,000. */
export async function warningsOf(ctx: ModerationContext, userId: string): Promise<readonly Warning[]> {
  const active = await ctx.data.warnings.find({ userId, state: 'active' }).sort({ at: -1 });
  const now = ctx.clock.now();
  return active.filter((warning) => isInForce(warning, now));
}
