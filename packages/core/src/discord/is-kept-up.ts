import type { Client } from 'discord.js';

/**
 * Whether what a client remembers of a member is how they are: Discord tells of changes of the bot itself whatever its intents are,
 * of others' only with the members intent.
 */
export function isKeptUp(client: Client, userId: string): boolean {
  return userId === client.user?.id || client.options.intents.has('GuildMembers');
}
