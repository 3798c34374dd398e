import { automod } from '../contract.ts';
import { syncNative } from './sync.ts';

/** A moment after rules were changed, so that a row of changes is one; it goes on after a restart. */
export const followJob = automod.job('native', { every: '15 min' }, async (ctx) => {
  const has = (await ctx.data.native.count({})) > 0;
  if (ctx.config.native.enabled || has) await syncNative(ctx);
});
