import type { Actor } from '../access.ts';
import { canSee, has, memberGuild, permissionsInChannel, permissionsInGuild } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { ScheduledEvent, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import { compareSnowflakes } from '../snowflake.ts';
import type { World } from '../world.ts';

export interface ScheduledEventForm {
  name?: string | undefined;
  description?: string | null | undefined;
  /** The picture's hash, already stored. */
  image?: string | null | undefined;
  /** Milliseconds. */
  scheduled_start_time?: number | undefined;
  scheduled_end_time?: number | null | undefined;
  entity_type?: number | null | undefined;
  channel_id?: Snowflake | null | undefined;
  location?: string | undefined;
  status?: number | null | undefined;
}

const audited = [
  'name',
  'description',
  'channel_id',
  'entity_type',
  'status',
  'location',
  'scheduled_start_time',
  'scheduled_end_time',
] as const;

/** The events of a guild in channels that the actor sees. */
export function listScheduledEvents(world: World, actor: Actor, guildId: Snowflake): ScheduledEvent[] {
  memberGuild(world, actor, guildId);
  return world.tables.scheduledEvent.by('guild', guildId).filter((event) => maySee(world, actor, event));
}

function maySee(world: World, actor: Actor, event: ScheduledEvent): boolean {
  if (event.channel_id === null) return true;
  const channel = world.tables.channel.get(event.channel_id);
  return channel !== undefined && canSee(world, actor.userId, channel);
}

export function scheduledEventOf(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  eventId: Snowflake,
): ScheduledEvent {
  memberGuild(world, actor, guildId);
  const event = world.tables.scheduledEvent.get(eventId);
  if (!event || event.guild_id !== guildId || !maySee(world, actor, event)) throw refuse(10070);
  return event;
}

/** Permissions count where the event is to be: in its channel, or in the guild. */
function permissionsFor(world: World, actor: Actor, event: ScheduledEvent): bigint {
  const channel = event.channel_id === null ? undefined : world.tables.channel.get(event.channel_id);
  return channel
    ? permissionsInChannel(world, actor.userId, channel)
    : permissionsInGuild(world, actor.userId, event.guild_id);
}

function checkEvent(world: World, event: ScheduledEvent, startChanged: boolean): void {
  if (event.name.length < 1 || event.name.length > 100) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 100 in length.');
  }
  if (startChanged && event.scheduled_start_time <= world.now()) {
    throw badField(
      ['scheduled_start_time'],
      'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      'Cannot schedule event in the past.',
    );
  }
  if (event.scheduled_end_time !== null && event.scheduled_end_time <= event.scheduled_start_time) {
    throw badField(
      ['scheduled_end_time'],
      'GUILD_SCHEDULED_EVENT_INVALID_ENDTIME',
      'The end time must be after the start time.',
    );
  }
  if (event.entity_type === 3) {
    if (!event.location) {
      throw badField(['entity_metadata', 'location'], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
    if (event.location.length > 100) {
      throw badField(
        ['entity_metadata', 'location'],
        'BASE_TYPE_BAD_LENGTH',
        'Must be between 1 and 100 in length.',
      );
    }
    if (event.scheduled_end_time === null) {
      throw badField(['scheduled_end_time'], 'BASE_TYPE_REQUIRED', 'This field is required');
    }
    if (event.channel_id !== null) {
      throw badField(['channel_id'], 'GUILD_SCHEDULED_EVENT_INVALID_CHANNEL', 'It may have no channel');
    }
    return;
  }
  const channel = world.tables.channel.get(event.channel_id ?? '');
  if (!channel || channel.guild_id !== event.guild_id) throw refuse(10003);
  if (channel.type !== (event.entity_type === 1 ? 13 : 2)) throw refuse(50024);
}

/** Makes an event: with CREATE_EVENTS (or MANAGE_EVENTS) where it is to be. */
export function createScheduledEvent(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  form: ScheduledEventForm,
): ScheduledEvent {
  memberGuild(world, actor, guildId);
  const event: ScheduledEvent = {
    id: world.ids.next(),
    guild_id: guildId,
    channel_id: form.channel_id ?? null,
    creator_id: actor.userId,
    name: form.name ?? '',
    description: form.description ?? null,
    image: form.image ?? null,
    scheduled_start_time: form.scheduled_start_time ?? 0,
    scheduled_end_time: form.scheduled_end_time ?? null,
    status: 1,
    entity_type: form.entity_type ?? 3,
    entity_id: null,
    location: form.location ?? null,
  };
  checkEvent(world, event, true);
  const permissions = permissionsFor(world, actor, event);
  if (!has(permissions, P.CreateEvents) && !has(permissions, P.ManageEvents)) throw refuse(50013);
  const open = world.tables.scheduledEvent.by('guild', guildId).filter(({ status }) => status <= 2);
  if (open.length >= limits.scheduledEvents) throw refuse(30038);
  world.tables.scheduledEvent.put(event);
  // Whoever makes an event is interested in it.
  world.tables.scheduledEventUser.put({ event_id: event.id, user_id: actor.userId });
  world.emit({ type: 'scheduledEventCreate', event });
  writeAudit(world, guildId, actor, 100, {
    target: event.id,
    changes: changesOf('new_value', event, audited),
  });
  return event;
}

/** Where a status may go: scheduled to active or cancelled, active to completed. */
const next: Readonly<Record<number, readonly number[]>> = { 1: [2, 4], 2: [3] };

export function updateScheduledEvent(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  eventId: Snowflake,
  form: ScheduledEventForm,
): ScheduledEvent {
  const before = scheduledEventOf(world, actor, guildId, eventId);
  mayManage(world, actor, before);
  const status = form.status ?? before.status;
  if (status !== before.status && !next[before.status]?.includes(status)) {
    throw badField(
      ['status'],
      'GUILD_SCHEDULED_EVENT_INVALID_STATUS',
      `An event of status ${before.status} cannot become ${status}`,
    );
  }
  const entityType = form.entity_type ?? before.entity_type;
  const event: ScheduledEvent = {
    ...before,
    name: form.name ?? before.name,
    description: form.description === undefined ? before.description : form.description,
    image: form.image === undefined ? before.image : form.image,
    scheduled_start_time: form.scheduled_start_time ?? before.scheduled_start_time,
    scheduled_end_time:
      form.scheduled_end_time === undefined ? before.scheduled_end_time : form.scheduled_end_time,
    entity_type: entityType,
    channel_id: form.channel_id === undefined ? before.channel_id : form.channel_id,
    location: entityType === 3 ? (form.location ?? before.location) : null,
    status,
  };
  checkEvent(world, event, event.scheduled_start_time !== before.scheduled_start_time);
  mayManage(world, actor, event);
  const changes = changesBetween(before, event, audited);
  if (changes.length === 0 && event.image === before.image) return before;
  world.tables.scheduledEvent.put(event);
  world.emit({ type: 'scheduledEventUpdate', event });
  writeAudit(world, guildId, actor, 101, { target: eventId, changes });
  return event;
}

function mayManage(world: World, actor: Actor, event: ScheduledEvent): void {
  const permissions = permissionsFor(world, actor, event);
  if (has(permissions, P.ManageEvents)) return;
  if (event.creator_id === actor.userId && has(permissions, P.CreateEvents)) return;
  throw refuse(50013);
}

export function deleteScheduledEvent(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  eventId: Snowflake,
): void {
  const event = scheduledEventOf(world, actor, guildId, eventId);
  mayManage(world, actor, event);
  for (const { user_id } of world.tables.scheduledEventUser.by('event', eventId)) {
    world.tables.scheduledEventUser.delete(pairKey(eventId, user_id));
  }
  world.tables.scheduledEvent.delete(eventId);
  world.emit({ type: 'scheduledEventDelete', event });
  writeAudit(world, guildId, actor, 102, {
    target: eventId,
    changes: changesOf('old_value', event, audited),
  });
}

/** A member says that they are interested, or no longer. Bots cannot. */
export function followScheduledEvent(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  eventId: Snowflake,
  interested: boolean,
): void {
  const event = scheduledEventOf(world, actor, guildId, eventId);
  const key = pairKey(eventId, actor.userId);
  if (world.tables.scheduledEventUser.has(key) === interested) return;
  if (interested) world.tables.scheduledEventUser.put({ event_id: eventId, user_id: actor.userId });
  else world.tables.scheduledEventUser.delete(key);
  world.emit({
    type: interested ? 'scheduledEventUserAdd' : 'scheduledEventUserRemove',
    event,
    userId: actor.userId,
  });
}

/** Who is interested, the oldest user first. */
export function scheduledEventUsers(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  eventId: Snowflake,
  page: { before: string | null; after: string | null; limit: number },
): Snowflake[] {
  scheduledEventOf(world, actor, guildId, eventId);
  const ids = world.tables.scheduledEventUser
    .by('event', eventId)
    .map(({ user_id }) => user_id)
    .sort(compareSnowflakes)
    .filter((id) => page.after === null || compareSnowflakes(id, page.after) > 0)
    .filter((id) => page.before === null || compareSnowflakes(id, page.before) < 0);
  return page.before !== null && page.after === null ? ids.slice(-page.limit) : ids.slice(0, page.limit);
}

/** Ends events elsewhere whose time is over. Called when the clock moves. */
export function completeScheduledEvents(world: World): void {
  for (const event of [...world.tables.scheduledEvent.values()]) {
    if (event.entity_type !== 3 || event.status > 2) continue;
    const status =
      event.scheduled_end_time !== null && event.scheduled_end_time <= world.now()
        ? 3
        : event.scheduled_start_time <= world.now()
          ? 2
          : event.status;
    if (status === event.status) continue;
    world.emit({
      type: 'scheduledEventUpdate',
      event: world.tables.scheduledEvent.put({ ...event, status }),
    });
  }
}
