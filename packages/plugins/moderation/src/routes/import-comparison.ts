import { type Filter, RouteError, z } from '@guildhall/sdk';
import { caseKindSchema } from '../cases/case.ts';
import { moderation } from '../contract.ts';
import { numberThere, refusals, type StagedCase, verdicts } from '../imports/imported-case.ts';
import { pageOf } from './paging.ts';

const cursor = z.int().min(0).optional();
const most = 50;

const count = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } });
const is = (name: keyof StagedCase, value: string | null) => ({ $eq: [`$${name}`, value] });

export const importTotals = moderation.route(
  'GET /imports/{id}/totals',
  {
    access: 'admin',
    description: 'What an export holds, beside what is here',
    returns: z.object({
      new: z.int(),
      known: z.int(),
      same: z.int(),
      conflict: z.int(),
      unknown: z.int(),
      unread: z.int(),
      elsewhere: z.int(),
      from: z.int().nullable(),
      to: z.int().nullable(),
      kinds: z.array(z.object({ theirKind: z.string(), kind: caseKindSchema.nullable(), count: z.int() })),
      moderatorsGone: z.array(z.string()),
    }),
  },
  async (ctx, { params: { id } }) => {
    const found = await ctx.data.imports.findOne({ id });
    if (!found) throw new RouteError(404, 'IMPORT_UNKNOWN', ctx.t('import.unknown'));
    const rows = await ctx.data.importedCases.aggregate(
      [
        { $match: { importId: id } },
        {
          $group: {
            _id: { kind: '$kind', theirKind: '$theirKind', verdict: '$verdict' },
            count: { $sum: 1 },
            from: { $min: '$at' },
            to: { $max: '$at' },
          },
        },
        { $sort: { count: -1 } },
      ],
      z.object({
        _id: z.object({
          kind: caseKindSchema.nullable(),
          theirKind: z.string(),
          verdict: z.enum(verdicts),
        }),
        count: z.int(),
        from: z.int().nullable(),
        to: z.int().nullable(),
      }),
    );
    const sumOf = (some: typeof rows) => some.reduce((sum, row) => sum + row.count, 0);
    const of = (verdict: (typeof verdicts)[number]) =>
      sumOf(rows.filter(({ _id }) => _id.verdict === verdict));
    const kinds = new Map<string, { theirKind: string; kind: StagedCase['kind']; count: number }>();
    for (const { _id, count: added } of rows) {
      const { theirKind, kind } = _id;
      const key = `${theirKind} ${kind}`;
      kinds.set(key, { theirKind, kind, count: (kinds.get(key)?.count ?? 0) + added });
    }
    const times = rows.flatMap(({ from, to }) => (from === null || to === null ? [] : [from, to]));
    return {
      new: of('new'),
      known: of('known'),
      same: of('same'),
      conflict: of('conflict'),
      unknown: sumOf(rows.filter(({ _id }) => _id.kind === null)),
      unread: found.unread,
      elsewhere: found.elsewhere,
      from: times.length === 0 ? null : Math.min(...times),
      to: times.length === 0 ? null : Math.max(...times),
      kinds: [...kinds.values()].slice(0, 50),
      moderatorsGone: found.moderatorsGone,
    };
  },
);

