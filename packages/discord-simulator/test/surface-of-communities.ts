import type { DiscordSimulator } from '@guildhall/discord-simulator';
import { type Client, type REST, Routes } from 'discord.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of many routes, read loosely
type Json = Record<string, any>;

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/**
 * Calls the routes, and makes the events, that a community has beside messages and members: interactions, AutoMod,
 * events, stages, polls, purchases, emojis, stickers, the widget, voice.
 */
export async function playCommunity(given: {
  discord: DiscordSimulator;
  client: Client<true>;
  rest: REST;
}): Promise<void> {
  const { discord, client, rest } = given;
  const app = discord.application();
  const guild = discord.guild('Community', {
    channels: ['general', { name: 'Voice', type: 'voice' }, { name: 'Stage', type: 'stage' }],
  });
  const ana = guild.member('ana');
  const general = guild.channel('general').id;
  await discord.idle();
  const bearer = discord.world.tables.accessToken.put({
    token: 'token-of-the-owner',
    refresh_token: null,
    application_id: app.id,
    user_id: guild.owner.id,
    scopes: ['guilds', 'guilds.members.read', 'applications.commands.permissions.update'],
    expires_at: discord.clock.now() + 3_600_000,
  }).token;
  const asOwner = { auth: false, headers: { authorization: `Bearer ${bearer}` } };

  // A command, who may use it, and its answer.
  const command = (await rest.post(Routes.applicationGuildCommands(app.id, guild.id), {
    body: { name: 'ping', description: 'd' },
  })) as Json;
  const permissions = Routes.applicationCommandPermissions(app.id, guild.id, command.id);
  await rest.get(Routes.userGuildMember(guild.id), asOwner);
  await rest.put(permissions, {
    ...asOwner,
    body: { permissions: [{ id: ana.id, type: 2, permission: true }] },
  });
  await rest.get(permissions);
  const asked = new Promise<{ id: string; token: string }>((resolve) => {
    client.once('interactionCreate', resolve);
  });
  const running = ana.run('/ping');
  const { id, token } = await asked;
  await rest.post(Routes.interactionCallback(id, token), {
    body: { type: 4, data: { content: 'pong' } },
    auth: false,
  });
  await running;
  const original = Routes.webhookMessage(app.id, token);
  await rest.get(original, { auth: false });
  await rest.patch(original, { body: { content: 'edited' }, auth: false });
  await rest.delete(original, { auth: false });

  // AutoMod.
  const rule = (await rest.post(Routes.guildAutoModerationRules(guild.id), {
    body: {
      name: 'Rule',
      event_type: 1,
      trigger_type: 1,
      trigger_metadata: { keyword_filter: ['spoiler'] },
      actions: [{ type: 1 }],
      enabled: true,
    },
  })) as Json;
  const oneRule = Routes.guildAutoModerationRule(guild.id, rule.id);
  await rest.get(oneRule);
  await ana
    .in(general)
    .say('a spoiler')
    .catch(() => undefined);
  await rest.patch(oneRule, { body: { name: 'Renamed' } });
  await rest.delete(oneRule);

  // Events, and a stage.
  const event = (await rest.post(Routes.guildScheduledEvents(guild.id), {
    body: {
      name: 'Picnic',
      privacy_level: 2,
      entity_type: 3,
      scheduled_start_time: new Date(discord.clock.now() + 3_600_000).toISOString(),
      scheduled_end_time: new Date(discord.clock.now() + 7_200_000).toISOString(),
      entity_metadata: { location: 'The park' },
    },
  })) as Json;
  const oneEvent = Routes.guildScheduledEvent(guild.id, event.id);
  await ana.follow({ id: event.id });
  await ana.follow({ id: event.id }, false);
  await rest.patch(oneEvent, { body: { name: 'Long picnic' } });
  await rest.delete(oneEvent);
  const stage = guild.channel('Stage').id;
  await rest.post(Routes.stageInstances(), { body: { channel_id: stage, topic: 'News' } });
  await rest.patch(Routes.stageInstance(stage), { body: { topic: 'Old news' } });
  await rest.delete(Routes.stageInstance(stage));

  // A poll.
  const poll = (await rest.post(Routes.channelMessages(general), {
    body: { poll: { question: { text: '?' }, answers: [{ poll_media: { text: 'yes' } }] } },
  })) as Json;
  await ana.vote(poll.id, 'yes');
  await rest.get(Routes.pollAnswerVoters(general, poll.id, 1));
  await ana.vote(poll.id);
  await rest.post(Routes.expirePoll(general, poll.id));

  // What is for sale.
  const sku = app.sell({ name: 'Potion', kind: 'consumable' });
  await rest.get(Routes.skus(app.id));
  const bought = await ana.buy(sku);
  await rest.get(Routes.entitlements(app.id));
  await rest.post(Routes.consumeEntitlement(app.id, bought.id));
  const gold = app.sell({ name: 'Gold', kind: 'subscription', for: 'guild' });
  const trial = (await rest.post(Routes.entitlements(app.id), {
    body: { sku_id: gold.id, owner_id: guild.id, owner_type: 1 },
  })) as Json;
  await rest.delete(Routes.entitlement(app.id, trial.id));

  // Emojis, stickers, the widget.
  await rest.post(Routes.guildEmojis(guild.id), { body: { name: 'dot', image: pixel } });
  await rest.post(Routes.guildStickers(guild.id), {
    body: { name: 'dot', description: 'a dot', tags: 'dot' },
    files: [{ key: 'file', name: 'dot.png', contentType: 'image/png', data: pixelBytes() }],
    appendToFormData: true,
  });
  await rest.patch(Routes.guildWidgetSettings(guild.id), { body: { enabled: true, channel_id: null } });
  await rest.get(Routes.guildWidgetJSON(guild.id), { auth: false });

  // The gateway's own: members that are asked for, voice, and a line that breaks.
  const known = await client.guilds.fetch(guild.id);
  await known.members.fetch();
  known.shard.send({
    op: 4,
    d: { guild_id: guild.id, channel_id: guild.channel('Voice').id, self_mute: false, self_deaf: false },
  });
  await discord.idle();
  const resumed = new Promise((resolve) => client.once('shardResume', resolve));
  discord.faults.dropGateway();
  await resumed;
  await discord.idle();
}

function pixelBytes(): Buffer {
  return Buffer.from(pixel.slice(pixel.indexOf(',') + 1), 'base64');
}
