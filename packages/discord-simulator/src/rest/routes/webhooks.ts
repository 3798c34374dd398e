import { notFound } from '../../world/errors.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';
import {
  deleteInteractionWebhookMessage,
  editInteractionWebhookMessage,
  executeInteractionWebhook,
  isInteractionWebhook,
  readInteractionMessage,
} from './interactions.ts';

const either =
  (interaction: (request: RestRequest) => unknown, webhook: (request: RestRequest) => unknown) =>
  (request: RestRequest): unknown =>
    isInteractionWebhook(request) ? interaction(request) : webhook(request);

const none = () => {
  throw notFound();
};

const base = '/webhooks/{webhook_id}/{webhook_token}';

export const webhookRoutes: Route[] = routes(
  ['POST', base, either(executeInteractionWebhook, none), { auth: 'none' }],
  ['GET', `${base}/messages/{message_id}`, either(readInteractionMessage, none), { auth: 'none' }],
  ['PATCH', `${base}/messages/{message_id}`, either(editInteractionWebhookMessage, none), { auth: 'none' }],
  [
    'DELETE',
    `${base}/messages/{message_id}`,
    either(deleteInteractionWebhookMessage, none),
    { auth: 'none' },
  ],
);
