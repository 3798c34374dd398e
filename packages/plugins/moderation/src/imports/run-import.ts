import { OneAtATime, z } from '@guildhall/sdk';
import { openCase } from '../cases/case-book.ts';
import { type ModerationContext, moderation } from '../contract.ts';

const inTurn = new OneAtATime();

/** Takes an export over, case by case. A job: after a crash it goes on, and a case that is there already is not made again. */
export const takeOver = moderation.job('import', { input: z.object({ id: z.string() }) }, (ctx, { id }) =>
  inTurn.run(ctx, `import:${id}`, () => takeOverAll(ctx, id)),
);

/** Confirms what somebody has looked at. @returns whether it was a draft until now */
export async function acceptImport(
  ctx: ModerationContext,
  id: string,
  countWarnings: boolean,
): Promise<boolean> {
  const accepted = await ctx.data.imports.updateOne(
    { id, state: 'draft' },
    { $set: { state: 'running', countWarnings } },
  );
  if (accepted) await ctx.jobs.at({ in: 0 }, takeOver, { id }, { key: id });
  return accepted;
}

async function takeOverAll(ctx: ModerationContext, id: string): Promise<void> {
  const found = await ctx.data.imports.findOne({ id });
  if (found?.state !== 'running') return;
  const { source, countWarnings, by } = found;
  let added = 0;
  for await (const one of ctx.data.importedCases.find({ importId: id }).sort({ at: 1, theirId: 1 })) {
    const { theirId, kind, userId, moderatorId, reason, hidden } = one;
    const at = one.at ?? found.at;
    const { opened, isNew } = await openCase(ctx, {
      kind,
      origin: `import:${source}:${theirId}`,
      by: { id: moderatorId, source: 'import', name: source },
      userId,
      reason: reason ?? undefined,
      at,
      ...(kind === 'warn' ? { points: 1 } : {}),
    });
    if (isNew) added += 1;
    if (opened.state !== 'open') continue;
    if (kind === 'warn' && countWarnings && !hidden) {
      await ctx.data.warnings.updateOne(
        { number: opened.number },
        { $setOnInsert: { userId, points: 1, at, expiresAt: null, state: 'active', removedBy: null } },
        { upsert: true },
      );
    }
    // Old cases are not news: they go into the history, and not through the moderation log.
    await ctx.data.cases.updateOne(
      { number: opened.number },
      { $set: { state: 'done', logged: true, hidden } },
    );
  }
  await ctx.data.imports.updateOne({ id }, { $set: { state: 'done', added } });
  await ctx.data.importedCases.deleteMany({ importId: id });
  await ctx.audit('import.done', { id, source, by, added });
}
