import { moderation } from '../contract.ts';

/** Forgets what is staged after a week. Of an import that was accepted, that it was stays; its cases do, too. */
export const forgetImports = moderation.job('forget-imports', { every: '6 h' }, async (ctx) => {
  const old = await ctx.data.imports.find({ expiresAt: { $lte: ctx.clock.now() } });
  for (const { id, state } of old) {
    if (state === 'running' || state === 'undoing') continue;
    await ctx.data.importedCases.deleteMany({ importId: id });
    await ctx.data.importRefusals.deleteMany({ importId: id });
    if (state !== 'done') await ctx.data.imports.deleteOne({ id, state });
  }
});
