import type { DiscordSimulator, VirtualGuild } from '@guildhall/discord-simulator';
import type { Client, Guild } from 'discord.js';

/** One guild as it is, in the words of {@link cachedGuild}: the two must be equal once all is told. */
export function trueGuild({ world }: DiscordSimulator, guild: VirtualGuild, viewer: string) {
  const { tables } = world;
  const record = tables.guild.get(guild.id);
  return {
    name: record?.name,
    memberCount: tables.member.count('guild', guild.id),
    members: byId(
      tables.member.by('guild', guild.id).map((it) => ({
        id: it.user_id,
        nick: it.nick,
        roles: [...it.roles].sort(),
        timedOut: it.communication_disabled_until,
      })),
    ),
    roles: byId(
      tables.role.by('guild', guild.id).map(({ id, name, permissions, position }) => ({
        id,
        name,
        permissions,
        position,
      })),
    ),
    channels: byId(
      tables.channel
        .by('guild', guild.id)
        .filter((it) => it.thread_metadata === null)
        .map((it) => ({
          id: it.id,
          name: it.name,
          parent: it.parent_id,
          overwrites: byId(it.permission_overwrites.map(({ id, allow, deny }) => ({ id, allow, deny }))),
        })),
    ),
    threads: byId(
      tables.channel
        .by('guild', guild.id)
        .filter((it) => it.thread_metadata !== null && !it.thread_metadata.archived)
        .map((it) => ({ id: it.id, name: it.name, locked: it.thread_metadata?.locked ?? false })),
    ),
    messages: byId(
      tables.channel
        .by('guild', guild.id)
        .flatMap((channel) => tables.message.by('channel', channel.id))
        .map((it) => ({
          id: it.id,
          content: it.content,
          pinned: it.pinned_at !== null,
          reactions: tables.reaction.by('message', it.id).length,
        })),
    ),
    voice: byId(
      tables.voiceState.by('guild', guild.id).map((it) => ({
        id: it.user_id,
        channel: it.channel_id as string | null,
        mute: it.mute as boolean | null,
      })),
    ),
    emojis: tables.emoji
      .by('guild', guild.id)
      .map((it) => it.name as string | null)
      .sort(),
    own: tables.member.has(`${guild.id}:${viewer}`),
  };
}

/** One guild as a client remembers it, everyone of it fetched and every message heard. */
export function cachedGuild(client: Client<true>, guildId: string): ReturnType<typeof trueGuild> {
  const guild = client.guilds.cache.get(guildId) as Guild;
  const channels = [...guild.channels.cache.values()];
  return {
    name: guild.name,
    memberCount: guild.memberCount,
    members: byId(
      guild.members.cache.map((it) => ({
        id: it.id,
        nick: it.nickname,
        roles: [...it.roles.cache.keys()].filter((id) => id !== guildId).sort(),
        timedOut: it.communicationDisabledUntilTimestamp,
      })),
    ),
    roles: byId(
      guild.roles.cache.map((it) => ({
        id: it.id,
        name: it.name,
        permissions: String(it.permissions.bitfield),
        position: it.rawPosition,
      })),
    ),
    channels: byId(
      channels
        .filter((it) => !it.isThread())
        .map((it) => ({
          id: it.id,
          name: it.name,
          parent: it.parentId,
          overwrites:
            'permissionOverwrites' in it
              ? byId(
                  it.permissionOverwrites.cache.map(({ id, allow, deny }) => ({
                    id,
                    allow: String(allow.bitfield),
                    deny: String(deny.bitfield),
                  })),
                )
              : [],
        })),
    ),
    threads: byId(
      channels.flatMap((it) =>
        it.isThread() ? [{ id: it.id, name: it.name, locked: it.locked ?? false }] : [],
      ),
    ),
    messages: byId(
      channels.flatMap((channel) =>
        channel.isTextBased()
          ? channel.messages.cache.map((it) => ({
              id: it.id,
              content: it.content,
              pinned: it.pinned,
              reactions: it.reactions.cache.reduce((sum, reaction) => sum + reaction.count, 0),
            }))
          : [],
      ),
    ),
    voice: byId(
      guild.voiceStates.cache
        .filter((it) => it.channelId !== null)
        .map((it) => ({ id: it.id, channel: it.channelId, mute: it.serverMute })),
    ),
    emojis: guild.emojis.cache.map((it) => it.name).sort(),
    own: guild.members.me !== null,
  };
}

function byId<T extends { readonly id: string }>(entries: Iterable<T>): T[] {
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
}
