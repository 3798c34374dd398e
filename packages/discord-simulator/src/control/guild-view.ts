import {
  canSee,
  compareRoles,
  has,
  isAboveRole,
  isVoice,
  permissionsInChannel,
  permissionsInGuild,
  rolesOf,
} from '../world/access.ts';
import type { Channel, Guild, Member, Role, Snowflake, User } from '../world/entities.ts';
import { pairKey } from '../world/entities.ts';
import { P } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import type { ChannelView, GuildView, MemberView, RoleView, UserView } from './protocol.ts';
import { membersInSnapshot } from './views.ts';

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

function viewRole(world: World, guild: Guild, role: Role, userId: Snowflake): RoleView {
  return {
    id: role.id,
    name: role.name,
    color: role.color,
    position: role.position,
    hoist: role.hoist,
    managed: role.managed,
    mentionable: role.mentionable,
    everyone: role.id === guild.id,
    assignable: role.id !== guild.id && !role.managed && isAboveRole(world, userId, role),
  };
}

/** A channel as one user sees it, who is known to see it. */
export function viewChannel(world: World, channel: Channel, userId: Snowflake): ChannelView {
  const permissions = permissionsInChannel(world, userId, channel);
  const may = (needed: bigint) => has(permissions, needed);
  const metadata = channel.thread_metadata;
  const inVoice = isVoice(channel) ? world.tables.voiceState.by('channel', channel.id) : [];
  const recipientId = channel.recipients?.find((it) => it !== userId) ?? null;
  const recipient = recipientId === null ? undefined : world.tables.user.get(recipientId);
  return {
    id: channel.id,
    guildId: channel.guild_id,
    type: channel.type,
    name: recipient ? (recipient.global_name ?? recipient.username) : channel.name,
    topic: channel.topic,
    parentId: channel.parent_id,
    position: channel.position,
    nsfw: channel.nsfw,
    slowmodeSeconds: channel.rate_limit_per_user,
    lastMessageId: channel.last_message_id,
    recipientId,
    can: {
      // In a thread `permissionsInChannel` has turned SEND_MESSAGES_IN_THREADS into SEND_MESSAGES.
      send: may(P.SendMessages) && (!metadata?.locked || may(P.ManageThreads)),
      addReactions: may(P.AddReactions),
      manageMessages: may(P.ManageMessages),
      pin: may(P.ManageMessages) || may(P.PinMessages),
      useCommands: may(P.UseApplicationCommands),
      attachFiles: may(P.AttachFiles),
      sendPolls: channel.guild_id === null || may(P.SendPolls),
      connect: may(P.Connect),
      startThreads: may(channel.type === 15 || channel.type === 16 ? P.SendMessages : P.CreatePublicThreads),
      startPrivateThreads: may(P.CreatePrivateThreads),
      manageThreads: may(P.ManageThreads) || (metadata !== null && channel.owner_id === userId),
      lockThread: may(P.ManageThreads),
      manage: channel.guild_id !== null && may(metadata ? P.ManageThreads : P.ManageChannels),
    },
    thread: metadata
      ? {
          archived: metadata.archived,
          locked: metadata.locked,
          ownerId: channel.owner_id,
          messageCount: channel.message_count,
          tags: channel.applied_tags ?? [],
          joined: world.tables.threadMember.has(pairKey(channel.id, userId)),
        }
      : null,
    tags: (channel.available_tags ?? []).map((it) => ({
      id: it.id,
      name: it.name,
      emoji: it.emoji_name,
      moderated: it.moderated,
    })),
    voice: inVoice.map((it) => it.user_id),
    muted: inVoice.filter((it) => it.self_mute || it.mute).map((it) => it.user_id),
    deafened: inVoice.filter((it) => it.self_deaf || it.deaf).map((it) => it.user_id),
  };
}

/** At most `most` members: a bot, the owner and the acting member are always among them. */
function membersShown(world: World, guild: Guild, userId: Snowflake, most: number): Member[] {
  const shown = new Map<Snowflake, Member>();
  const add = (id: Snowflake): void => {
    const member = world.tables.member.get(pairKey(guild.id, id));
    if (member) shown.set(id, member);
  };
  add(userId);
  add(guild.owner_id);
  for (const { bot_user_id: id } of world.tables.application.values()) add(id);
  for (const member of world.tables.member.by('guild', guild.id)) {
    if (shown.size >= most) break;
    shown.set(member.user_id, member);
  }
  return [...shown.values()];
}

/** A guild as one of its members sees it; `null` for who is none. */
export function viewGuild(world: World, guild: Guild, userId: Snowflake): GuildView | null {
  if (!world.tables.member.has(pairKey(guild.id, userId))) return null;
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
    memberCount: world.tables.member.count('guild', guild.id),
    // A category shows when something in it does.
    channels: channels
      .filter((it) => visible.has(it.id) || (it.type === 4 && parents.has(it.id)))
      .map((it) => viewChannel(world, it, userId)),
    roles: world.tables.role
      .by('guild', guild.id)
      .sort((a, b) => compareRoles(b, a))
      .map((it) => viewRole(world, guild, it, userId)),
    members: membersShown(world, guild, userId, membersInSnapshot).map((it) => viewMember(world, guild, it)),
    emojis: world.tables.emoji.by('guild', guild.id).map((it) => ({
      id: it.id,
      name: it.name,
      animated: it.animated,
      url: `${world.cdn}/emojis/${it.id}.${it.animated ? 'gif' : 'png'}`,
    })),
    can: {
      manageRoles: has(permissions, P.ManageRoles),
      manageGuild: has(permissions, P.ManageGuild),
      manageChannels: has(permissions, P.ManageChannels),
      manageNicknames: has(permissions, P.ManageNicknames),
      changeNickname: has(permissions, P.ChangeNickname),
      timeOut: has(permissions, P.ModerateMembers),
      kick: has(permissions, P.KickMembers),
      ban: has(permissions, P.BanMembers),
    },
  };
}
