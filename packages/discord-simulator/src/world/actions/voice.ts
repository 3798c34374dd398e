import { has, permissionsInChannel } from '../access.ts';
import type { Snowflake, VoiceState } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { refuse } from '../errors.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';

export type VoiceChanges = Partial<
  Pick<
    VoiceState,
    'mute' | 'deaf' | 'self_mute' | 'self_deaf' | 'self_video' | 'suppress' | 'request_to_speak_timestamp'
  >
> & { channel_id?: Snowflake | null };

/** Changes where and how a user is in voice. Checks nothing: see {@link joinVoice}. Absent users stay absent. */
export function moveVoice(world: World, guildId: Snowflake, userId: Snowflake, changes: VoiceChanges): void {
  const key = pairKey(guildId, userId);
  const before = world.tables.voiceState.get(key) ?? null;
  const channelId = changes.channel_id === undefined ? (before?.channel_id ?? null) : changes.channel_id;
  if (channelId === null) {
    if (!before) return;
    world.tables.voiceState.delete(key);
    world.emit({ type: 'voiceStateUpdate', guildId, userId, state: null, before });
    return;
  }
  const member = world.tables.member.get(key);
  const state = world.tables.voiceState.put({
    session_id: world.ids.secret(`voice:${userId}:${world.ids.next()}`, 16),
    deaf: member?.deaf ?? false,
    mute: member?.mute ?? false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: world.tables.channel.get(channelId)?.type === 13,
    request_to_speak_timestamp: null,
    ...before,
    ...changes,
    guild_id: guildId,
    user_id: userId,
    channel_id: channelId,
  });
  world.emit({ type: 'voiceStateUpdate', guildId, userId, state, before });
}

/** A user enters a voice channel by themselves. 10003, 50024, 50013; 50013 too when it is full. */
export function joinVoice(
  world: World,
  userId: Snowflake,
  channelId: Snowflake,
  own: { self_mute?: boolean; self_deaf?: boolean } = {},
): void {
  const channel = world.tables.channel.get(channelId);
  if (!channel || channel.guild_id === null) throw refuse(10003);
  if (channel.type !== 2 && channel.type !== 13) throw refuse(50024);
  const permissions = permissionsInChannel(world, userId, channel);
  if (!has(permissions, P.ViewChannel)) throw refuse(50001);
  if (!has(permissions, P.Connect)) throw refuse(50013);
  const inside = world.tables.voiceState.by('channel', channelId).filter((state) => state.user_id !== userId);
  if (channel.user_limit && inside.length >= channel.user_limit && !has(permissions, P.MoveMembers))
    throw refuse(50013);
  moveVoice(world, channel.guild_id, userId, { channel_id: channelId, ...own });
}
