import { DiscordRefusal, PluginProblem } from '@guildhall/sdk';
import type { GuildBasedChannel, PermissionOverwriteManager } from 'discord.js';
import type { SlowmodeContext } from './contract.ts';

interface Silenced {
  readonly channelId: string;
  readonly userId: string;
  readonly hadOwn: boolean;
}

/** Keeps a member from writing in a channel. @returns whether the channel had permissions of its own for them */
export async function silence(ctx: SlowmodeContext, channelId: string, userId: string): Promise<boolean> {
  const overwrites = overwritesOf(await ctx.discord.channel(channelId));
  const hadOwn = overwrites?.cache.has(userId) ?? false;
  try {
    await overwrites?.edit(userId, { SendMessages: false }, { type: 1, reason: 'slowmode' });
  } catch (cause) {
    if (!(cause instanceof DiscordRefusal)) throw cause;
    throw new PluginProblem(
      'OVERWRITE_REFUSED',
      'A member could not be kept from writing.',
      'Let the bot manage permissions in that channel, or take the channel’s slowmode away.',
      { cause },
    );
  }
  return hadOwn;
}

/** Lets a member write again, and leaves the channel's permissions as they were before. */
export async function release(ctx: SlowmodeContext, { channelId, userId, hadOwn }: Silenced): Promise<void> {
  const overwrites = overwritesOf(await ctx.discord.channel(channelId));
  // A channel that is gone, or a member's permissions that somebody has removed by hand, need nothing.
  if (overwrites?.cache.has(userId)) {
    if (hadOwn)
      await overwrites.edit(userId, { SendMessages: null }, { type: 1, reason: 'slowmode is over' });
    else await overwrites.delete(userId, 'slowmode is over');
  }
  await ctx.data.silenced.deleteOne({ channelId, userId });
}

function overwritesOf(channel: GuildBasedChannel | undefined): PermissionOverwriteManager | undefined {
  return channel && 'permissionOverwrites' in channel ? channel.permissionOverwrites : undefined;
}
