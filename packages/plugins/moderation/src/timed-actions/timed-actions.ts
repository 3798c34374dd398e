import { DiscordRefusal, PluginProblem, z } from '@guildhall/sdk';
import { openCase, settleCase } from '../cases/case-book.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { longestTimeout } from '../deeds/duration.ts';
import type { TimedKind } from './timed-action.ts';

interface Timed {
  readonly kind: TimedKind;
  readonly userId: string;
  readonly case: number;
  readonly until: number;
}

/** A timeout is renewed well before Discord's own ends, so that a bot that was away for a while leaves no gap. */
const renewEvery = longestTimeout - 86_400_000;
const tryAgainIn = '1 h';

/**
 * The end of something, or the next link of a long timeout. It acts on what is written down now: what was ended by hand, or begun
 * anew since it was planned, is left alone.
 */
export const timedStep = moderation.job(
  'timed-step',
  { input: z.object({ kind: z.enum(['timeout', 'ban']), userId: z.string() }) },
  async (ctx, { kind, userId }) => {
    const timed = await ctx.data.timedActions.findOne({ kind, userId });
    if (!timed) return;
    if (timed.until > ctx.clock.now()) {
      // Planned after it is renewed: planned before, a process that dies between the two leaves a gap of weeks.
      if (kind === 'timeout') await renewOrTryAgain(ctx, timed);
      await plan(ctx, timed);
      return;
    }
    await end(ctx, timed);
    await ctx.data.timedActions.deleteOne({ kind, userId, case: timed.case });
  },
);

/** Writes down what must end, and plans its end, before it begins. */
export async function startTimed(ctx: ModerationContext, timed: Timed): Promise<void> {
  const { kind, userId, case: number, until } = timed;
  await ctx.data.timedActions.updateOne(
    { kind, userId },
    { $set: { case: number, until } },
    { upsert: true },
  );
  await plan(ctx, timed);
}

/** @param number only when it is still the one of this case */
export async function cancelTimed(
  ctx: ModerationContext,
  kind: TimedKind,
  userId: string,
  number?: number,
): Promise<boolean> {
  const was = await ctx.data.timedActions.deleteOne({
    kind,
    userId,
    ...(number === undefined ? {} : { case: number }),
  });
  if (was) await ctx.jobs.cancel(timedStep, `${kind}:${userId}`);
  return was;
}

/** Has what is overdue looked at now. */
export async function replan(
  ctx: ModerationContext,
  { kind, userId }: Pick<Timed, 'kind' | 'userId'>,
): Promise<void> {
  await ctx.jobs.at({ in: 0 }, timedStep, { kind, userId }, { key: `${kind}:${userId}` });
}

/** What is left of a timeout, for a member who returns: Discord may have forgotten it. */
export async function putTimeoutBack(ctx: ModerationContext, userId: string): Promise<void> {
  const timed = await ctx.data.timedActions.findOne({ kind: 'timeout', userId });
  if (timed && timed.until > ctx.clock.now()) await renew(ctx, timed);
}

async function plan(ctx: ModerationContext, { kind, userId, until }: Timed): Promise<void> {
  const now = ctx.clock.now();
  const next = kind === 'timeout' && until - now > longestTimeout ? now + renewEvery : until;
  await ctx.jobs.at(new Date(next), timedStep, { kind, userId }, { key: `${kind}:${userId}` });
}

/** What Discord refuses now it may allow within the day that is left; the job alone gives up after three times. */
async function renewOrTryAgain(ctx: ModerationContext, timed: Timed): Promise<void> {
  try {
    await renew(ctx, timed);
  } catch (error) {
    if (!(error instanceof PluginProblem)) throw error;
    const { kind, userId } = timed;
    await ctx.jobs.at({ in: tryAgainIn }, timedStep, { kind, userId }, { key: `${kind}:${userId}` });
    throw error;
  }
}

async function renew(ctx: ModerationContext, timed: Timed): Promise<void> {
  const left = Math.min(timed.until - ctx.clock.now(), longestTimeout);
  try {
    await ctx.discord.timeout(timed.userId, left, ctx.guild.t('timed.renewed', { number: timed.case }));
  } catch (error) {
    // Who is away is timed out again when they return.
    if (!(error instanceof DiscordRefusal)) throw error;
    if (error.discordCode !== unknownMember) throw refused(ctx, timed, error);
  }
}

const unknownMember = 10_007;

async function end(ctx: ModerationContext, timed: Timed): Promise<void> {
  // Discord ends timeouts itself.
  if (timed.kind === 'timeout') return;
  const number = timed.case;
  const origin = `expiry:${number}`;
  const { opened } = await openCase(ctx, {
    kind: 'unban',
    origin,
    by: { id: null, source: 'expiry' },
    userId: timed.userId,
    reason: ctx.guild.t('timed.ended', { number }),
  });
  try {
    await ctx.discord.unban(timed.userId, ctx.guild.t('timed.ended', { number }));
  } catch (error) {
    if (!(error instanceof DiscordRefusal)) throw error;
    // It stays planned: the job is tried again, and an admin reads what to do meanwhile.
    throw refused(ctx, timed, error);
  }
  await settleCase(ctx, opened.number, { state: 'done' });
}

function refused(
  ctx: ModerationContext,
  { kind, case: number }: Timed,
  cause: DiscordRefusal,
): PluginProblem {
  return new PluginProblem(
    'END_REFUSED',
    ctx.guild.t('problem.timed', { kind: ctx.guild.t(`kind.${kind}`), number }),
    ctx.guild.t('problem.timed.remedy'),
    { cause },
  );
}
