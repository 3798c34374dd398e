import { type Filter, RouteError, z } from '@guildhall/sdk';
import { type Case, caseKindSchema, caseSources, longestReason } from '../cases/case.ts';
import { csvOf } from '../cases/csv.ts';
import { editCase } from '../cases/edit-case.ts';
import { moderation } from '../contract.ts';
import { caseRecord, toRecord } from './case-record.ts';
import { refused, requireModerator } from './moderator.ts';
import { cursor, limit, pageOf } from './paging.ts';

const filters = {
  userId: z.string().max(20).optional(),
  moderatorId: z.string().max(20).optional(),
  kind: caseKindSchema.optional(),
  source: z.enum(caseSources).optional(),
  since: z.iso.datetime().optional(),
  until: z.iso.datetime().optional(),
};

type Filters = z.output<z.ZodObject<typeof filters>>;

function filterOf({ userId, moderatorId, kind, source, since, until }: Filters): Filter<Case> {
  return {
    ...(userId && { userId }),
    ...(moderatorId && { moderatorId }),
    ...(kind && { kind }),
    ...(source && { source }),
    ...((since || until) && {
      at: { ...(since && { $gte: Date.parse(since) }), ...(until && { $lte: Date.parse(until) }) },
    }),
  };
}

export const listCases = moderation.route(
  'GET /cases',
  {
    access: 'member',
    description: 'Cases, the newest first',
    query: z.object({ ...filters, cursor, limit }),
    returns: z.object({ items: z.array(caseRecord), next: z.int().nullable() }),
  },
  async (ctx, { query }) => {
    await requireModerator(ctx);
    const { cursor: before, limit: most, ...wanted } = query;
    const found = await ctx.data.cases
      .find({ ...filterOf(wanted), ...(before === undefined ? {} : { number: { $lt: before } }) })
      .sort({ number: -1 })
      .limit(most + 1);
    const { items, next } = pageOf(found, most, ({ number }) => number);
    return { items: items.map(toRecord), next };
  },
);

export const readCase = moderation.route(
  'GET /cases/{number}',
  {
    access: 'member',
    description: 'One case',
    params: z.object({ number: z.int() }),
    returns: caseRecord,
  },
  async (ctx, { params }) => {
    await requireModerator(ctx);
    const found = await ctx.data.cases.findOne({ number: params.number });
    if (!found) throw new RouteError(404, 'CASE_UNKNOWN', ctx.t('case.unknown', { number: params.number }));
    return toRecord(found);
  },
);

export const changeCase = moderation.route(
  'PATCH /cases/{number}',
  {
    access: 'member',
    description: 'Gives a case another reason, or takes it out of the member’s history',
    params: z.object({ number: z.int() }),
    body: z.object({
      reason: z.string().min(1).max(longestReason).optional(),
      hidden: z.boolean().optional(),
    }),
    returns: caseRecord,
  },
  async (ctx, { params, body }) => {
    const editor = await requireModerator(ctx);
    const { reason, hidden } = body;
    const edited = await editCase(ctx, params.number, editor, {
      ...(reason === undefined ? {} : { reason }),
      ...(hidden === undefined ? {} : { hidden }),
    });
    if (edited === undefined) {
      throw new RouteError(404, 'CASE_UNKNOWN', ctx.t('case.unknown', { number: params.number }));
    }
    if (typeof edited === 'string') throw refused(ctx, edited);
    return toRecord(edited);
  },
);

/** Of so many cases a file is made at once; older ones by `until`. */
const mostInFile = 10_000;

export const exportCases = moderation.route(
  'GET /logs.csv',
  {
    access: 'member',
    description: 'Cases as a table of comma-separated values, the newest 10,000',
    query: z.object(filters),
    returns: z.object({ name: z.string(), rows: z.int(), csv: z.string() }),
  },
  async (ctx, { query }) => {
    await requireModerator(ctx);
    const { rows, csv } = await csvOf(ctx.data.cases.find(filterOf(query)).sort({ number: -1 }), mostInFile);
    return { name: 'cases.csv', rows, csv };
  },
);
