import type { Client, Guild, OverwriteType } from 'discord.js';
import { expect } from 'vitest';
import type { Stack } from './scene.ts';

/**
 * What the client remembers is what is true: guilds, channels with their overwrites, roles, voice states, and the bot's own
 * membership. Members need not be remembered; those who are have the roles and the name that they have.
 */
export function expectCachesEqualWorld({ bot: { client }, discord }: Stack): void {
  const { world } = discord;
  const botId = client.user?.id ?? '';
  const guildIds = world.tables.member.by('user', botId).map((member) => member.guild_id);
  expect([...client.guilds.cache.keys()].sort(), 'guilds').toEqual(guildIds.sort());
  for (const guildId of guildIds)
    expect(cached(client, guildId), guildId).toEqual(truth(world, guildId, botId));
}

type World = Stack['discord']['world'];

function truth({ tables }: World, guildId: string, botId: string) {
  const guild = tables.guild.get(guildId);
  const member = (userId: string) => {
    const found = tables.member.get(`${guildId}:${userId}`);
    return found && { nick: found.nick, roles: [...found.roles].sort() };
  };
  return {
    name: guild?.name,
    ownerId: guild?.owner_id,
    channels: byId(
      tables.channel
        .by('guild', guildId)
        .filter(({ thread_metadata: thread }) => !thread?.archived)
        .map(({ id, name, type, parent_id: parentId, permission_overwrites: overwrites }) => ({
          id,
          name,
          type,
          parentId,
          overwrites: byId(
            overwrites.map((one) => ({ id: one.id, type: one.type, allow: one.allow, deny: one.deny })),
          ),
        })),
    ),
    roles: byId(
      tables.role.by('guild', guildId).map(({ id, name, permissions, position, managed }) => ({
        id,
        name,
        permissions,
        position,
        managed,
      })),
    ),
    voice: byId(
      tables.voiceState.by('guild', guildId).map((state) => ({
        id: state.user_id,
        channelId: state.channel_id,
        selfMute: state.self_mute,
        selfDeaf: state.self_deaf,
      })),
    ),
    own: member(botId),
  };
}

function cached(client: Client, guildId: string): ReturnType<typeof truth> {
  const guild = client.guilds.cache.get(guildId) as Guild;
  const me = guild.members.cache.get(client.user?.id ?? '');
  return {
    name: guild.name,
    ownerId: guild.ownerId,
    channels: byId(
      guild.channels.cache.map((channel) => ({
        id: channel.id,
        name: channel.name,
        type: channel.type,
        parentId: channel.parentId,
        overwrites:
          'permissionOverwrites' in channel
            ? byId(
                channel.permissionOverwrites.cache.map(({ id, type, allow, deny }) => ({
                  id,
                  type: type as OverwriteType & (0 | 1),
                  allow: String(allow.bitfield),
                  deny: String(deny.bitfield),
                })),
              )
            : [],
      })),
    ),
    roles: byId(
      guild.roles.cache.map(({ id, name, permissions, rawPosition, managed }) => ({
        id,
        name,
        permissions: String(permissions.bitfield),
        position: rawPosition,
        managed,
      })),
    ),
    voice: byId(
      guild.voiceStates.cache
        .filter(({ channelId }) => channelId !== null)
        .map((state) => ({
          id: state.id,
          channelId: state.channelId ?? '',
          selfMute: state.selfMute ?? false,
          selfDeaf: state.selfDeaf ?? false,
        })),
    ),
    own: me && {
      nick: me.nickname,
      roles: [...me.roles.cache.keys()].filter((id) => id !== guildId).sort(),
    },
  };
}

function byId<T extends { readonly id: string }>(entries: Iterable<T>): T[] {
  return [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
}
