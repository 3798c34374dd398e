import type { ScheduledEvent, StageInstance } from '../entities.ts';
import type { World } from '../world.ts';
import { timestamp, timestampOrNull } from './time.ts';
import { userViewById } from './user.ts';

export function scheduledEventView(world: World, event: ScheduledEvent, withCount = false) {
  return {
    id: event.id,
    guild_id: event.guild_id,
    channel_id: event.channel_id,
    creator_id: event.creator_id,
    creator: userViewById(world, event.creator_id),
    name: event.name,
    description: event.description,
    image: event.image,
    scheduled_start_time: timestamp(event.scheduled_start_time),
    scheduled_end_time: timestampOrNull(event.scheduled_end_time),
    privacy_level: 2,
    status: event.status,
    entity_type: event.entity_type,
    entity_id: event.entity_id,
    entity_metadata: event.location === null ? null : { location: event.location },
    recurrence_rule: null,
    guild_scheduled_event_exceptions: [],
    ...(withCount ? { user_count: world.tables.scheduledEventUser.count('event', event.id) } : {}),
  };
}

export function stageInstanceView(stage: StageInstance) {
  return { ...stage, discoverable_disabled: true };
}
