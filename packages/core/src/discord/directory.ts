import {
  ChannelType,
  type Client,
  DiscordAPIError,
  type Guild,
  type GuildMember,
  PermissionsBitField,
  type RESTGetAPIGuildEmojisResult,
  RESTJSONErrorCodes,
  Routes,
} from 'discord.js';
import { asCore } from './broker/call-owner.ts';
import type { ChannelView, GuildDirectory, GuildView, MemberView, RoleView } from './directory-types.ts';
import { isKeptUp } from './is-kept-up.ts';
import { overwritesOf } from './overwrites-of.ts';

const types: Readonly<Partial<Record<ChannelType, ChannelView['type']>>> = {
  [ChannelType.GuildText]: 'text',
  [ChannelType.GuildAnnouncement]: 'announcement',
  [ChannelType.GuildVoice]: 'voice',
  [ChannelType.GuildStageVoice]: 'stage',
  [ChannelType.GuildForum]: 'forum',
  [ChannelType.GuildMedia]: 'media',
  [ChannelType.GuildCategory]: 'category',
  [ChannelType.PublicThread]: 'thread',
  [ChannelType.PrivateThread]: 'thread',
  [ChannelType.AnnouncementThread]: 'thread',
};

/** So many moments of asking are remembered; without one, Discord is asked once more. */
const mostAsked = 10_000;

/**
 * The directory over a client's cache. Member look-ups ask Discord when the cache does not know.
 *
 * @param now milliseconds since 1970
 */
export function createDirectory(
  client: Client,
  applicationId: string,
  now: () => number = Date.now,
): GuildDirectory {
  /** When Discord was last asked for members whose changes nothing tells of. */
  const asked = new Map<string, number>();
  const isTooOld = (guildId: string, userId: string, maxAgeMs: number): boolean => {
    if (maxAgeMs === Number.POSITIVE_INFINITY || isKeptUp(client, userId)) return false;
    const key = `${guildId} ${userId}`;
    const at = asked.get(key);
    if (at !== undefined && now() - at < maxAgeMs) return false;
    if (asked.size >= mostAsked) asked.clear();
    asked.set(key, now());
    return true;
  };
  const available = (guildId: string): Guild | undefined => {
    const guild = client.guilds.cache.get(guildId);
    return guild?.available ? guild : undefined;
  };
  return {
    applicationId,
    guildIds: () => [...client.guilds.cache.keys()],
    guild: (guildId) => {
      const guild = available(guildId);
      return guild && viewGuild(guild);
    },
    roles: (guildId) => {
      const guild = available(guildId);
      return guild ? viewRoles(guild) : [];
    },
    channels: (guildId) => {
      const guild = available(guildId);
      return guild ? viewChannels(guild) : [];
    },
    async emojis(guildId) {
      if (!available(guildId)) return [];
      const emojis = await asCore(() => client.rest.get(Routes.guildEmojis(guildId)));
      return (emojis as RESTGetAPIGuildEmojisResult).flatMap(({ id, name, animated, available: usable }) =>
        id && name && usable !== false
          ? [
              {
                id,
                name,
                animated: animated === true,
                imageUrl: client.rest.cdn.emoji(id, { extension: animated === true ? 'gif' : 'png' }),
              },
            ]
          : [],
      );
    },
    overwrites: (guildId, channelId) => {
      const guild = available(guildId);
      return guild && overwritesOf(guild, channelId);
    },
    async member(guildId, userId, { maxAgeMs = Number.POSITIVE_INFINITY } = {}) {
      const guild = available(guildId);
      if (!guild || !/^\d{15,20}$/.test(userId)) return undefined;
      const force = isTooOld(guildId, userId, maxAgeMs);
      const member = await asCore(() => guild.members.fetch({ user: userId, force })).catch(
        (error: unknown) => {
          if (isUnknownMember(error)) return undefined;
          throw error;
        },
      );
      return member && viewMember(member);
    },
    async user(userId) {
      if (!/^\d{15,20}$/.test(userId)) return undefined;
      const user = await asCore(() => client.users.fetch(userId)).catch((error: unknown) => {
        if (isUnknownMember(error)) return undefined;
        throw error;
      });
      return user && { userId, name: user.displayName, avatarUrl: user.displayAvatarURL() };
    },
    async searchMembers(guildId, query, limit) {
      const guild = available(guildId);
      if (!guild) return [];
      const found = await asCore(() =>
        query.trim() === ''
          ? guild.members.list({ limit, cache: false }).catch((error: unknown) => {
              // Listing takes the members intent; without it only a search by prefix is possible.
              if (error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingAccess) {
                return guild.members.cache;
              }
              throw error;
            })
          : guild.members.search({ query: query.trim(), limit, cache: false }),
      );
      return [...found.values()].slice(0, limit).map(viewMember);
    },
  };
}

function isUnknownMember(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    (error.code === RESTJSONErrorCodes.UnknownMember || error.code === RESTJSONErrorCodes.UnknownUser)
  );
}

function viewGuild(guild: Guild): GuildView {
  const me = guild.members.me;
  return {
    id: guild.id,
    name: guild.name,
    iconUrl: guild.iconURL(),
    ownerId: guild.ownerId,
    memberCount: guild.memberCount,
    preferredLocale: guild.preferredLocale,
    bot: {
      userId: guild.client.user.id,
      permissions: me?.permissions.bitfield ?? 0n,
      topRolePosition: me?.roles.highest.position ?? 0,
    },
  };
}

function viewRoles(guild: Guild): RoleView[] {
  const top = guild.members.me?.roles.highest.position ?? 0;
  return [...guild.roles.cache.values()]
    .map((role) => ({
      id: role.id,
      name: role.name,
      color: role.colors?.primaryColor ?? role.color,
      position: role.position,
      managed: role.managed,
      permissions: role.permissions.bitfield,
      assignable: role.id !== guild.id && !role.managed && role.position < top,
    }))
    .sort((a, b) => b.position - a.position);
}

function viewChannels(guild: Guild): ChannelView[] {
  const me = guild.members.me;
  const views: ChannelView[] = [];
  for (const channel of guild.channels.cache.values()) {
    const type = types[channel.type];
    if (!type) continue;
    views.push({
      id: channel.id,
      name: channel.name,
      type,
      parentId: channel.parentId,
      position: 'rawPosition' in channel ? channel.rawPosition : 0,
      botPermissions: (me && channel.permissionsFor(me)?.bitfield) ?? 0n,
    });
  }
  return views.sort((a, b) => a.position - b.position);
}

function viewMember(member: GuildMember): MemberView {
  const isOwner = member.guild.ownerId === member.id;
  return {
    userId: member.id,
    name: member.displayName,
    avatarUrl: member.displayAvatarURL(),
    bot: member.user.bot,
    roleIds: [...member.roles.cache.keys()].filter((id) => id !== member.guild.id),
    isOwner,
    permissions: isOwner ? PermissionsBitField.All : member.permissions.bitfield,
    timedOutUntil: member.communicationDisabledUntilTimestamp,
  };
}
