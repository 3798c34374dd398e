import {
  canSee,
  compareRoles,
  has,
  isThread,
  isVoice,
  permissionsInChannel,
  permissionsInGuild,
  rolesOf,
} from '../world/access.ts';
import type { Channel, Guild, Member, Role, Snowflake, User } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import { P } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import type {
  ChannelView,
  GuildView,
  MembersInSnapshot,
  MemberView,
  RoleView,
  UserView,
} from './protocol.ts';

const membersInSnapshot: MembersInSnapshot = 500;

export function viewUser(world: World, user: User): UserView {
  return {
    id: user.id,
    username: user.username,
    name: user.global_name ?? user.username,
    avatarUrl: avatarUrl(world, user),
    bot: user.bot,
    locale: user.locale,
  };
}

export function avatarUrl(world: World, user: User): string | null {
  return user.avatar === null ? null : `${world.cdn}/avatars/${user.id}/${user.avatar}.png`;
}

/** The colour of the highest role that has one; 0 when none has. */
export function colorOf(world: World, member: Member): number {
  return (
    rolesOf(world, member)
      .filter((it) => it.color !== 0)
      .sort(compareRoles)
      .at(-1)?.color ?? 0
  );
}

export function viewMember(world: World, guild: Guild, member: Member): MemberView {
  const user = world.tables.user.get(member.user_id);
  return {
    userId: member.user_id,
    name: member.nick ?? user?.global_name ?? user?.username ?? member.user_id,
    username: user?.username ?? member.user_id,
    avatarUrl: user ? avatarUrl(world, user) : null,
    bot: user?.bot ?? false,
    owner: guild.owner_id === member.user_id,
    roles: member.roles,
    color: colorOf(world, member),
    timedOutUntil: member.communication_disabled_until,
  };
}

function viewRole(guild: Guild, role: Role): RoleView {
  return {
    id: role.id,
    name: role.name,
    color: role.color,
    position: role.position,
    hoist: role.hoist,
    managed: role.managed,
    mentionable: role.mentionable,
    everyone: role.id === guild.id,
  };
}

function viewChannel(world: World, channel: Channel, userId: Snowflake): ChannelView {
  const permissions = permissionsInChannel(world, userId, channel);
  const thread = isThread(channel);
  const metadata = channel.thread_metadata;
  return {
    id: channel.id,
    type: channel.type,
    name: channel.name,
    topic: channel.topic,
    parentId: channel.parent_id,
    position: channel.position,
    nsfw: channel.nsfw,
    slowmodeSeconds: channel.rate_limit_per_user,
    lastMessageId: channel.last_message_id,
    can: {
      // In a thread `permissionsInChannel` has turned SEND_MESSAGES_IN_THREADS into SEND_MESSAGES.
      send: has(permissions, P.SendMessages) && !metadata?.locked,
      addReactions: has(permissions, P.AddReactions),
      manageMessages: has(permissions, P.ManageMessages),
      useCommands: has(permissions, P.UseApplicationCommands),
      attachFiles: has(permissions, P.AttachFiles),
      connect: has(permissions, P.Connect),
    },
    thread:
      thread && metadata
        ? {
            archived: metadata.archived,
            locked: metadata.locked,
            ownerId: channel.owner_id,
            messageCount: channel.message_count,
          }
        : null,
    voice: isVoice(channel) ? world.tables.voiceState.by('channel', channel.id).map((it) => it.user_id) : [],
  };
}

/** A guild as one of its members sees it; `null` for who is none. */
export function viewGuild(world: World, guild: Guild, userId: Snowflake): GuildView | null {
  if (!world.tables.member.has(pairKey(guild.id, userId))) return null;
  const members = world.tables.member.by('guild', guild.id);
  // A bot, the owner and the acting member are always among those that are told.
  const first = members.filter(
    (it) =>
      it.user_id === userId ||
      it.user_id === guild.owner_id ||
      world.tables.user.get(it.user_id)?.bot === true,
  );
  const shown = [...new Set([...first, ...members])].slice(0, membersInSnapshot);
  const channels = world.tables.channel.by('guild', guild.id);
  const visible = new Set(
    channels.filter((it) => it.type !== 4 && canSee(world, userId, it)).map((it) => it.id),
  );
  const parents = new Set(channels.filter((it) => visible.has(it.id)).map((it) => it.parent_id));
  const permissions = permissionsInGuild(world, userId, guild.id);
  return {
    id: guild.id,
    name: guild.name,
    description: guild.description,
    ownerId: guild.owner_id,
    memberCount: members.length,
    // A category shows when something in it does.
    channels: channels
      .filter((it) => visible.has(it.id) || (it.type === 4 && parents.has(it.id)))
      .map((it) => viewChannel(world, it, userId)),
    roles: world.tables.role
      .by('guild', guild.id)
      .sort((a, b) => compareRoles(b, a))
      .map((it) => viewRole(guild, it)),
    members: shown.map((it) => viewMember(world, guild, it)),
    emojis: world.tables.emoji.by('guild', guild.id).map((it) => ({
      id: it.id,
      name: it.name,
      animated: it.animated,
      url: `${world.cdn}/emojis/${it.id}.${it.animated ? 'gif' : 'png'}`,
    })),
    can: {
      manageRoles: has(permissions, P.ManageRoles),
      manageGuild: has(permissions, P.ManageGuild),
      timeOut: has(permissions, P.ModerateMembers),
      kick: has(permissions, P.KickMembers),
      ban: has(permissions, P.BanMembers),
    },
  };
}
