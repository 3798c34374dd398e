import { guildWith } from '../../world/access.ts';
import { updateGuild } from '../../world/actions/index.ts';
import type { Channel } from '../../world/entities.ts';
import { badField, refuse } from '../../world/errors.ts';
import { applyOverwrites, guildPermissions, P } from '../../world/permissions.ts';
import { presenceCount } from '../../world/views/index.ts';
import type { World } from '../../world/world.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';

/** Whether everyone may see it, which is what the widget shows. */
function isPublic(world: World, channel: Channel): boolean {
  const everyone = world.tables.role.get(channel.guild_id ?? '');
  if (!everyone) return false;
  const nobody = { userId: '0', isOwner: false, roleIds: [], timedOut: false };
  const permissions = applyOverwrites(
    guildPermissions(nobody, everyone, []),
    nobody,
    everyone.id,
    channel.permission_overwrites,
  );
  return (permissions & P.ViewChannel) !== 0n;
}

/** What a web page may show of a guild that opened itself: who is online, under other names and ids, and its voice channels. */
function widget(request: RestRequest) {
  const { world } = request;
  const found = world.tables.guild.get(guild(request));
  if (!found) throw refuse(10004);
  if (!found.widget_enabled) throw refuse(50004);
  const online = world.tables.member
    .by('guild', found.id)
    .filter((member) => (world.tables.presence.get(member.user_id)?.status ?? 'offline') !== 'offline');
  return {
    id: found.id,
    name: found.name,
    instant_invite: null,
    channels: world.tables.channel
      .by('guild', found.id)
      .filter((channel) => channel.type === 2 && isPublic(world, channel))
      .map(({ id, name, position }) => ({ id, name, position })),
    members: online.slice(0, 100).map((member, index) => {
      const user = world.tables.user.get(member.user_id);
      return {
        id: String(index),
        username: member.nick ?? user?.global_name ?? user?.username ?? '',
        discriminator: '0000',
        avatar: null,
        status: world.tables.presence.get(member.user_id)?.status ?? 'offline',
        avatar_url: `${world.cdn}/embed/avatars/${index % 6}.png`,
      };
    }),
    presence_count: presenceCount(world, found.id),
  };
}

function settings(request: RestRequest) {
  const found = guildWith(request.world, request.actor, guild(request), P.ManageGuild);
  return { enabled: found.widget_enabled, channel_id: found.widget_channel_id };
}

function change(request: RestRequest) {
  const { world, actor, body } = request;
  const channelId = body.channel_id as string | null | undefined;
  if (channelId && world.tables.channel.get(channelId)?.guild_id !== guild(request)) {
    throw badField(['channel_id'], 'CHANNEL_INVALID', 'Unknown channel');
  }
  const changed = updateGuild(world, actor, guild(request), {
    ...(typeof body.enabled === 'boolean' ? { widget_enabled: body.enabled } : {}),
    ...(channelId === undefined ? {} : { widget_channel_id: channelId }),
  });
  return { enabled: changed.widget_enabled, channel_id: changed.widget_channel_id };
}

export const widgetRoutes: Route[] = routes(
  ['GET', '/guilds/{guild_id}/widget.json', widget, { auth: 'none' }],
  ['GET', '/guilds/{guild_id}/widget', settings],
  ['PATCH', '/guilds/{guild_id}/widget', change],
);
