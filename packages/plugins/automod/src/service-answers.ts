import { automod } from './contract.ts';
import { stateOf } from './engine/guild-state.ts';
import { tryText } from './engine/try-text.ts';
import { strikesOf } from './heat/strikes.ts';

export const getHeat = automod.offer('getHeat', async (ctx, { userId }) => ({
  heat: stateOf(ctx).heatOf(userId, ctx.clock.now(), ctx.config.heat),
  strikes: await strikesOf(ctx, userId),
}));

export const judgeText = automod.offer('judgeText', async (ctx, { text, userId }) => {
  const set = await stateOf(ctx).rules(ctx);
  const actor = { userId, name: userId, roles: [], joinedAt: undefined, hasAvatar: true };
  const { verdicts } = await tryText(ctx, set, text, actor, []);
  return { rule: verdicts.find(({ rule }) => !rule.dryRun)?.rule.name ?? null };
});
