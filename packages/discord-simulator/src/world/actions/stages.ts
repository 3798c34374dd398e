import type { Actor } from '../access.ts';
import { has, permissionsInChannel, visibleChannel } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { Channel, Snowflake, StageInstance } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';

/** The channel, when it is a stage that the actor moderates: MANAGE_CHANNELS, MUTE_MEMBERS and MOVE_MEMBERS. */
function moderatedStage(world: World, actor: Actor, channelId: Snowflake): Channel & { guild_id: Snowflake } {
  const channel = visibleChannel(world, actor, channelId);
  if (channel.type !== 13 || channel.guild_id === null) throw refuse(50024);
  const needed = P.ManageChannels | P.MuteMembers | P.MoveMembers;
  if (!has(permissionsInChannel(world, actor.userId, channel), needed)) throw refuse(50013);
  return { ...channel, guild_id: channel.guild_id };
}

function checkTopic(topic: string): void {
  if (topic.length < 1 || topic.length > 120) {
    throw badField(['topic'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 120 in length.');
  }
}

export function stageInstanceOf(world: World, actor: Actor, channelId: Snowflake): StageInstance {
  visibleChannel(world, actor, channelId);
  const stage = world.tables.stageInstance.get(channelId);
  if (!stage) throw refuse(10067);
  return stage;
}

/** Opens a stage. 150006 when it is open. */
export function openStage(
  world: World,
  actor: Actor,
  form: {
    channel_id: Snowflake;
    topic: string;
    privacy_level?: number | null;
    guild_scheduled_event_id?: Snowflake | null;
  },
): StageInstance {
  const channel = moderatedStage(world, actor, form.channel_id);
  checkTopic(form.topic);
  if (world.tables.stageInstance.has(channel.id)) throw refuse(150006);
  const eventId = form.guild_scheduled_event_id ?? null;
  if (eventId !== null && world.tables.scheduledEvent.get(eventId)?.channel_id !== channel.id) {
    throw refuse(10070);
  }
  const stage = world.tables.stageInstance.put({
    id: world.ids.next(),
    guild_id: channel.guild_id,
    channel_id: channel.id,
    topic: form.topic,
    privacy_level: form.privacy_level ?? 2,
    guild_scheduled_event_id: eventId,
  });
  world.emit({ type: 'stageInstanceCreate', stage });
  writeAudit(world, channel.guild_id, actor, 83, {
    target: stage.id,
    changes: changesOf('new_value', stage, ['topic', 'privacy_level']),
    options: { channel_id: channel.id },
  });
  return stage;
}

export function updateStage(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  changes: { topic?: string; privacy_level?: number },
): StageInstance {
  const channel = moderatedStage(world, actor, channelId);
  const before = stageInstanceOf(world, actor, channelId);
  if (changes.topic !== undefined) checkTopic(changes.topic);
  const stage = world.tables.stageInstance.put({ ...before, ...changes });
  const written = changesBetween(before, stage, ['topic', 'privacy_level']);
  if (written.length === 0) return before;
  world.emit({ type: 'stageInstanceUpdate', stage });
  writeAudit(world, channel.guild_id, actor, 84, {
    target: stage.id,
    changes: written,
    options: { channel_id: channelId },
  });
  return stage;
}

export function closeStage(world: World, actor: Actor, channelId: Snowflake): void {
  const channel = moderatedStage(world, actor, channelId);
  const stage = stageInstanceOf(world, actor, channelId);
  world.tables.stageInstance.delete(channelId);
  world.emit({ type: 'stageInstanceDelete', stage });
  writeAudit(world, channel.guild_id, actor, 85, {
    target: stage.id,
    changes: changesOf('old_value', stage, ['topic', 'privacy_level']),
    options: { channel_id: channelId },
  });
}
