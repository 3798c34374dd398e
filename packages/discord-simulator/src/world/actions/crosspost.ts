import type { Actor } from '../access.ts';
import { channelWith, has, permissionsInChannel } from '../access.ts';
import type { Message, Snowflake } from '../entities.ts';
import { refuse } from '../errors.ts';
import { messageFlags } from '../limits.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { messageOf } from './messages.ts';

const announcement = 5;

/** Publishes a message of an announcement channel. No guild can follow a channel here, so nobody but its own hears of it. */
export function crosspostMessage(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  messageId: Snowflake,
): Message {
  const channel = channelWith(world, actor, channelId, P.SendMessages);
  if (channel.type !== announcement) throw refuse(50024);
  const before = messageOf(world, channel, messageId);
  const isOwn = before.author_id === actor.userId;
  if (!isOwn && !has(permissionsInChannel(world, actor.userId, channel), P.ManageMessages))
    throw refuse(50013);
  if (before.type !== 0) throw refuse(50068);
  if ((before.flags & messageFlags.crossposted) !== 0) throw refuse(40033);
  const message = world.tables.message.put({ ...before, flags: before.flags | messageFlags.crossposted });
  world.emit({ type: 'messageUpdate', message, before });
  return message;
}
