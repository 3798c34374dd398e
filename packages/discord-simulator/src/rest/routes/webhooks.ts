import { guildChannelWith, guildWith } from '../../world/access.ts';
import {
  createWebhook,
  deleteWebhook,
  deleteWebhookMessage,
  editWebhookMessage,
  executeWebhook,
  managedWebhook,
  updateWebhook,
  webhookByToken,
  webhookMessage,
} from '../../world/actions/index.ts';
import type { Webhook } from '../../world/entities.ts';
import type { MessageInput } from '../../world/message-form.ts';
import { P } from '../../world/permissions.ts';
import { messageView, webhookView } from '../../world/views/index.ts';
import { readBoolean, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';
import {
  deleteInteractionWebhookMessage,
  editInteractionWebhookMessage,
  executeInteractionWebhook,
  isInteractionWebhook,
  readInteractionMessage,
} from './interactions.ts';
import { storePicture } from './users.ts';

const either =
  (interaction: (request: RestRequest) => unknown, webhook: (request: RestRequest) => unknown) =>
  (request: RestRequest): unknown =>
    isInteractionWebhook(request) ? interaction(request) : webhook(request);

const byToken = ({ world, params }: RestRequest): Webhook =>
  webhookByToken(world, params.webhook_id ?? '', params.webhook_token ?? '');

function execute(request: RestRequest): unknown {
  const { world, body, files, query } = request;
  const message = executeWebhook(
    world,
    byToken(request),
    { ...(body as MessageInput & { username?: string }), files },
    readSnowflake(query, 'thread_id'),
  );
  // Without `wait` Discord says only that it took it.
  return readBoolean(query, 'wait') ? messageView(world, message, message.author_id) : undefined;
}

function readForm({ world, body }: RestRequest): {
  name?: string;
  avatar?: string | null;
  channel_id?: string;
} {
  return {
    ...(typeof body.name === 'string' ? { name: body.name } : {}),
    ...(body.avatar === undefined ? {} : { avatar: storePicture(world, 'avatar', body.avatar) }),
    ...(typeof body.channel_id === 'string' ? { channel_id: body.channel_id } : {}),
  };
}

const view = (request: RestRequest, webhook: Webhook) =>
  webhookView(request.world, webhook, {
    // A bot gets the token of its own webhooks, and of those that people made.
    token: webhook.application_id === null || webhook.application_id === request.actor.application?.id,
    user: true,
  });

const base = '/webhooks/{webhook_id}/{webhook_token}';

export const webhookRoutes: Route[] = routes(
  ['POST', base, either(executeInteractionWebhook, execute), { auth: 'none' }],
  ['GET', base, (it) => webhookView(it.world, byToken(it), { token: true, user: false }), { auth: 'none' }],
  [
    'GET',
    `${base}/messages/{message_id}`,
    either(readInteractionMessage, (it) => {
      const message = webhookMessage(it.world, byToken(it), it.params.message_id ?? '');
      return messageView(it.world, message, message.author_id);
    }),
    { auth: 'none' },
  ],
  [
    'PATCH',
    `${base}/messages/{message_id}`,
    either(editInteractionWebhookMessage, (it) => {
      const message = editWebhookMessage(it.world, byToken(it), it.params.message_id ?? '', {
        ...(it.body as MessageInput),
        files: it.files,
      });
      return messageView(it.world, message, message.author_id);
    }),
    { auth: 'none' },
  ],
  [
    'DELETE',
    `${base}/messages/{message_id}`,
    either(deleteInteractionWebhookMessage, (it) =>
      deleteWebhookMessage(it.world, byToken(it), it.params.message_id ?? ''),
    ),
    { auth: 'none' },
  ],
  [
    'GET',
    '/webhooks/{webhook_id}',
    (it) => view(it, managedWebhook(it.world, it.actor, it.params.webhook_id ?? '')),
  ],
  [
    'PATCH',
    '/webhooks/{webhook_id}',
    (it) => {
      const before = managedWebhook(it.world, it.actor, it.params.webhook_id ?? '');
      return view(it, updateWebhook(it.world, it.actor, before, readForm(it)));
    },
  ],
  [
    'DELETE',
    '/webhooks/{webhook_id}',
    (it) => deleteWebhook(it.world, it.actor, managedWebhook(it.world, it.actor, it.params.webhook_id ?? '')),
  ],
  [
    'GET',
    '/channels/{channel_id}/webhooks',
    (it) => {
      const channel = guildChannelWith(it.world, it.actor, it.params.channel_id ?? '', P.ManageWebhooks);
      return it.world.tables.webhook.by('channel', channel.id).map((webhook) => view(it, webhook));
    },
  ],
  [
    'POST',
    '/channels/{channel_id}/webhooks',
    (it) => {
      const { name, avatar } = readForm(it);
      const form = { name: name ?? '', avatar: avatar ?? null };
      return view(it, createWebhook(it.world, it.actor, it.params.channel_id ?? '', form));
    },
  ],
  [
    'GET',
    '/guilds/{guild_id}/webhooks',
    (it) => {
      const guild = guildWith(it.world, it.actor, it.params.guild_id ?? '', P.ManageWebhooks);
      return it.world.tables.webhook.by('guild', guild.id).map((webhook) => view(it, webhook));
    },
  ],
);
