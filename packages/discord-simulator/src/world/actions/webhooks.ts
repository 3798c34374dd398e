import type { Actor } from '../access.ts';
import { guildChannelWith, guildWith } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { Channel, Message, Snowflake, Webhook } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits, messageFlags } from '../limits.ts';
import type { MessageInput } from '../message-form.ts';
import { checkMessageForm, hasV2 } from '../message-form.ts';
import { P } from '../permissions.ts';
import type { World } from '../world.ts';
import { deleteMessages, rewriteMessage, writeMessage } from './messages.ts';

export function webhookOf(world: World, id: Snowflake): Webhook {
  const webhook = world.tables.webhook.get(id);
  if (!webhook) throw refuse(10015);
  return webhook;
}

/** The webhook, if the token is its own. */
export function webhookByToken(world: World, id: Snowflake, token: string): Webhook {
  const webhook = webhookOf(world, id);
  if (webhook.token !== token) throw refuse(50027);
  return webhook;
}

function checkName(name: string): void {
  if (name.length < 1 || name.length > 80) {
    throw badField(['name'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 80 in length.');
  }
  const forbidden = ['clyde', 'discord'].find((word) => name.toLowerCase().includes(word));
  if (forbidden)
    throw badField(['name'], 'USERNAME_INVALID_CONTAINS', `Username cannot contain "${forbidden}"`);
}

function tell(world: World, channelId: Snowflake): void {
  const channel = world.tables.channel.get(channelId);
  if (channel) world.emit({ type: 'webhooksUpdate', channel });
}

export function createWebhook(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  form: { name: string; avatar: string | null },
): Webhook {
  const channel = guildChannelWith(world, actor, channelId, P.ManageWebhooks);
  if (channel.type === 4 || channel.thread_metadata) throw refuse(50024);
  checkName(form.name);
  if (world.tables.webhook.count('channel', channelId) >= limits.webhooksPerChannel) throw refuse(30007);
  if (world.tables.webhook.count('guild', channel.guild_id) >= limits.webhooksPerGuild) throw refuse(30058);
  const id = world.ids.next();
  const webhook = world.tables.webhook.put({
    id,
    type: 1,
    guild_id: channel.guild_id,
    channel_id: channelId,
    name: form.name,
    avatar: form.avatar,
    token: world.ids.secret(`webhook:${id}`, 51),
    creator_id: actor.userId,
    application_id: actor.application?.id ?? null,
  });
  tell(world, channelId);
  writeAudit(world, channel.guild_id, actor, 50, {
    target: id,
    changes: changesOf('new_value', webhook, ['name', 'type', 'channel_id']),
  });
  return webhook;
}

export function updateWebhook(
  world: World,
  actor: Actor,
  before: Webhook,
  form: { name?: string; avatar?: string | null; channel_id?: Snowflake },
): Webhook {
  if (form.name !== undefined) checkName(form.name);
  if (form.channel_id !== undefined) {
    const target = world.tables.channel.get(form.channel_id);
    if (target?.guild_id !== before.guild_id) throw refuse(10003);
  }
  const webhook = world.tables.webhook.put({ ...before, ...form });
  tell(world, webhook.channel_id);
  writeAudit(world, webhook.guild_id, actor, 51, {
    target: webhook.id,
    changes: changesBetween(before, webhook, ['name', 'avatar', 'channel_id']),
  });
  return webhook;
}

export function deleteWebhook(world: World, actor: Actor, webhook: Webhook): void {
  world.tables.webhook.delete(webhook.id);
  tell(world, webhook.channel_id);
  writeAudit(world, webhook.guild_id, actor, 52, {
    target: webhook.id,
    changes: changesOf('old_value', webhook, ['name', 'type', 'channel_id']),
  });
}

/** A webhook of a guild in which the actor may manage webhooks. */
export function managedWebhook(world: World, actor: Actor, id: Snowflake): Webhook {
  const webhook = webhookOf(world, id);
  guildWith(world, actor, webhook.guild_id, P.ManageWebhooks);
  return webhook;
}

function channelOf(world: World, webhook: Webhook, threadId: Snowflake | null): Channel {
  const channel = world.tables.channel.get(threadId ?? webhook.channel_id);
  if (!channel) throw refuse(10003);
  if (threadId !== null && channel.parent_id !== webhook.channel_id) throw refuse(10003);
  return channel;
}

/** Sends a message under the webhook's name, or under one of its own. */
export function executeWebhook(
  world: World,
  webhook: Webhook,
  input: MessageInput & { username?: string | null; avatar_url?: string | null },
  threadId: Snowflake | null,
): Message {
  const channel = channelOf(world, webhook, threadId);
  checkMessageForm(input, hasV2(input.flags));
  if (input.username) checkName(input.username);
  const interactive = JSON.stringify(input.components ?? []).includes('"custom_id"');
  if (interactive && webhook.application_id === null) {
    throw badField(
      ['components'],
      'WEBHOOK_COMPONENTS_NOT_ALLOWED',
      'Only application-owned webhooks can send interactive components',
    );
  }
  return writeMessage(world, channel, webhook.id, input, {
    webhook: {
      id: webhook.id,
      username: input.username || webhook.name,
      avatar: webhook.avatar,
      application_id: webhook.application_id,
    },
    mayMentionEveryone: true,
  });
}

export function webhookMessage(world: World, webhook: Webhook, messageId: Snowflake): Message {
  const message = world.tables.message.get(messageId);
  if (!message || message.webhook_id !== webhook.id) throw refuse(10008);
  return message;
}

export function editWebhookMessage(
  world: World,
  webhook: Webhook,
  messageId: Snowflake,
  input: MessageInput,
): Message {
  return rewriteMessage(world, webhookMessage(world, webhook, messageId), input, messageFlags.loading);
}

export function deleteWebhookMessage(world: World, webhook: Webhook, messageId: Snowflake): void {
  const message = webhookMessage(world, webhook, messageId);
  const channel = world.tables.channel.get(message.channel_id);
  if (!channel) throw refuse(10003);
  deleteMessages(world, channel, [message]);
}
