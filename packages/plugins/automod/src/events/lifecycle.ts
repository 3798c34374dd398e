import { automod } from '../contract.ts';
import { forgetGuild, stateOf } from '../engine/guild-state.ts';
import { presetRules } from '../rules/presets.ts';
import { startRules } from '../rules/store.ts';

export const setup = automod.setup(async (ctx) => {
  const { start } = ctx.config;
  await startRules(ctx, start === 'nothing' ? [] : presetRules(start, (key) => ctx.t(key)));
  stateOf(ctx).changed();
});

export const teardown = automod.teardown((ctx) => forgetGuild(ctx));

const daysOf = (days: number) => days * 86_400_000;

/** What is old is forgotten, as the settings say. */
export const prune = automod.job('prune', { every: '6 h' }, async (ctx) => {
  const now = ctx.clock.now();
  const before = now - daysOf(ctx.config.hitDays);
  await ctx.data.hits.deleteMany({ at: { $lt: before } });
  await ctx.data.votes.deleteMany({ at: { $lt: before } });
  await ctx.data.nukes.deleteMany({ at: { $lt: before } });
  await ctx.data.heat.deleteMany({ at: { $lt: now - daysOf(1) } });
});
