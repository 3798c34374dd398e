import type { Channel, Snowflake, ThreadMember } from '../entities.ts';
import { pairKey } from '../entities.ts';
import type { World } from '../world.ts';
import { timestamp, timestampOrNull } from './time.ts';
import { userViewById } from './user.ts';

export function threadMemberView(member: ThreadMember) {
  return {
    id: member.thread_id,
    user_id: member.user_id,
    join_timestamp: timestamp(member.join_timestamp),
    flags: member.flags,
  };
}

/**
 * A channel as REST and the gateway show it; which fields there are depends on its type.
 *
 * @param viewer - whose membership of a thread is told as `member`; also who the other one of a DM is.
 */
export function channelView(
  world: World,
  channel: Channel,
  viewer: Snowflake,
): Record<string, unknown> & { id: Snowflake } {
  if (channel.type === 1) {
    return {
      id: channel.id,
      type: 1,
      last_message_id: channel.last_message_id,
      flags: channel.flags,
      recipients: (channel.recipients ?? [])
        .filter((id) => id !== viewer)
        .map((id) => userViewById(world, id)),
    };
  }
  if (channel.thread_metadata) return threadView(world, channel, viewer);
  const text = channel.type === 0 || channel.type === 5;
  const voice = channel.type === 2 || channel.type === 13;
  const forum = channel.type === 15 || channel.type === 16;
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guild_id,
    name: channel.name,
    position: channel.position,
    flags: channel.flags,
    parent_id: channel.parent_id,
    permission_overwrites: channel.permission_overwrites,
    ...(channel.type === 4 ? {} : { nsfw: channel.nsfw, rate_limit_per_user: channel.rate_limit_per_user }),
    ...(text || forum ? { topic: channel.topic } : {}),
    ...(text || voice || forum ? { last_message_id: channel.last_message_id } : {}),
    ...(text ? { last_pin_timestamp: timestampOrNull(channel.last_pin_timestamp) } : {}),
    ...(channel.default_auto_archive_duration === null
      ? {}
      : { default_auto_archive_duration: channel.default_auto_archive_duration }),
    ...(channel.default_thread_rate_limit_per_user === null
      ? {}
      : { default_thread_rate_limit_per_user: channel.default_thread_rate_limit_per_user }),
    ...(voice
      ? {
          bitrate: channel.bitrate ?? 64_000,
          user_limit: channel.user_limit ?? 0,
          rtc_region: channel.rtc_region,
          ...(channel.video_quality_mode === null ? {} : { video_quality_mode: channel.video_quality_mode }),
        }
      : {}),
    ...(forum
      ? {
          available_tags: channel.available_tags ?? [],
          default_reaction_emoji: channel.default_reaction_emoji,
          default_sort_order: channel.default_sort_order,
          default_forum_layout: channel.default_forum_layout ?? 0,
        }
      : {}),
  };
}

function threadView(
  world: World,
  thread: Channel,
  viewer: Snowflake,
): Record<string, unknown> & { id: Snowflake } {
  const metadata = thread.thread_metadata;
  if (!metadata) throw new Error(`channel ${thread.id} is no thread`);
  const member = world.tables.threadMember.get(pairKey(thread.id, viewer));
  return {
    id: thread.id,
    type: thread.type,
    guild_id: thread.guild_id,
    parent_id: thread.parent_id,
    owner_id: thread.owner_id,
    name: thread.name,
    last_message_id: thread.last_message_id,
    last_pin_timestamp: timestampOrNull(thread.last_pin_timestamp),
    rate_limit_per_user: thread.rate_limit_per_user,
    flags: thread.flags,
    message_count: thread.message_count,
    member_count: Math.min(50, world.tables.threadMember.count('thread', thread.id)),
    total_message_sent: thread.total_message_sent,
    ...(thread.applied_tags ? { applied_tags: thread.applied_tags } : {}),
    thread_metadata: {
      archived: metadata.archived,
      archive_timestamp: timestamp(metadata.archive_timestamp),
      auto_archive_duration: metadata.auto_archive_duration,
      locked: metadata.locked,
      create_timestamp: timestamp(metadata.create_timestamp),
      ...(metadata.invitable === null ? {} : { invitable: metadata.invitable }),
    },
    ...(member ? { member: threadMemberView(member) } : {}),
  };
}
