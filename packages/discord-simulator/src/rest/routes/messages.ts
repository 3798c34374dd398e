import { permissionsInChannel, visibleChannel } from '../../world/access.ts';
import {
  bulkDelete,
  crosspostMessage,
  deleteMessage,
  editMessage,
  listMessages,
  messageOf,
  sendMessage,
  startTyping,
} from '../../world/actions/index.ts';
import type { Message } from '../../world/entities.ts';
import { badField, refuse } from '../../world/errors.ts';
import type { MessageInput } from '../../world/message-form.ts';
import { P } from '../../world/permissions.ts';
import { mayStrip, messageView } from '../../world/views/index.ts';
import { readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

/** A message as this bot may read it: without MESSAGE_CONTENT, REST strips as the gateway does. */
export function show({ world, actor }: RestRequest, message: Message) {
  const granted = actor.application?.privileged_intents.messageContent ?? true;
  return messageView(world, message, actor.userId, {
    strip: !granted && mayStrip(world, message, actor.userId),
  });
}

/** Refuses what this simulator does not do, rather than to lose it quietly. */
function inputOf({ world, body, files }: RestRequest): MessageInput {
  const field = 'shared_client_theme';
  if (body[field] !== undefined && body[field] !== null) {
    world.violate('route-not-simulated', `messages.${field}`, `messages with "${field}" are not simulated`);
    throw badField([field], 'NOT_SIMULATED', 'Not simulated');
  }
  return { ...(body as MessageInput), files };
}

export const messageRoutes: Route[] = routes(
  [
    'GET',
    '/channels/{channel_id}/messages',
    (request) => {
      const { world, actor, params, query } = request;
      return listMessages(world, actor, params.channel_id ?? '', {
        before: readSnowflake(query, 'before'),
        after: readSnowflake(query, 'after'),
        around: readSnowflake(query, 'around'),
        limit: readNumber(query, 'limit', { least: 1, most: 100, otherwise: 50 }),
      }).map((message) => show(request, message));
    },
  ],
  [
    'POST',
    '/channels/{channel_id}/messages',
    (request) =>
      show(
        request,
        sendMessage(request.world, request.actor, request.params.channel_id ?? '', inputOf(request)),
      ),
  ],
  [
    'GET',
    '/channels/{channel_id}/messages/{message_id}',
    (request) => {
      const { world, actor, params } = request;
      const channel = visibleChannel(world, actor, params.channel_id ?? '');
      if ((permissionsInChannel(world, actor.userId, channel) & P.ReadMessageHistory) === 0n)
        throw refuse(50001);
      return show(request, messageOf(world, channel, params.message_id ?? ''));
    },
  ],
  [
    'PATCH',
    '/channels/{channel_id}/messages/{message_id}',
    (request) => {
      const { world, actor, params } = request;
      return show(
        request,
        editMessage(world, actor, params.channel_id ?? '', params.message_id ?? '', inputOf(request)),
      );
    },
  ],
  [
    'DELETE',
    '/channels/{channel_id}/messages/{message_id}',
    ({ world, actor, params }) =>
      deleteMessage(world, actor, params.channel_id ?? '', params.message_id ?? ''),
  ],
  [
    'POST',
    '/channels/{channel_id}/messages/{message_id}/crosspost',
    (request) => {
      const { world, actor, params } = request;
      return show(request, crosspostMessage(world, actor, params.channel_id ?? '', params.message_id ?? ''));
    },
  ],
  [
    'POST',
    '/channels/{channel_id}/messages/bulk-delete',
    ({ world, actor, params, body }) =>
      bulkDelete(world, actor, params.channel_id ?? '', (body.messages ?? []) as string[]),
  ],
  [
    'POST',
    '/channels/{channel_id}/typing',
    ({ world, actor, params }) => startTyping(world, actor, params.channel_id ?? ''),
  ],
);
