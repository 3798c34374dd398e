import { field, RouteError, z } from '@guildhall/sdk';
import { type AutomodContext, automod } from '../contract.ts';
import { isUndoable, markFalsePositive, undo } from '../hits/undo.ts';

const hitId = z.object({ id: z.string().min(1).max(20) });
const day = 86_400_000;

const rowSchema = z.object({
  id: z.string(),
  at: z.string(),
  rule: z.string(),
  userId: z.string(),
  channelId: z.string().nullable(),
  reason: z.string(),
  actions: z.string(),
  count: z.int(),
  kind: z.enum(['acted', 'dryRun', 'staff', 'refused', 'undone']),
  verdict: z.enum(['open', 'falsePositive']),
  undone: z.boolean(),
  /** Whether something was done that can be taken back, and is not yet. */
  undoable: z.boolean(),
});

type Hit = NonNullable<Awaited<ReturnType<AutomodContext['data']['hits']['findOne']>>>;

function kindOfHit({ dryRun, performed, undoneAt }: Hit): z.output<typeof rowSchema>['kind'] {
  if (undoneAt > 0) return 'undone';
  if (dryRun) return 'dryRun';
  if (performed.some(({ detail }) => detail === 'staff')) return 'staff';
  return performed.some(({ outcome }) => outcome === 'refused') ? 'refused' : 'acted';
}

function rowOf(ctx: AutomodContext, hit: Hit): z.output<typeof rowSchema> {
  return {
    id: hit.id,
    at: new Date(hit.at).toISOString(),
    rule: hit.ruleName,
    userId: hit.userId,
    channelId: hit.channelId === '' ? null : hit.channelId,
    reason: hit.reason,
    actions: hit.performed
      .filter(({ outcome }) => outcome !== 'skipped')
      .map(({ type, outcome }) =>
        outcome === 'done'
          ? ctx.t(`action.${type}`)
          : `${ctx.t(`action.${type}`)} (${ctx.t(`outcome.${outcome}`)})`,
      )
      .join(', '),
    count: hit.count,
    kind: kindOfHit(hit),
    verdict: hit.verdict,
    undone: hit.undoneAt > 0,
    undoable: isUndoable(hit),
  };
}

/** The last hit of a page: `<at>.<id>`. */
function readCursor(cursor: string | undefined): { readonly at: number; readonly id: string } | undefined {
  const [, at, id] = /^(\d{1,16})\.(\w{1,20})$/.exec(cursor ?? '') ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number(at), id };
}

export const listHits = automod.route(
  'GET /hits',
  {
    access: 'manager',
    description: 'What rules found and did, the newest first',
    query: z.object({
      cursor: z.string().max(60).optional(),
      limit: z.int().min(1).max(100).default(50),
      userId: field.member().optional(),
      ruleId: z.string().max(20).optional(),
      verdict: z.enum(['open', 'falsePositive']).optional(),
      dryRun: z.boolean().optional(),
      since: z.iso.datetime().optional(),
    }),
    returns: z.object({ items: z.array(rowSchema), next: z.string().nullable() }),
  },
  async (ctx, { query: { cursor, limit, userId, ruleId, verdict, dryRun, since } }) => {
    const after = readCursor(cursor);
    const hits = await ctx.data.hits
      .find({
        ...(userId === undefined ? {} : { userId }),
        ...(ruleId === undefined ? {} : { ruleId }),
        ...(verdict === undefined ? {} : { verdict }),
        ...(dryRun === undefined ? {} : { dryRun }),
        ...(since === undefined ? {} : { at: { $gte: Date.parse(since) } }),
        ...(after ? { $or: [{ at: { $lt: after.at } }, { at: after.at, id: { $gt: after.id } }] } : {}),
      })
      .sort({ at: -1, id: 1 })
      .limit(limit + 1);
    const page = hits.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((hit) => rowOf(ctx, hit)),
      next: hits.length > limit && last ? `${last.at}.${last.id}` : null,
    };
  },
);

export const hitsPerDay = automod.route(
  'GET /hits/days',
  {
    access: 'manager',
    description: 'Hits of each of the last 14 days, in UTC',
    returns: z.array(z.object({ day: z.string(), acted: z.int(), tried: z.int() })),
  },
  async (ctx) => {
    const now = ctx.clock.now();
    const first = Math.floor(now / day) - 13;
    const rows = await ctx.data.hits.aggregate(
      [
        { $match: { at: { $gte: first * day } } },
        {
          $group: {
            _id: { day: { $floor: { $divide: ['$at', day] } }, dryRun: '$dryRun' },
            count: { $sum: 1 },
          },
        },
      ],
      z.object({ _id: z.object({ day: z.number(), dryRun: z.boolean() }), count: z.int() }),
    );
    const counts = new Map(rows.map(({ _id, count }) => [`${_id.day} ${_id.dryRun}`, count]));
    return Array.from({ length: 14 }, (_, index) => ({
      day: new Date((first + index) * day).toISOString().slice(0, 10),
      acted: counts.get(`${first + index} false`) ?? 0,
      tried: counts.get(`${first + index} true`) ?? 0,
    }));
  },
);

export const undoHit = automod.route(
  'POST /hits/{id}/undo',
  {
    access: 'manager',
    description: 'Takes back what a rule did, as far as that is possible',
    params: hitId,
    body: z.object({}),
    returns: z.object({ outcome: z.enum(['nothing', 'done', 'partly', 'before']), actions: z.string() }),
  },
  async (ctx, { params }) => {
    const { outcome, actions } = await undo(ctx, params.id, ctx.actor?.userId ?? '');
    if (outcome === 'gone') throw new RouteError(404, 'HIT_GONE', 'There is no such hit any more.');
    return { outcome, actions };
  },
);

export const falsePositive = automod.route(
  'POST /hits/{id}/false-positive',
  {
    access: 'manager',
    description: 'Says that a rule was wrong: it counts in the list of rules',
    params: hitId,
    body: z.object({}),
    returns: z.object({ id: z.string() }),
  },
  async (ctx, { params }) => {
    if (!(await markFalsePositive(ctx, params.id, ctx.actor?.userId ?? '')))
      throw new RouteError(404, 'HIT_GONE', 'There is no such hit any more.');
    return { id: params.id };
  },
);

export const summary = automod.route(
  'GET /summary',
  {
    access: 'manager',
    description: 'Figures of the last 24 hours, and what automod can see here',
    returns: z.object({
      hits: z.int(),
      hitsBefore: z.int(),
      rules: z.int().meta({ description: 'How many act: neither off nor on trial' }),
      quarantined: z.int(),
      falsePositives: z.int(),
    }),
  },
  async (ctx) => {
    const now = ctx.clock.now();
    const acted = { dryRun: false };
    const [hits, hitsBefore, rules, quarantined, falsePositives] = await Promise.all([
      ctx.data.hits.count({ ...acted, at: { $gte: now - day } }),
      ctx.data.hits.count({ ...acted, at: { $gte: now - 2 * day, $lt: now - day } }),
      ctx.data.rules.count({ enabled: true, dryRun: false }),
      ctx.data.quarantine.count(),
      ctx.data.hits.count({ verdict: 'falsePositive', at: { $gte: now - 7 * day } }),
    ]);
    return { hits, hitsBefore, rules, quarantined, falsePositives };
  },
);
