import { type Guild, OverwriteType } from 'discord.js';
import type { OverwriteView } from './directory-types.ts';

/** What counts in a channel; a thread has its channel's. `undefined`: the client knows no such channel. */
export function overwritesOf(guild: Guild, channelId: string): readonly OverwriteView[] | undefined {
  const channel = guild.channels.cache.get(channelId);
  const holder = channel?.isThread() ? channel.parent : channel;
  if (!holder || !('permissionOverwrites' in holder)) return undefined;
  return holder.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
    id,
    kind: type === OverwriteType.Role ? 'role' : 'member',
    allow: allow.bitfield,
    deny: deny.bitfield,
  }));
}
