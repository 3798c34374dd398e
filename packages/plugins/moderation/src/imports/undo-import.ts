import { OneAtATime, z } from '@guildhall/sdk';
import { type ModerationContext, moderation } from '../contract.ts';
import { type Import, originOf } from './imported-case.ts';

const batch = 50;
const mostNamed = 10;

const inTurn = new OneAtATime();

/** Removes what an import made. A job: after a crash it goes on where it was. */
export const takeBack = moderation.job(
  'undo-import',
  { input: z.object({ id: z.string() }) },
  (ctx, { id }) => inTurn.run(ctx, `undo:${id}`, () => takeAllBack(ctx, id)),
);

/** What came of the wish to undo. `builtOn`: numbers of cases that somebody has gone on with, some of them. */
export type Undone = 'begun' | 'impossible' | { readonly builtOn: readonly number[] };

/** Begins to remove what an import made, when nobody has built on it. */
export async function undoImport(ctx: ModerationContext, id: string): Promise<Undone> {
  const found = await ctx.data.imports.findOne({ id });
  if (found?.state !== 'done' || found.expiresAt <= ctx.clock.now()) return 'impossible';
  const builtOn = await whoBuiltOn(ctx, found);
  if (builtOn.length > 0) return { builtOn: builtOn.slice(0, mostNamed) };
  const begun = await ctx.data.imports.updateOne({ id, state: 'done' }, { $set: { state: 'undoing' } });
  if (begun) await ctx.jobs.at({ in: 0 }, takeBack, { id }, { key: id });
  return begun ? 'begun' : 'impossible';
}

/** Cases of it that were edited or whose warning was taken back; warnings that members got on top of points from it. */
async function whoBuiltOn(ctx: ModerationContext, one: Import): Promise<readonly number[]> {
  const builtOn: number[] = [];
  const users = new Set<string>();
  let origins: string[] = [];
  const look = async () => {
    const cases = await ctx.data.cases.find({ origin: { $in: origins } });
    builtOn.push(...cases.flatMap(({ number, editedAt }) => (editedAt === null ? [] : number)));
    const numbers = cases.map(({ number }) => number);
    const removed = await ctx.data.warnings.find({ number: { $in: numbers }, state: 'removed' });
    builtOn.push(...removed.map(({ number }) => number));
    if (one.countWarnings) {
      const warned = cases.flatMap(({ kind, userId }) => (kind === 'warn' && userId ? userId : []));
      const since = await ctx.data.cases.find({
        userId: { $in: warned.filter((userId) => !users.has(userId)) },
        kind: 'warn',
        source: { $ne: 'import' },
        at: { $gte: one.acceptedAt ?? one.at },
      });
      for (const userId of warned) users.add(userId);
      builtOn.push(...since.map(({ number }) => number));
    }
    origins = [];
  };
  for await (const { theirId } of ctx.data.importedCases.find({ importId: one.id, state: 'added' })) {
    origins.push(originOf(one.source, theirId));
    if (origins.length === batch) await look();
  }
  if (origins.length > 0) await look();
  return builtOn;
}

async function takeAllBack(ctx: ModerationContext, id: string): Promise<void> {
  const found = await ctx.data.imports.findOne({ id });
  if (found?.state !== 'undoing') return;
  for (;;) {
    ctx.signal.throwIfAborted();
    const rows = await ctx.data.importedCases.find({ importId: id, state: 'added' }).limit(batch);
    if (rows.length === 0) break;
    const theirIds = rows.map(({ theirId }) => theirId);
    await ctx.transaction(async (data) => {
      const cases = await data.cases.find({
        origin: { $in: theirIds.map((theirId) => originOf(found.source, theirId)) },
        // One that was edited while this goes on stays.
        editedAt: null,
      });
      const numbers = cases.map(({ number }) => number);
      await data.cases.deleteMany({ number: { $in: numbers } });
      await data.warnings.deleteMany({ number: { $in: numbers } });
      await data.crossings.deleteMany({ warning: { $in: numbers } });
      await data.importedCases.updateMany(
        { importId: id, theirId: { $in: theirIds } },
        { $set: { state: 'removed' } },
      );
      await data.imports.updateOne({ id }, { $inc: { added: -numbers.length } });
    });
  }
  if (await ctx.data.imports.updateOne({ id, state: 'undoing' }, { $set: { state: 'undone' } })) {
    await ctx.audit('import.undone', { id, source: found.source, removed: found.added });
  }
}
