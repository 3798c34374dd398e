import {
  closeStage,
  createScheduledEvent,
  deleteScheduledEvent,
  listScheduledEvents,
  openStage,
  type ScheduledEventForm,
  scheduledEventOf,
  scheduledEventUsers,
  stageInstanceOf,
  updateScheduledEvent,
  updateStage,
} from '../../world/actions/index.ts';
import { pairKey } from '../../world/entities.ts';
import { badField } from '../../world/errors.ts';
import { memberView, scheduledEventView, stageInstanceView, userViewById } from '../../world/views/index.ts';
import { readBoolean, readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';
import { storePicture } from './users.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';
const event = (request: RestRequest): string => request.params.event_id ?? '';
const channel = (request: RestRequest): string => request.params.channel_id ?? '';

function readEvent({ world, body }: RestRequest): ScheduledEventForm {
  if (body.recurrence_rule !== undefined && body.recurrence_rule !== null) {
    world.violate(
      'route-not-simulated',
      'scheduled-events.recurrence_rule',
      'recurring events are not simulated',
    );
    throw badField(['recurrence_rule'], 'NOT_SIMULATED', 'Not simulated');
  }
  const form: ScheduledEventForm = {};
  for (const key of ['name', 'description', 'entity_type', 'channel_id', 'status'] as const) {
    if (body[key] !== undefined) Object.assign(form, { [key]: body[key] });
  }
  if (typeof body.scheduled_start_time === 'string') {
    form.scheduled_start_time = Date.parse(body.scheduled_start_time);
  }
  if (body.scheduled_end_time !== undefined) {
    form.scheduled_end_time =
      body.scheduled_end_time === null ? null : Date.parse(String(body.scheduled_end_time));
  }
  const metadata = body.entity_metadata as { location?: string } | null | undefined;
  if (metadata?.location !== undefined) form.location = metadata.location;
  if (body.image !== undefined) form.image = storePicture(world, 'image', body.image);
  return form;
}

function users(request: RestRequest) {
  const { world, actor, query } = request;
  const full = readBoolean(query, 'with_member');
  return scheduledEventUsers(world, actor, guild(request), event(request), {
    before: readSnowflake(query, 'before'),
    after: readSnowflake(query, 'after'),
    limit: readNumber(query, 'limit', { least: 1, most: 100, otherwise: 100 }),
  }).map((id) => {
    const member = full ? world.tables.member.get(pairKey(guild(request), id)) : undefined;
    return {
      guild_scheduled_event_id: event(request),
      user_id: id,
      response: 1,
      user: userViewById(world, id),
      ...(member ? { member: memberView(world, member) } : {}),
    };
  });
}

const all = '/guilds/{guild_id}/scheduled-events';
const one = `${all}/{event_id}`;

export const scheduledEventRoutes: Route[] = routes(
  [
    'GET',
    all,
    (it) =>
      listScheduledEvents(it.world, it.actor, guild(it)).map((found) =>
        scheduledEventView(it.world, found, readBoolean(it.query, 'with_user_count')),
      ),
  ],
  [
    'POST',
    all,
    (it) => scheduledEventView(it.world, createScheduledEvent(it.world, it.actor, guild(it), readEvent(it))),
  ],
  [
    'GET',
    one,
    (it) =>
      scheduledEventView(
        it.world,
        scheduledEventOf(it.world, it.actor, guild(it), event(it)),
        readBoolean(it.query, 'with_user_count'),
      ),
  ],
  [
    'PATCH',
    one,
    (it) =>
      scheduledEventView(
        it.world,
        updateScheduledEvent(it.world, it.actor, guild(it), event(it), readEvent(it)),
      ),
  ],
  ['DELETE', one, (it) => deleteScheduledEvent(it.world, it.actor, guild(it), event(it))],
  ['GET', `${one}/users`, users],
  [
    'POST',
    '/stage-instances',
    (it) => stageInstanceView(openStage(it.world, it.actor, it.body as Parameters<typeof openStage>[2])),
  ],
  [
    'GET',
    '/stage-instances/{channel_id}',
    (it) => stageInstanceView(stageInstanceOf(it.world, it.actor, channel(it))),
  ],
  [
    'PATCH',
    '/stage-instances/{channel_id}',
    (it) =>
      stageInstanceView(
        updateStage(it.world, it.actor, channel(it), it.body as Parameters<typeof updateStage>[3]),
      ),
  ],
  ['DELETE', '/stage-instances/{channel_id}', (it) => closeStage(it.world, it.actor, channel(it))],
);
