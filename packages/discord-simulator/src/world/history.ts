import type { Message, Snowflake } from './entities.ts';
import { compareSnowflakes } from './snowflake.ts';
import type { World } from './world.ts';

/** Everything that was written in a channel, oldest first, with what only one member sees. */
export function everythingIn(world: World, channelId: Snowflake): Message[] {
  const open = world.tables.message.by('channel', channelId);
  const ephemeral = world.tables.message.by('ephemeral', channelId);
  if (ephemeral.length === 0) return open;
  return [...open, ...ephemeral].sort((a, b) => compareSnowflakes(a.id, b.id));
}
