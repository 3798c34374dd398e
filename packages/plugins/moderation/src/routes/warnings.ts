import { RouteError, z } from '@guildhall/sdk';
import { moderation } from '../contract.ts';
import { whyNot } from '../deeds/why-not.ts';
import { removeWarnings, restoreWarning } from '../warnings/warn.ts';
import type { Warning } from '../warnings/warning.ts';
import { type Called, refused, requireModerator } from './moderator.ts';
import { cursor, limit, pageOf } from './paging.ts';

const params = z.object({ number: z.int() });

export const listWarnings = moderation.route(
  'GET /warnings',
  {
    access: 'member',
    description: 'Warnings in force, the newest first',
    query: z.object({ userId: z.string().max(20).optional(), cursor, limit }),
    returns: z.object({
      items: z.array(
        z.object({
          number: z.int(),
          userId: z.string(),
          points: z.int(),
          at: z.int(),
          expiresAt: z.int().nullable(),
          reason: z.string().nullable(),
          moderatorId: z.string().nullable(),
        }),
      ),
      next: z.int().nullable(),
    }),
  },
  async (ctx, { query }) => {
    await requireModerator(ctx);
    const found = await ctx.data.warnings
      .find({
        state: 'active',
        $or: [{ expiresAt: null }, { expiresAt: { $gt: ctx.clock.now() } }],
        ...(query.userId ? { userId: query.userId } : {}),
        ...(query.cursor === undefined ? {} : { number: { $lt: query.cursor } }),
      })
      .sort({ number: -1 })
      .limit(query.limit + 1);
    const { items: page, next } = pageOf(found, query.limit, ({ number }) => number);
    const cases = await ctx.data.cases.find({ number: { $in: page.map(({ number }) => number) } });
    const known = new Map(cases.map((one) => [one.number, one]));
    return {
      items: page.map(({ number, userId, points, at, expiresAt }) => ({
        number,
        userId,
        points,
        at,
        expiresAt,
        reason: known.get(number)?.reason ?? null,
        moderatorId: known.get(number)?.moderatorId ?? null,
      })),
      next,
    };
  },
);

export const removeWarning = moderation.route(
  'DELETE /warnings/{number}',
  { access: 'member', description: 'Takes a warning back', params },
  async (ctx, { params: { number } }) => {
    const { caller, userId } = await requireSay(ctx, number, 'active');
    await removeWarnings(ctx, userId, caller, number);
    await ctx.audit('warnings.remove', { userId, number, by: caller });
  },
);

export const putWarningBack = moderation.route(
  'POST /warnings/{number}/restore',
  { access: 'member', description: 'Lets a warning that was taken back count again', params },
  async (ctx, { params: { number } }) => {
    const { caller } = await requireSay(ctx, number, 'removed');
    const restored = await restoreWarning(ctx, number, caller);
    if (!restored) throw unknown(ctx, number);
  },
);

/** Who may not write about a member has no say in their warnings. @throws `RouteError` */
async function requireSay(
  ctx: Called,
  number: number,
  state: Warning['state'],
): Promise<{ readonly caller: string; readonly userId: string }> {
  const caller = await requireModerator(ctx);
  const warning = await ctx.data.warnings.findOne({ number, state });
  if (!warning) throw unknown(ctx, number);
  const { userId } = warning;
  const refusal = await whyNot(ctx, {
    deed: 'note',
    userId,
    by: { id: caller, source: 'dashboard' },
    reason: '-',
  });
  if (refusal !== undefined) throw refused(ctx, refusal);
  return { caller, userId };
}

function unknown({ t }: Pick<Called, 't'>, number: number): RouteError {
  return new RouteError(404, 'WARNING_UNKNOWN', t('warnings.unknown', { number }));
}
