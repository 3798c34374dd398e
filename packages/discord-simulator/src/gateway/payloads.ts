import { canSee, permissionsInChannel } from '../world/access.ts';
import { activeEntitlements } from '../world/actions/index.ts';
import type { Application, Channel, Guild, Interaction, Message, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import {
  bareMemberView,
  channelView,
  entitlementView,
  guildView,
  memberView,
  messageView,
  scheduledEventView,
  stageInstanceView,
  timestamp,
  userViewById,
  voiceStateView,
} from '../world/views/index.ts';
import type { World } from '../world/world.ts';

/** A message as MESSAGE_CREATE and MESSAGE_UPDATE carry it: with its guild and the members who are in it. */
export function messagePayload(world: World, message: Message, viewer: Snowflake, strip: boolean) {
  const guildId = message.guild_id;
  const view = messageView(world, message, viewer, { strip });
  if (guildId === null) {
    view.channel_type = 1;
    return view;
  }
  view.guild_id = guildId;
  view.channel_type = world.tables.channel.get(message.channel_id)?.type ?? 0;
  const author = world.tables.member.get(pairKey(guildId, message.author_id));
  if (author && !message.webhook_author) view.member = bareMemberView(author);
  view.mentions = message.mentions.map((id) => {
    const member = world.tables.member.get(pairKey(guildId, id));
    return { ...userViewById(world, id), ...(member ? { member: bareMemberView(member) } : {}) };
  });
  return view;
}

export function presencePayload(world: World, guildId: Snowflake, userId: Snowflake) {
  const presence = world.tables.presence.get(userId);
  const status = presence?.status ?? 'offline';
  return {
    user: { id: userId },
    guild_id: guildId,
    status,
    activities: presence?.activities ?? [],
    client_status: status === 'offline' ? {} : { desktop: status },
  };
}

/**
 * GUILD_CREATE. Without the presence intent it names only the bot and who is in voice; with it everyone in a small
 * guild, and who is online in a large one.
 */
export function guildCreatePayload(
  world: World,
  guild: Guild,
  viewer: Snowflake,
  options: { presences: boolean; largeThreshold: number },
) {
  const members = world.tables.member.by('guild', guild.id);
  const large = members.length > options.largeThreshold;
  const inVoice = new Set(world.tables.voiceState.by('guild', guild.id).map((state) => state.user_id));
  const isOnline = (userId: Snowflake) =>
    (world.tables.presence.get(userId)?.status ?? 'offline') !== 'offline';
  const told = members.filter(
    ({ user_id }) =>
      user_id === viewer || inVoice.has(user_id) || (options.presences && (!large || isOnline(user_id))),
  );
  const channels = world.tables.channel.by('guild', guild.id);
  const self = world.tables.member.get(pairKey(guild.id, viewer));
  const visible = new Set(
    channels.filter((channel) => canSee(world, viewer, channel)).map((channel) => channel.id),
  );
  return {
    ...guildView(world, guild),
    joined_at: timestamp(self?.joined_at ?? world.now()),
    large,
    unavailable: false,
    member_count: members.length,
    voice_states: world.tables.voiceState.by('guild', guild.id).map((state) => {
      const { guild_id, member, ...rest } = voiceStateView(world, guild.id, state.user_id, state);
      return rest;
    }),
    members: told.map((member) => memberView(world, member)),
    channels: channels
      .filter((channel) => !channel.thread_metadata)
      .map((channel) => channelView(world, channel, viewer)),
    threads: channels
      .filter((channel) => channel.thread_metadata && !channel.thread_metadata.archived)
      .filter((thread) => visible.has(thread.id))
      .map((thread) => channelView(world, thread, viewer)),
    presences: options.presences
      ? told
          .filter(({ user_id }) => isOnline(user_id))
          .map(({ user_id }) => presencePayload(world, guild.id, user_id))
      : [],
    stage_instances: world.tables.stageInstance
      .by('guild', guild.id)
      .filter((stage) => visible.has(stage.channel_id))
      .map(stageInstanceView),
    guild_scheduled_events: world.tables.scheduledEvent
      .by('guild', guild.id)
      .filter((event) => event.status <= 2 && (event.channel_id === null || visible.has(event.channel_id)))
      .map((event) => scheduledEventView(world, event)),
    soundboard_sounds: [],
  };
}

/** INTERACTION_CREATE. */
export function interactionPayload(world: World, interaction: Interaction, application: Application) {
  const channel = world.tables.channel.get(interaction.channel_id);
  const guild = interaction.guild_id ? world.tables.guild.get(interaction.guild_id) : undefined;
  const user = userViewById(world, interaction.user_id);
  const member = guild ? world.tables.member.get(pairKey(guild.id, interaction.user_id)) : undefined;
  const locale = world.tables.user.get(interaction.user_id)?.locale ?? 'en-US';
  const source = interaction.source_message_id
    ? world.tables.message.get(interaction.source_message_id)
    : undefined;
  const entitlements = activeEntitlements(world, application.id, interaction.user_id, interaction.guild_id);
  const permissions = (userId: Snowflake) =>
    String(channel ? permissionsInChannel(world, userId, channel) : 0n);
  return {
    id: interaction.id,
    application_id: interaction.application_id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.data,
    channel_id: interaction.channel_id,
    ...(channel ? { channel: partialChannel(world, channel, interaction.user_id) } : {}),
    ...(guild
      ? {
          guild_id: guild.id,
          guild: { id: guild.id, features: guild.features, locale: guild.preferred_locale },
          guild_locale: guild.preferred_locale,
        }
      : {}),
    ...(guild && member
      ? { member: { ...bareMemberView(member), user, permissions: permissions(interaction.user_id) } }
      : { user }),
    app_permissions: permissions(application.bot_user_id),
    locale,
    entitlements: entitlements.map(entitlementView),
    entitlement_sku_ids: entitlements.map(({ sku_id }) => sku_id),
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
    context: guild ? 0 : 1,
    attachment_size_limit: 10_485_760,
    ...(source && (interaction.type === 3 || interaction.type === 5)
      ? { message: messageView(world, source, application.bot_user_id) }
      : {}),
  };
}

function partialChannel(world: World, channel: Channel, viewer: Snowflake) {
  return {
    ...channelView(world, channel, viewer),
    ...(channel.guild_id === null
      ? {}
      : { permissions: String(permissionsInChannel(world, viewer, channel)) }),
  };
}
