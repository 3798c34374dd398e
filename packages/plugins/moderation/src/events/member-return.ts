import { moderation } from '../contract.ts';
import { putTimeoutBack } from '../timed-actions/timed-actions.ts';

/** Who leaves and returns does not get rid of a timeout. Without the intent, its next renewal sees to it. */
export const memberReturn = moderation.onRaw('GUILD_MEMBER_ADD', async (ctx, member) => {
  const until = member.communication_disabled_until;
  if (typeof until === 'string' && Date.parse(until) > ctx.clock.now()) return;
  await putTimeoutBack(ctx, member.user.id);
});
