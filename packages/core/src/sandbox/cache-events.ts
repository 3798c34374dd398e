/**
 * Frames that discord.js' caches of a guild are made of. A guild whose structures a plugin's process has asked for gets them for as
 * long as that process lives; no other does.
 */
export const cacheEvents: ReadonlySet<string> = new Set([
  'CHANNEL_CREATE',
  'CHANNEL_DELETE',
  'CHANNEL_UPDATE',
  'GUILD_ROLE_CREATE',
  'GUILD_ROLE_DELETE',
  'GUILD_ROLE_UPDATE',
  'GUILD_UPDATE',
  'THREAD_CREATE',
  'THREAD_DELETE',
  'THREAD_UPDATE',
]);
