import { RouteError, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { importSources, mostImported } from '../imports/imported-case.ts';
import { ExportUnreadable, readExport } from '../imports/read-export.ts';
import { acceptImport } from '../imports/run-import.ts';
import { callerOf } from './moderator.ts';

const importRecord = z.object({
  id: z.string(),
  source: z.enum(importSources),
  state: z.enum(['draft', 'running', 'done']),
  by: z.string(),
  at: z.int(),
  cases: z.int(),
  unread: z.int(),
  countWarnings: z.boolean(),
  added: z.int(),
});

const batch = 500;

export const readImport = moderation.route(
  'POST /imports',
  {
    access: 'manager',
    description: 'Reads another bot’s export. Nothing counts before it is accepted.',
    body: z.object({ source: z.enum(importSources), text: z.string().min(1).max(900_000) }),
    returns: importRecord,
  },
  async (ctx, { body }) => {
    const { cases, unread } = readOrRefuse(ctx, body);
    const draft: z.output<typeof importRecord> = {
      id: crypto.randomUUID(),
      source: body.source,
      state: 'draft',
      by: callerOf(ctx),
      at: ctx.clock.now(),
      cases: cases.length,
      unread,
      countWarnings: false,
      added: 0,
    };
    // Two lines with one number are one case.
    const unique = [...new Map(cases.map((one) => [one.theirId, one])).values()];
    for (let start = 0; start < unique.length; start += batch) {
      const some = unique.slice(start, start + batch);
      await ctx.data.importedCases.insertMany(some.map((one) => ({ ...one, importId: draft.id })));
    }
    await ctx.data.imports.insertOne({ ...draft, cases: unique.length });
    return { ...draft, cases: unique.length };
  },
);

function readOrRefuse(
  ctx: ModerationContext,
  { source, text }: { readonly source: (typeof importSources)[number]; readonly text: string },
) {
  try {
    const read = readExport(source, text);
    if (read.cases.length > mostImported) {
      throw new RouteError(400, 'IMPORT_TOO_LARGE', ctx.t('import.tooLarge', { most: mostImported }));
    }
    if (read.cases.length === 0) throw new ExportUnreadable('There is no case in it.');
    return read;
  } catch (error) {
    if (!(error instanceof ExportUnreadable)) throw error;
    throw new RouteError(400, 'IMPORT_UNREADABLE', ctx.t('import.unreadable', { why: error.message }));
  }
}

export const listImports = moderation.route(
  'GET /imports',
  { access: 'manager', description: 'Exports that were read', returns: z.array(importRecord) },
  async (ctx) => ctx.data.imports.find().sort({ at: -1 }).limit(50),
);

export const compareImport = moderation.route(
  'GET /imports/{id}/members',
  {
    access: 'manager',
    description: 'Member by member, what is here and what the export would add; at most 500',
    returns: z.array(
      z.object({
        userId: z.string(),
        casesHere: z.int(),
        casesThere: z.int(),
        warningsHere: z.int(),
        warningsThere: z.int(),
        casesAfter: z.int(),
      }),
    ),
  },
  async (ctx, { params }) => {
    const there = await ctx.data.importedCases.aggregate(
      [
        { $match: { importId: params.id } },
        {
          $group: {
            _id: '$userId',
            cases: { $sum: 1 },
            warnings: { $sum: { $cond: [{ $eq: ['$kind', 'warn'] }, 1, 0] } },
          },
        },
        { $sort: { cases: -1, _id: 1 } },
        { $limit: 500 },
      ],
      z.object({ _id: z.string(), cases: z.int(), warnings: z.int() }),
    );
    const users = there.map(({ _id }) => _id);
    const here = await ctx.data.cases.aggregate(
      [{ $match: { userId: { $in: users } } }, { $group: { _id: '$userId', cases: { $sum: 1 } } }],
      z.object({ _id: z.string(), cases: z.int() }),
    );
    const warnings = await ctx.data.warnings.aggregate(
      [
        { $match: { userId: { $in: users }, state: 'active' } },
        { $group: { _id: '$userId', count: { $sum: 1 } } },
      ],
      z.object({ _id: z.string(), count: z.int() }),
    );
    const casesOf = new Map(here.map(({ _id, cases }) => [_id, cases]));
    const warningsOf = new Map(warnings.map(({ _id, count }) => [_id, count]));
    return there.map(({ _id: userId, cases, warnings: warned }) => ({
      userId,
      casesHere: casesOf.get(userId) ?? 0,
      casesThere: cases,
      warningsHere: warningsOf.get(userId) ?? 0,
      warningsThere: warned,
      casesAfter: (casesOf.get(userId) ?? 0) + cases,
    }));
  },
);

export const acceptImportRoute = moderation.route(
  'POST /imports/{id}/accept',
  {
    access: 'manager',
    description:
      'Takes the cases over; warnings count as one point each when that is wanted, and set off no step by themselves',
    body: z.object({ countWarnings: z.boolean().default(false) }),
  },
  async (ctx, { params, body }) => {
    if (await acceptImport(ctx, params.id, body.countWarnings)) return;
    throw new RouteError(409, 'IMPORT_NO_DRAFT', ctx.t('import.noDraft'));
  },
);

export const discardImport = moderation.route(
  'DELETE /imports/{id}',
  { access: 'manager', description: 'Forgets an export that was read' },
  async (ctx, { params }) => {
    if (!(await ctx.data.imports.deleteOne({ id: params.id, state: 'draft' }))) {
      throw new RouteError(409, 'IMPORT_NO_DRAFT', ctx.t('import.noDraft'));
    }
    await ctx.data.importedCases.deleteMany({ importId: params.id });
  },
);
