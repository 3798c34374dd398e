import { leveling } from '../contract.ts';
import { applyRewards } from '../rewards/apply-rewards.ts';
import { levelForXp } from '../rules/curve.ts';

/** A member who left and returns gets the roles of their level back. Without the intent, the next level does it. */
export const memberReturn = leveling.onRaw('GUILD_MEMBER_ADD', async (ctx, member) => {
  if (member.user.bot === true) return;
  const known = await ctx.data.members.findOne({ userId: member.user.id });
  if (!known) return;
  const level = levelForXp(ctx.config.curve, known.xp);
  const problem = await applyRewards(
    ctx,
    { id: member.user.id, roles: member.roles },
    { from: level, to: level },
  );
  if (problem) throw problem;
});
