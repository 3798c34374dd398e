import type { AutomodContext } from '../contract.ts';

/** Discord's intent for messages' content. */
const messageContent = 1 << 15;

/** Whether the bot is told what members write. Without it, rules for joins, names, rates and Discord's own AutoMod are left. */
export async function seesContent(ctx: Pick<AutomodContext, 'discord'>): Promise<boolean> {
  const { client } = await ctx.discord.guild();
  return (Number(client.options.intents.bitfield) & messageContent) !== 0;
}
