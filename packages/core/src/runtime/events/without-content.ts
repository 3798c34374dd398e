import type { Client } from 'discord.js';
import { type Frame, sightWith } from '../../discord/index.ts';
import { rebuildEvent } from './rebuild-event.ts';

/** discord.js' events whose structures hold what members write. */
const written: ReadonlySet<string> = new Set([
  'messageCreate',
  'messageUpdate',
  'autoModerationActionExecution',
]);

export function isWritten(event: string): boolean {
  return written.has(event);
}

/**
 * The arguments of such an event as a plugin gets them that may not read what members write: structures of their own, made of what
 * it may see, that no cache knows. What is no secret, such as a message to the bot, stays what it is.
 *
 * @returns none when they can't be made, because the channel is gone: then there is nothing to tell
 */
export function withoutContent(
  client: Client,
  guildId: string,
  event: string,
  args: readonly unknown[],
  frame: Frame,
  botId: string,
): readonly unknown[] {
  const seen = frame.seenBy(sightWith(false, true), botId);
  if (seen === frame.payload) return args;
  return rebuildEvent(client, guildId, event, seen) ?? [];
}
