import {
  answerInteraction,
  answers,
  deleteInteractionMessage,
  editInteractionMessage,
  followUp,
  interactionByToken,
  interactionMessage,
} from '../../world/actions/index.ts';
import type { Interaction, Message } from '../../world/entities.ts';
import { messageFlags } from '../../world/limits.ts';
import type { MessageInput } from '../../world/message-form.ts';
import { messageView } from '../../world/views/index.ts';
import type { World } from '../../world/world.ts';
import { readBoolean } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { Answer, routes } from '../router.ts';

function callback(request: RestRequest): unknown {
  const { world, params, body, files, query } = request;
  const { interaction, message } = answerInteraction(
    world,
    params.interaction_id ?? '',
    params.interaction_token ?? '',
    Number(body.type),
    body.data === undefined || body.data === null
      ? undefined
      : { ...(body.data as MessageInput & Record<string, unknown>), files },
  );
  if (!readBoolean(query, 'with_response')) return undefined;
  return new Answer(200, {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channel_id,
      ...(interaction.guild_id === null ? {} : { guild_id: interaction.guild_id }),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & messageFlags.loading) !== 0,
            response_message_ephemeral: (message.flags & messageFlags.ephemeral) !== 0,
          }
        : {}),
    },
    ...resourceOf(world, interaction, message),
  });
}

function resourceOf(
  world: World,
  interaction: Interaction,
  message: Message | null,
): Record<string, unknown> {
  if (!message) return {};
  const type = interaction.answer === answers.deferredMessage ? answers.message : interaction.answer;
  return {
    resource: {
      type: type === answers.deferredUpdate ? answers.update : type,
      message: messageView(world, message, message.author_id),
    },
  };
}

/** Interaction tokens and real webhooks share these addresses; an id that is an application's means the former. */
export function isInteractionWebhook(request: RestRequest): boolean {
  return request.world.tables.application.has(request.params.webhook_id ?? '');
}

export function executeInteractionWebhook(request: RestRequest): unknown {
  const { world, params, body, files } = request;
  const message = followUp(world, params.webhook_id ?? '', params.webhook_token ?? '', {
    ...(body as MessageInput),
    files,
  });
  return messageView(world, message, message.author_id);
}

export function readInteractionMessage({ world, params }: RestRequest): unknown {
  const interaction = interactionByToken(world, params.webhook_id ?? '', params.webhook_token ?? '');
  const message = interactionMessage(world, interaction, params.message_id ?? '');
  return messageView(world, message, message.author_id);
}

export function editInteractionWebhookMessage({ world, params, body, files }: RestRequest): unknown {
  const message = editInteractionMessage(
    world,
    params.webhook_id ?? '',
    params.webhook_token ?? '',
    params.message_id ?? '',
    { ...(body as MessageInput), files },
  );
  return messageView(world, message, message.author_id);
}

export function deleteInteractionWebhookMessage({ world, params }: RestRequest): void {
  deleteInteractionMessage(
    world,
    params.webhook_id ?? '',
    params.webhook_token ?? '',
    params.message_id ?? '',
  );
}

export const interactionRoutes: Route[] = routes([
  'POST',
  '/interactions/{interaction_id}/{interaction_token}/callback',
  callback,
  { auth: 'none' },
]);
