import type { LevelingContext } from '../contract.ts';

/** Whether neither the channel (for a thread: its channel; for both: their category) nor a role is left out. */
export async function earnsXpHere(
  ctx: LevelingContext,
  channelId: string,
  roles: readonly string[],
): Promise<boolean> {
  const { noXpChannels, noXpRoles } = ctx.config;
  if (roles.some((role) => noXpRoles.includes(role))) return false;
  if (noXpChannels.length === 0) return true;
  // A thread is in a channel, which is in a category: three steps reach the top.
  let id: string | null = channelId;
  for (let step = 0; step < 3 && id !== null; step += 1) {
    if (noXpChannels.includes(id)) return false;
    id = (await ctx.discord.channel(id))?.parentId ?? null;
  }
  return true;
}
