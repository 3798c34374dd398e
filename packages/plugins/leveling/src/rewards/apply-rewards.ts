import { DiscordRefusal, PluginProblem } from '@guildhall/sdk';
import type { LevelingContext } from '../contract.ts';
import type { LevelChange } from '../levels/reach-level.ts';
import { rewardChange } from '../rules/reward-change.ts';

/**
 * Gives and takes the roles of a level change. One role that Discord refuses doesn't keep the others from being given.
 * @returns what an admin must put right, or `undefined`
 */
export async function applyRewards(
  ctx: LevelingContext,
  member: { readonly id: string; readonly roles: readonly string[] },
  { from, to }: LevelChange,
): Promise<PluginProblem | undefined> {
  const { rewards, rewardMode } = ctx.config;
  const { give, take } = rewardChange({ rewards, mode: rewardMode, from, to, has: member.roles });
  const refused: string[] = [];
  let cause: DiscordRefusal | undefined;
  const attempt = async (role: string, call: () => Promise<void>): Promise<void> => {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof DiscordRefusal)) throw error;
      refused.push(role);
      cause ??= error;
    }
  };
  const reason = ctx.t('rewards.reason', { level: to });
  for (const role of give) await attempt(role, () => ctx.discord.addRole(member.id, role, reason));
  for (const role of take) await attempt(role, () => ctx.discord.removeRole(member.id, role, reason));
  if (refused.length === 0) return undefined;
  const { roles } = await ctx.discord.guild();
  const names = refused.map((role) => roles.cache.get(role)?.name ?? role);
  return new PluginProblem(
    'REWARD_REFUSED',
    ctx.t('problem.reward', { roles: names.join(', '), level: to }),
    ctx.t('problem.reward.remedy'),
    { cause },
  );
}
