import { renderTemplate } from '@guildhall/sdk';
import type { LevelingContext } from '../contract.ts';

export interface Announcement {
  readonly userId: string;
  readonly name: string;
  /** Where the member wrote. */
  readonly channelId: string;
  readonly level: number;
  readonly xp: number;
}

/**
 * Tells of a new level as configured. It pings the member and nobody else, whatever the template says.
 * Closed direct messages are respected silently. @throws `DiscordRefusal` when the channel refuses the message.
 */
export async function announce(ctx: LevelingContext, announcement: Announcement): Promise<void> {
  const { userId, name, channelId, level, xp } = announcement;
  const { announce: where, announceChannel, announceMessage } = ctx.config;
  if (where === 'off') return;
  const values = { user: `<@${userId}>`, name, level, xp, server: ctx.guild.name };
  const content =
    announceMessage === undefined
      ? ctx.t('announce.levelUp', values)
      : renderTemplate(announceMessage, values).slice(0, 2000);
  const message = { content, mentions: { users: [userId] } };
  if (where === 'dm') await ctx.discord.direct(userId, message);
  else await ctx.discord.send(where === 'channel' ? (announceChannel ?? channelId) : channelId, message);
}
