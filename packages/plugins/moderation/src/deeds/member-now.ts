import { asRefusal, DiscordRefusal } from '@guildhall/sdk';
import type { GuildMember } from 'discord.js';
import type { ModerationContext } from '../contract.ts';

const unknownMember = 10_007;
const unknownUser = 10_013;

/**
 * A member as Discord has them at this moment. `ctx.discord.member` knows what Discord has told; what the bot itself did to them
 * a moment ago may still be on its way.
 * @returns `undefined` for who is no member
 */
export async function memberNow(ctx: ModerationContext, userId: string): Promise<GuildMember | undefined> {
  const guild = await ctx.discord.guild();
  try {
    return await asRefusal(() => guild.members.fetch({ user: userId, force: true }));
  } catch (error) {
    if (error instanceof DiscordRefusal && [unknownMember, unknownUser].includes(error.discordCode ?? 0)) {
      return undefined;
    }
    throw error;
  }
}
