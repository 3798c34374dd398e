import { OneAtATime, z } from '@guildhall/sdk';
import type { Case } from '../cases/case.ts';
import { takeNumbers } from '../cases/case-book.ts';
import { type ModerationContext, moderation } from '../contract.ts';
import { reachedSteps } from '../warnings/points.ts';
import {
  type Import,
  importKinds,
  keptFor,
  numberThere,
  originOf,
  type StagedCase,
  sourceNames,
} from './imported-case.ts';

const day = 86_400_000;
/** Cases that are written in one transaction. */
const batch = 50;

const inTurn = new OneAtATime();

/** Takes an export over, oldest cases first. A job: after a crash it goes on where it was, and makes no case twice. */
export const takeOver = moderation.job('import', { input: z.object({ id: z.string() }) }, (ctx, { id }) =>
  inTurn.run(ctx, `import:${id}`, () => takeOverAll(ctx, id)),
);

export type Wishes = Pick<Import, 'kinds' | 'unknownAsNotes' | 'conflictsToo' | 'countWarnings'>;

/** Confirms what somebody has looked at. @returns whether it was a draft until now */
export async function acceptImport(ctx: ModerationContext, id: string, wishes: Wishes): Promise<boolean> {
  const now = ctx.clock.now();
  const accepted = await ctx.data.imports.updateOne(
    { id, state: 'draft' },
    { $set: { ...wishes, state: 'running', acceptedAt: now, expiresAt: now + keptFor } },
  );
  if (accepted) await ctx.jobs.at({ in: 0 }, takeOver, { id }, { key: id });
  return accepted;
}

async function takeOverAll(ctx: ModerationContext, id: string): Promise<void> {
  const found = await ctx.data.imports.findOne({ id });
  if (found?.state !== 'running') return;
  for (;;) {
    ctx.signal.throwIfAborted();
    const rows = await ctx.data.importedCases
      .find({ importId: id, state: 'staged' })
      .sort({ at: 1, order: 1 })
      .limit(batch);
    if (rows.length === 0) break;
    await takeOverSome(ctx, found, rows);
  }
  const done = await ctx.data.imports.findOneAndUpdate({ id, state: 'running' }, { $set: { state: 'done' } });
  if (!done) return;
  const { source, by, added, left, countWarnings } = done;
  await ctx.audit('import.done', { id, source, by, added, left, countWarnings });
}

/** All of a batch is written, with what was counted of it, or nothing. */
async function takeOverSome(ctx: ModerationContext, one: Import, rows: readonly StagedCase[]): Promise<void> {
  const origins = rows.map(({ theirId }) => originOf(one.source, theirId));
  const here = new Set((await ctx.data.cases.find({ origin: { $in: origins } })).map(({ origin }) => origin));
  const wanted = rows.filter((row) => isWanted(row, one) && !here.has(originOf(one.source, row.theirId)));
  const first = wanted.length === 0 ? 0 : await takeNumbers(ctx, 'case', wanted.length);
  const cases = wanted.map((row, index) => caseOf(row, one, first + index));
  const counting = one.countWarnings ? cases.filter(({ kind, hidden }) => kind === 'warn' && !hidden) : [];
  const { warnExpiryDays } = ctx.config;
  const warnings = counting.map(({ number, userId, points, at }) => ({
    number,
    userId: userId ?? '0',
    points: points ?? 1,
    at,
    expiresAt: warnExpiryDays === 0 ? null : at + warnExpiryDays * day,
    state: 'active' as const,
    removedBy: null,
  }));
  const ids = (some: readonly StagedCase[]) => some.map(({ theirId }) => theirId);
  const left = rows.filter((row) => !wanted.includes(row));
  await ctx.transaction(async (data) => {
    if (cases.length > 0) await data.cases.insertMany(cases);
    if (warnings.length > 0) await data.warnings.insertMany(warnings);
    await standOnSteps(ctx, data, new Map(warnings.map(({ userId, number }) => [userId, number])));
    const mark = (some: readonly StagedCase[], state: StagedCase['state']) =>
      data.importedCases.updateMany(
        { importId: one.id, theirId: { $in: ids(some) }, state: 'staged' },
        { $set: { state } },
      );
    await mark(wanted, 'added');
    await mark(left, 'left');
    await data.imports.updateOne({ id: one.id }, { $inc: { added: wanted.length, left: left.length } });
  });
}

function isWanted({ kind, verdict, userId }: StagedCase, wishes: Wishes): boolean {
  // Somebody whose data was erased since.
  if (userId === '0') return false;
  if (verdict === 'known' || verdict === 'same') return false;
  if (verdict === 'conflict' && !wishes.conflictsToo) return false;
  return kind === null
    ? wishes.unknownAsNotes
    : importKinds.some((each) => each === kind && wishes.kinds.includes(each));
}

function caseOf(row: StagedCase, { source, at }: Import, number: number): Case {
  const { kind, theirKind, theirId, userId, moderatorId, reason, duration, hidden } = row;
  const points = kind === 'warn' ? (row.points ?? 1) : null;
  return {
    number,
    origin: originOf(source, theirId),
    kind: kind ?? 'note',
    // Old cases are not news: they go into the history, and neither through the moderation log nor to other plugins.
    state: 'done',
    logged: true,
    userId,
    channelId: null,
    roleId: null,
    moderatorId,
    source: 'import',
    sourceName: [sourceNames[source], numberThere(theirId)].filter(Boolean).join(' '),
    reason: kind === null ? [`[${theirKind}]`, reason].filter(Boolean).join(' ') : reason,
    at: row.at ?? at,
    duration,
    points,
    count: null,
    told: 'no',
    hidden,
    failure: null,
    editedBy: null,
    editedAt: null,
  };
}

/**
 * Steps that members stand on by what was imported are theirs without being taken: the next warning takes the next step, and none of
 * those that were behind them before they came.
 *
 * @param latest the members, each with the number of their latest imported warning
 */
async function standOnSteps(
  ctx: ModerationContext,
  data: ModerationContext['data'],
  latest: ReadonlyMap<string, number>,
): Promise<void> {
  const now = ctx.clock.now();
  for (const [userId, warning] of latest) {
    // Whoever counts this member's points at the same time counts anew.
    await data.standings.updateOne({ userId }, { $inc: { revision: 1 } }, { upsert: true });
    const warnings = await data.warnings.find({ userId, state: 'active' });
    const crossed = await data.crossings.find({ userId });
    const steps = reachedSteps(ctx.config.escalations, warnings, now)
      .filter((step) => !crossed.some(({ points }) => points === step.points))
      .map(({ points }) => ({ userId, points, warning }));
    if (steps.length > 0) await data.crossings.insertMany(steps);
  }
}
