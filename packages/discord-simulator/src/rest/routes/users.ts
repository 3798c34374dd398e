import { memberGuild, permissionsInGuild } from '../../world/access.ts';
import { leaveGuild, openDm, updateUser } from '../../world/actions/index.ts';
import type { User } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { badField, refuse } from '../../world/errors.ts';
import {
  channelView,
  memberView,
  ownApplicationView,
  ownUserView,
  presenceCount,
  userView,
} from '../../world/views/index.ts';
import { readBoolean, readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

/** A user's access token opens only what its scopes say. */
function needScope(request: RestRequest, ...scopes: string[]): void {
  if (request.actor.application) return;
  if (!scopes.some((scope) => request.scopes.includes(scope))) throw refuse(50025);
}

function listMyGuilds(request: RestRequest) {
  needScope(request, 'guilds');
  const { world, query, actor } = request;
  const limit = readNumber(query, 'limit', { least: 1, most: 200, otherwise: 200 });
  const before = readSnowflake(query, 'before');
  const after = readSnowflake(query, 'after');
  const counts = readBoolean(query, 'with_counts');
  const ids = world.tables.member
    .by('user', actor.userId)
    .map((member) => member.guild_id)
    .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    .filter(
      (id) =>
        (after === null || BigInt(id) > BigInt(after)) && (before === null || BigInt(id) < BigInt(before)),
    );
  const page = before !== null && after === null ? ids.slice(-limit) : ids.slice(0, limit);
  return page.flatMap((id) => {
    const guild = world.tables.guild.get(id);
    if (!guild) return [];
    return {
      id,
      name: guild.name,
      icon: guild.icon,
      banner: guild.banner,
      owner: guild.owner_id === actor.userId,
      permissions: String(permissionsInGuild(world, actor.userId, id)),
      features: guild.features,
      ...(counts
        ? {
            approximate_member_count: world.tables.member.count('guild', id),
            approximate_presence_count: presenceCount(world, id),
          }
        : {}),
    };
  });
}

function editMe({ world, actor, body }: RestRequest) {
  const changes: Partial<User> = {};
  if (typeof body.username === 'string') {
    if (body.username.length < 2 || body.username.length > 32) {
      throw badField(['username'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 2 and 32 in length.');
    }
    changes.username = body.username;
  }
  for (const key of ['avatar', 'banner'] as const) {
    if (body[key] !== undefined) changes[key] = storePicture(world, key, body[key]);
  }
  return ownUserView(updateUser(world, actor.userId, changes), true);
}

/** Reads a `data:` picture. */
export function readPicture(field: string, value: unknown): { format: string; data: Buffer } {
  // Clients say `jpg` of any bytes that they know nothing of; what counts is what the bytes are.
  const match = /^data:image\/(png|jpe?g|gif|webp);base64,(.+)$/s.exec(String(value));
  if (!match?.[1] || !match[2]) throw badField([field], 'IMAGE_INVALID', 'Invalid image data');
  const data = Buffer.from(match[2], 'base64');
  return { format: data.toString('latin1', 0, 3) === 'GIF' ? 'gif' : match[1], data };
}

/** Stores a `data:` picture for the CDN and gives its hash. */
export function storePicture(world: RestRequest['world'], field: string, value: unknown): string | null {
  if (value === null) return null;
  const { data } = readPicture(field, value);
  const hash = world.ids.secret(`picture:${world.ids.next()}`, 16);
  const hex = Buffer.from(hash).toString('hex').slice(0, 32);
  world.blobs.put(hex, data);
  return hex;
}

export const userRoutes: Route[] = routes(
  [
    'GET',
    '/users/@me',
    (request) => {
      needScope(request, 'identify');
      return ownUserView(
        request.user,
        request.actor.application !== undefined || request.scopes.includes('email'),
      );
    },
    { auth: 'any' },
  ],
  ['PATCH', '/users/@me', editMe],
  [
    'GET',
    '/users/{user_id}',
    ({ world, params }) => {
      const user = world.tables.user.get(params.user_id ?? '');
      if (!user) throw refuse(10013);
      return userView(user);
    },
  ],
  ['GET', '/users/@me/guilds', listMyGuilds, { auth: 'any' }],
  [
    'DELETE',
    '/users/@me/guilds/{guild_id}',
    ({ world, actor, params }) => {
      leaveGuild(world, params.guild_id ?? '', actor.userId);
    },
  ],
  [
    'GET',
    '/users/@me/guilds/{guild_id}/member',
    (request) => {
      needScope(request, 'guilds.members.read');
      const { world, actor, params } = request;
      const guild = memberGuild(world, actor, params.guild_id ?? '');
      const member = world.tables.member.get(pairKey(guild.id, actor.userId));
      if (!member) throw refuse(10004);
      return memberView(world, member);
    },
    { auth: 'any' },
  ],
  [
    'POST',
    '/users/@me/channels',
    ({ world, actor, body }) =>
      channelView(world, openDm(world, actor.userId, String(body.recipient_id)), actor.userId),
  ],
  ['GET', '/applications/@me', ({ world, application }) => ownApplicationView(world, application)],
  ['GET', '/oauth2/applications/@me', ({ world, application }) => ownApplicationView(world, application)],
  [
    'PATCH',
    '/applications/@me',
    ({ world, application, body }) => {
      const changes: Partial<typeof application> = {};
      if (typeof body.description === 'string') changes.description = body.description;
      if (Array.isArray(body.tags)) changes.tags = body.tags as string[];
      if (body.custom_install_url !== undefined)
        changes.custom_install_url = body.custom_install_url as string | null;
      if (body.icon !== undefined) changes.icon = storePicture(world, 'icon', body.icon);
      for (const key of ['interactions_endpoint_url', 'role_connections_verification_url'] as const) {
        if (body[key] !== undefined && body[key] !== null) {
          throw badField([key], 'NOT_SIMULATED', 'The simulator sends interactions over the gateway only');
        }
      }
      return ownApplicationView(world, world.tables.application.put({ ...application, ...changes }));
    },
  ],
);
