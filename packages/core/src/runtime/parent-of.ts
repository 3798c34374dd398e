import type { Client } from 'discord.js';

/** Above a thread, its channel; above a channel, its category: from the client's cache, which knows every channel and active thread. */
export function parentOf(client: Client, channelId: string): string | null | undefined {
  const channel = client.channels.cache.get(channelId);
  return channel && 'parentId' in channel ? channel.parentId : undefined;
}