export const compareImport = moderation.route(
  'GET /imports/{id}/members',
  {
    access: 'admin',
    description:
      'Member by member, what is here and what the export holds; at most 500, those with the most first',
    returns: z.array(
      z.object({
        userId: z.string(),
        casesHere: z.int(),
        casesThere: z.int(),
        pointsHere: z.int(),
        pointsThere: z.int(),
        new: z.int(),
        same: z.int(),
        conflict: z.int(),
        unknown: z.int(),
      }),
    ),
  },
  async (ctx, { params: { id } }) => {
    const there = await ctx.data.importedCases.aggregate(
      [
        { $match: { importId: id, userId: { $ne: '0' } } },
        {
          $group: {
            _id: '$userId',
            casesThere: { $sum: 1 },
            pointsThere: { $sum: { $cond: [is('kind', 'warn'), { $ifNull: ['$points', 1] }, 0] } },
            new: count(is('verdict', 'new')),
            known: count(is('verdict', 'known')),
            same: count(is('verdict', 'same')),
            conflict: count(is('verdict', 'conflict')),
            unknown: count(is('kind', null)),
          },
        },
        { $sort: { casesThere: -1, _id: 1 } },
        { $limit: 500 },
      ],
      z.object({
        _id: z.string(),
        casesThere: z.int(),
        pointsThere: z.int(),
        new: z.int(),
        known: z.int(),
        same: z.int(),
        conflict: z.int(),
        unknown: z.int(),
      }),
    );
    const users = there.map(({ _id }) => _id);
    const cases = await ctx.data.cases.aggregate(
      [
        { $match: { userId: { $in: users }, state: 'done' } },
        { $group: { _id: '$userId', count: { $sum: 1 } } },
      ],
      z.object({ _id: z.string(), count: z.int() }),
    );
    const points = await ctx.data.warnings.aggregate(
      [
        {
          $match: {
            userId: { $in: users },
            state: 'active',
            $or: [{ expiresAt: null }, { expiresAt: { $gt: ctx.clock.now() } }],
          },
        },
        { $group: { _id: '$userId', count: { $sum: '$points' } } },
      ],
      z.object({ _id: z.string(), count: z.int() }),
    );
    const byUser = (rows: typeof cases) => new Map(rows.map((row) => [row._id, row.count]));
    const [casesOf, pointsOf] = [byUser(cases), byUser(points)];
    return there.map(({ _id: userId, known, same, ...row }) => ({
      ...row,
      userId,
      same: same + known,
      casesHere: casesOf.get(userId) ?? 0,
      pointsHere: pointsOf.get(userId) ?? 0,
    }));
  },
);

export const importedCasesRoute = moderation.route(
  'GET /imports/{id}/cases',
  {
    access: 'admin',
    description: 'Its cases, each beside the case here that is about the same',
    query: z.object({
      userId: z.string().max(20).optional(),
      verdict: z.enum(verdicts).optional(),
      cursor,
    }),
    returns: z.object({
      items: z.array(
        z.object({
          order: z.int(),
          theirId: z.string().nullable(),
          theirKind: z.string(),
          kind: caseKindSchema.nullable(),
          userId: z.string(),
          moderatorId: z.string().nullable(),
          at: z.int().nullable(),
          reason: z.string().nullable(),
          verdict: z.enum(verdicts),
          here: z.string().nullable(),
        }),
      ),
      next: z.int().nullable(),
    }),
  },
  async (ctx, { params, query }) => {
    const filter: Filter<StagedCase> = {
      importId: params.id,
      ...(query.userId && { userId: query.userId }),
      ...(query.verdict && { verdict: query.verdict }),
      ...(query.cursor !== undefined && { order: { $gt: query.cursor } }),
    };
    const found = await ctx.data.importedCases
      .find(filter)
      .sort({ order: 1 })
      .limit(most + 1);
    const { items, next } = pageOf(found, most, ({ order }) => order);
    const numbers = items.flatMap(({ twin }) => twin ?? []);
    const twins = new Map(
      (await ctx.data.cases.find({ number: { $in: numbers } })).map((one) => [one.number, one]),
    );
    return {
      items: items.map(
        ({ order, theirId, theirKind, kind, userId, moderatorId, at, reason, verdict, twin }) => ({
          ...{
            order,
            theirId: numberThere(theirId),
            theirKind,
            kind,
            userId,
            moderatorId,
            at,
            reason,
            verdict,
          },
          here: twin === null ? null : [`#${twin}`, twins.get(twin)?.reason].filter(Boolean).join(' '),
        }),
      ),
      next,
    };
  },
);

export const importRefusals = moderation.route(
  'GET /imports/{id}/refusals',
  {
    access: 'admin',
    description: 'Rows that can’t become cases: where they are, and why not',
    query: z.object({ cursor }),
    returns: z.object({
      items: z.array(
        z.object({ order: z.int(), place: z.string(), why: z.enum(refusals), detail: z.string() }),
      ),
      next: z.int().nullable(),
    }),
  },
  async (ctx, { params, query }) => {
    const found = await ctx.data.importRefusals
      .find({ importId: params.id, ...(query.cursor !== undefined && { order: { $gt: query.cursor } }) })
      .sort({ order: 1 })
      .limit(most + 1);
    const { items, next } = pageOf(found, most, ({ order }) => order);
    return {
      items: items.map(({ order, place, why, detail }) => ({ order, place, why, detail })),
      next,
    };
  },
);
