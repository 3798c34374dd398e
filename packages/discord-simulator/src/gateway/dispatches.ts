import type { Dispatch } from '../schema/event-payloads.ts';
import { canSee, has, permissionsInGuild } from '../world/access.ts';
import type { Channel, Message, Snowflake } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import type { WorldEvent, WorldEventOf } from '../world/events.ts';
import { P } from '../world/permissions.ts';
import {
  auditLogEntryView,
  banView,
  channelView,
  emojiRefView,
  emojiView,
  guildView,
  inviteExpiry,
  mayStrip,
  memberView,
  ownUserView,
  roleView,
  threadMemberView,
  timestamp,
  timestampOrNull,
  userViewById,
  voiceStateView,
} from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { communityDispatches } from './community-dispatches.ts';
import { type Listener, shardOf } from './hearing.ts';
import { I } from './intents.ts';
import { guildCreatePayload, interactionPayload, messagePayload, presencePayload } from './payloads.ts';

/**
 * What a session hears of something that happened: nothing, when it lacks the intent, is another shard, is not in the
 * guild, or its bot cannot see the channel.
 */
export function dispatchesFor(world: World, event: WorldEvent, to: Listener): Dispatch[] {
  const { hears } = to;
  const self = to.application.bot_user_id;
  switch (event.type) {
    case 'messageCreate':
      return aboutMessage(world, event, to, 'MESSAGE_CREATE');
    case 'messageUpdate':
      return aboutMessage(world, event, to, 'MESSAGE_UPDATE');
    case 'messageDelete': {
      const { message } = event;
      if (
        !hears.inChannel(message.channel_id, I.GuildMessages, I.DirectMessages) ||
        message.ephemeral_for !== null
      )
        return [];
      return [
        { t: 'MESSAGE_DELETE', d: { id: message.id, channel_id: message.channel_id, ...guildOf(message) } },
      ];
    }
    case 'messageBulkDelete':
      if (!hears.inChannel(event.channel.id, I.GuildMessages, I.DirectMessages)) return [];
      return [
        {
          t: 'MESSAGE_DELETE_BULK',
          d: {
            ids: event.messages.map(({ id }) => id),
            channel_id: event.channel.id,
            ...guildOf(event.channel),
          },
        },
      ];
    case 'reactionAdd':
    case 'reactionRemove':
    case 'reactionRemoveAll':
    case 'reactionRemoveEmoji':
      return aboutReaction(world, event, to);
    case 'typingStart': {
      const { channel, userId } = event;
      if (!hears.inChannel(channel.id, I.GuildMessageTyping, I.DirectMessageTyping)) return [];
      const member = channel.guild_id
        ? world.tables.member.get(pairKey(channel.guild_id, userId))
        : undefined;
      return [
        {
          t: 'TYPING_START',
          d: {
            channel_id: channel.id,
            user_id: userId,
            timestamp: Math.floor(world.now() / 1000),
            ...guildOf(channel),
            ...(member ? { member: memberView(world, member) } : {}),
          },
        },
      ];
    }
    case 'interactionCreate': {
      const { interaction } = event;
      if (interaction.application_id !== to.application.id) return [];
      const shard = interaction.guild_id === null ? 0 : shardOf(interaction.guild_id, to.shard[1]);
      if (shard !== to.shard[0]) return [];
      return [{ t: 'INTERACTION_CREATE', d: interactionPayload(world, interaction, to.application) }];
    }
    case 'applicationAdd': {
      if (event.application.id !== to.application.id || !hears.onShard(event.guildId)) return [];
      const guild = world.tables.guild.get(event.guildId);
      if (!guild || (to.intents & I.Guilds) === 0) return [];
      return [
        {
          t: 'GUILD_CREATE',
          d: guildCreatePayload(world, guild, self, {
            presences: (to.intents & I.GuildPresences) !== 0,
            largeThreshold: to.largeThreshold,
          }),
        },
      ];
    }
    case 'applicationRemove':
      if (event.application.id !== to.application.id || !hears.onShard(event.guildId)) return [];
      return (to.intents & I.Guilds) === 0 ? [] : [{ t: 'GUILD_DELETE', d: { id: event.guildId } }];
    case 'guildUpdate':
      return hears.inGuild(event.guild.id, I.Guilds)
        ? [{ t: 'GUILD_UPDATE', d: guildView(world, event.guild) }]
        : [];
    case 'memberAdd':
    case 'memberUpdate':
    case 'memberRemove':
      return aboutMember(world, event, to);
    case 'userUpdate':
      return aboutUser(world, event, to);
    case 'roleCreate':
    case 'roleUpdate':
      if (!hears.inGuild(event.role.guild_id, I.Guilds)) return [];
      return [
        {
          t: event.type === 'roleCreate' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE',
          d: { guild_id: event.role.guild_id, role: roleView(event.role) },
        },
      ];
    case 'roleDelete':
      if (!hears.inGuild(event.role.guild_id, I.Guilds)) return [];
      return [{ t: 'GUILD_ROLE_DELETE', d: { guild_id: event.role.guild_id, role_id: event.role.id } }];
    case 'channelCreate':
    case 'channelUpdate':
    case 'channelDelete':
      return aboutChannel(world, event, to);
    case 'pinsUpdate':
      if (!hears.inChannel(event.channel.id, I.Guilds, I.DirectMessages)) return [];
      return [
        {
          t: 'CHANNEL_PINS_UPDATE',
          d: {
            channel_id: event.channel.id,
            last_pin_timestamp: timestampOrNull(event.channel.last_pin_timestamp),
            ...guildOf(event.channel),
          },
        },
      ];
    case 'threadCreate':
    case 'threadUpdate':
    case 'threadDelete':
    case 'threadMembersUpdate':
      return aboutThread(world, event, to);
    case 'banAdd':
    case 'banRemove':
      if (!hears.inGuild(event.ban.guild_id, I.GuildModeration)) return [];
      return [
        {
          t: event.type === 'banAdd' ? 'GUILD_BAN_ADD' : 'GUILD_BAN_REMOVE',
          d: { guild_id: event.ban.guild_id, user: banView(world, event.ban).user },
        },
      ];
    case 'inviteCreate': {
      const { invite } = event;
      if (!hears.inChannel(invite.channel_id, I.GuildInvites, 0) || !canManage(world, to, invite.channel_id))
        return [];
      return [
        {
          t: 'INVITE_CREATE',
          d: {
            channel_id: invite.channel_id,
            guild_id: invite.guild_id,
            code: invite.code,
            created_at: timestamp(invite.created_at),
            inviter: userViewById(world, invite.inviter_id),
            max_age: invite.max_age,
            max_uses: invite.max_uses,
            temporary: invite.temporary,
            uses: 0,
            expires_at: timestampOrNull(inviteExpiry(invite)),
            type: 0,
          },
        },
      ];
    }
    case 'inviteDelete': {
      const { invite } = event;
      if (!hears.inGuild(invite.guild_id, I.GuildInvites) || !canManage(world, to, invite.channel_id))
        return [];
      return [
        {
          t: 'INVITE_DELETE',
          d: { channel_id: invite.channel_id, guild_id: invite.guild_id, code: invite.code },
        },
      ];
    }
    case 'webhooksUpdate':
      if (event.channel.guild_id === null || !hears.inChannel(event.channel.id, I.GuildWebhooks, 0))
        return [];
      return [
        { t: 'WEBHOOKS_UPDATE', d: { guild_id: event.channel.guild_id, channel_id: event.channel.id } },
      ];
    case 'emojisUpdate':
      if (!hears.inGuild(event.guildId, I.GuildExpressions)) return [];
      return [
        {
          t: 'GUILD_EMOJIS_UPDATE',
          d: {
            guild_id: event.guildId,
            emojis: world.tables.emoji.by('guild', event.guildId).map((emoji) => emojiView(world, emoji)),
          },
        },
      ];
    case 'voiceStateUpdate':
      if (!hears.inGuild(event.guildId, I.GuildVoiceStates)) return [];
      return [
        { t: 'VOICE_STATE_UPDATE', d: voiceStateView(world, event.guildId, event.userId, event.state) },
      ];
    case 'presenceUpdate':
      return world.tables.member
        .by('user', event.presence.user_id)
        .filter((member) => hears.inGuild(member.guild_id, I.GuildPresences))
        .map((member) => ({
          t: 'PRESENCE_UPDATE',
          d: presencePayload(world, member.guild_id, event.presence.user_id),
        }));
    case 'commandPermissionsUpdate':
      if (
        event.permissions.application_id !== to.application.id ||
        !hears.onShard(event.permissions.guild_id)
      )
        return [];
      return [{ t: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE', d: { ...event.permissions } }];
    case 'auditLogEntry': {
      const { entry } = event;
      if (!hears.inGuild(entry.guild_id, I.GuildModeration)) return [];
      if (!has(permissionsInGuild(world, self, entry.guild_id), P.ViewAuditLog)) return [];
      return [
        { t: 'GUILD_AUDIT_LOG_ENTRY_CREATE', d: { ...auditLogEntryView(entry), guild_id: entry.guild_id } },
      ];
    }
    default:
      return communityDispatches(world, event, to, hears);
  }
}

function guildOf(entity: { guild_id: Snowflake | null }): { guild_id?: Snowflake } {
  return entity.guild_id === null ? {} : { guild_id: entity.guild_id };
}

function canManage(world: World, to: Listener, channelId: Snowflake): boolean {
  const channel = world.tables.channel.get(channelId);
  if (!channel?.guild_id) return false;
  return has(permissionsInGuild(world, to.application.bot_user_id, channel.guild_id), P.ManageChannels);
}

function aboutMessage(
  world: World,
  event: WorldEventOf<'messageCreate'> | WorldEventOf<'messageUpdate'>,
  to: Listener,
  t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
): Dispatch[] {
  const message: Message = event.message;
  // Nobody hears of ephemeral messages by the gateway; their writer has the answer of its own request.
  if (message.ephemeral_for !== null) return [];
  if (!to.hears.inChannel(message.channel_id, I.GuildMessages, I.DirectMessages)) return [];
  const self = to.application.bot_user_id;
  const strip = (to.intents & I.MessageContent) === 0 && mayStrip(world, message, self);
  return [{ t, d: messagePayload(world, message, self, strip) }];
}

function aboutReaction(
  world: World,
  event: WorldEventOf<'reactionAdd' | 'reactionRemove' | 'reactionRemoveAll' | 'reactionRemoveEmoji'>,
  to: Listener,
): Dispatch[] {
  const { message } = event;
  if (!to.hears.inChannel(message.channel_id, I.GuildMessageReactions, I.DirectMessageReactions)) return [];
  const base = { channel_id: message.channel_id, message_id: message.id, ...guildOf(message) };
  if (event.type === 'reactionRemoveAll') return [{ t: 'MESSAGE_REACTION_REMOVE_ALL', d: base }];
  if (event.type === 'reactionRemoveEmoji') {
    return [{ t: 'MESSAGE_REACTION_REMOVE_EMOJI', d: { ...base, emoji: emojiRefView(event.emoji) } }];
  }
  const { reaction } = event;
  const one = {
    ...base,
    user_id: reaction.user_id,
    emoji: emojiRefView(reaction.emoji),
    burst: false,
    type: 0,
  };
  if (event.type === 'reactionRemove') return [{ t: 'MESSAGE_REACTION_REMOVE', d: one }];
  const member = message.guild_id
    ? world.tables.member.get(pairKey(message.guild_id, reaction.user_id))
    : undefined;
  return [
    {
      t: 'MESSAGE_REACTION_ADD',
      d: {
        ...one,
        message_author_id: message.author_id,
        ...(member ? { member: memberView(world, member) } : {}),
      },
    },
  ];
}

function aboutMember(
  world: World,
  event: WorldEventOf<'memberAdd' | 'memberUpdate' | 'memberRemove'>,
  to: Listener,
): Dispatch[] {
  const { member } = event;
  const self = member.user_id === to.application.bot_user_id;
  const { hears } = to;
  // A bot hears of its own joining and leaving as a guild's, and of its own changes without the intent.
  if (self && event.type !== 'memberUpdate') return [];
  if (!hears.inGuild(member.guild_id, self ? I.Guilds | I.GuildMembers : I.GuildMembers)) return [];
  if (event.type === 'memberRemove') {
    return [
      {
        t: 'GUILD_MEMBER_REMOVE',
        d: { guild_id: member.guild_id, user: userViewById(world, member.user_id) },
      },
    ];
  }
  return [
    {
      t: event.type === 'memberAdd' ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE',
      d: { ...memberView(world, member), guild_id: member.guild_id },
    },
  ];
}

/** A user's change is heard as their members'; only one's own also as USER_UPDATE. */
function aboutUser(world: World, event: WorldEventOf<'userUpdate'>, to: Listener): Dispatch[] {
  const { hears } = to;
  if (event.user.id === to.application.bot_user_id) {
    return [{ t: 'USER_UPDATE', d: ownUserView(event.user, true) }];
  }
  return world.tables.member
    .by('user', event.user.id)
    .filter((member) => hears.inGuild(member.guild_id, I.GuildMembers))
    .map((member) => ({
      t: 'GUILD_MEMBER_UPDATE',
      d: { ...memberView(world, member), guild_id: member.guild_id },
    }));
}

/** A guild's channels are known to a bot also when it may not look into them: it hears of all their changes. */
function aboutChannel(
  world: World,
  event: WorldEventOf<'channelCreate' | 'channelUpdate' | 'channelDelete'>,
  to: Listener,
): Dispatch[] {
  const channel: Channel = event.channel;
  const self = to.application.bot_user_id;
  const names = {
    channelCreate: 'CHANNEL_CREATE',
    channelUpdate: 'CHANNEL_UPDATE',
    channelDelete: 'CHANNEL_DELETE',
  } as const;
  // Bots are not told of direct messages' channels: they learn of them from the first message.
  if (channel.guild_id === null) return [];
  if (!to.hears.inGuild(channel.guild_id, I.Guilds)) return [];
  return [{ t: names[event.type], d: channelView(world, channel, self) }];
}

function aboutThread(
  world: World,
  event: WorldEventOf<'threadCreate' | 'threadUpdate' | 'threadDelete' | 'threadMembersUpdate'>,
  to: Listener,
): Dispatch[] {
  const { thread } = event;
  const self = to.application.bot_user_id;
  if (thread.guild_id === null || !to.hears.inGuild(thread.guild_id, I.Guilds)) return [];
  // Who was taken out of a private thread no longer sees it, and yet is told.
  const takenOut = event.type === 'threadMembersUpdate' && event.removed.includes(self);
  if (!takenOut && !canSee(world, self, thread)) return [];
  if (event.type === 'threadDelete') {
    return [
      {
        t: 'THREAD_DELETE',
        d: { id: thread.id, guild_id: thread.guild_id, parent_id: thread.parent_id, type: thread.type },
      },
    ];
  }
  if (event.type === 'threadMembersUpdate') {
    const own = event.added.some((member) => member.user_id === self) || event.removed.includes(self);
    if (!own && (to.intents & I.GuildMembers) === 0) return [];
    const guildId = thread.guild_id;
    const nowSeen = thread.type === 12 && event.added.some((member) => member.user_id === self);
    return [
      // Who is added to a private thread hears of the thread first.
      ...(nowSeen ? [{ t: 'THREAD_CREATE', d: channelView(world, thread, self) } as const] : []),
      {
        t: 'THREAD_MEMBERS_UPDATE',
        d: {
          id: thread.id,
          guild_id: guildId,
          member_count: Math.min(50, world.tables.threadMember.count('thread', thread.id)),
          added_members: event.added.map((added) => {
            const member = world.tables.member.get(pairKey(guildId, added.user_id));
            return {
              ...threadMemberView(added),
              presence: null,
              ...(member ? { member: memberView(world, member) } : {}),
            };
          }),
          removed_member_ids: event.removed,
        },
      },
    ];
  }
  const view = channelView(world, thread, self);
  if (event.type === 'threadUpdate') return [{ t: 'THREAD_UPDATE', d: view }];
  return [{ t: 'THREAD_CREATE', d: { ...view, ...(event.newlyCreated ? { newly_created: true } : {}) } }];
}
