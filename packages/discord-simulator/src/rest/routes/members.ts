import { guildWith, memberGuild, permissionsInGuild } from '../../world/access.ts';
import type { MemberChanges } from '../../world/actions/index.ts';
import {
  banMember,
  giveRole,
  kickMember,
  memberOf,
  removeMember,
  removeRole,
  unbanMember,
  updateMember,
} from '../../world/actions/index.ts';
import { writeAudit } from '../../world/audit.ts';
import type { Member } from '../../world/entities.ts';
import { pairKey } from '../../world/entities.ts';
import { badField, DiscordError, refuse } from '../../world/errors.ts';
import { P } from '../../world/permissions.ts';
import { compareSnowflakes } from '../../world/snowflake.ts';
import { banView, memberView } from '../../world/views/index.ts';
import { readNumber, readSnowflake } from '../query.ts';
import type { RestRequest, Route } from '../router.ts';
import { routes } from '../router.ts';

const guild = (request: RestRequest): string => request.params.guild_id ?? '';
const user = (request: RestRequest): string => request.params.user_id ?? '';

/** Reads a member's form. A `null` that clears nothing (`roles`, `mute`) counts as not given, as at Discord. */
function readChanges({ body }: RestRequest): MemberChanges {
  const { nick, channel_id, roles, mute, deaf, flags, communication_disabled_until: until } = body;
  return {
    ...(nick === undefined ? {} : { nick: nick as string | null }),
    ...(channel_id === undefined ? {} : { channel_id: channel_id as string | null }),
    ...(Array.isArray(roles) ? { roles: roles as string[] } : {}),
    ...(typeof mute === 'boolean' ? { mute } : {}),
    ...(typeof deaf === 'boolean' ? { deaf } : {}),
    ...(typeof flags === 'number' ? { flags } : {}),
    ...(until === undefined
      ? {}
      : { communication_disabled_until: typeof until === 'string' ? Date.parse(until) : null }),
  };
}

/** Listing everyone takes the privileged intent, as at Discord. */
function listMembers(request: RestRequest) {
  const { world, actor, application, query } = request;
  memberGuild(world, actor, guild(request));
  if (!application.privileged_intents.members) throw refuse(50001);
  const limit = readNumber(query, 'limit', { least: 1, most: 1000, otherwise: 1 });
  const after = readSnowflake(query, 'after') ?? '0';
  return world.tables.member
    .by('guild', guild(request))
    .filter((member) => compareSnowflakes(member.user_id, after) > 0)
    .sort((a, b) => compareSnowflakes(a.user_id, b.user_id))
    .slice(0, limit)
    .map((member) => memberView(world, member));
}

function searchMembers(request: RestRequest) {
  const { world, actor, query } = request;
  memberGuild(world, actor, guild(request));
  const text = query.get('query');
  if (!text) throw badField(['query'], 'BASE_TYPE_REQUIRED', 'This field is required');
  const limit = readNumber(query, 'limit', { least: 1, most: 1000, otherwise: 1 });
  const starts = (name: string | null | undefined) =>
    name?.toLowerCase().startsWith(text.toLowerCase()) === true;
  return world.tables.member
    .by('guild', guild(request))
    .filter((member) => {
      const who = world.tables.user.get(member.user_id);
      return starts(member.nick) || starts(who?.username) || starts(who?.global_name);
    })
    .slice(0, limit)
    .map((member) => memberView(world, member));
}

function bulkBan(request: RestRequest) {
  const { world, actor, body } = request;
  guildWith(world, actor, guild(request), P.BanMembers | P.ManageGuild);
  const ids = [...new Set((body.user_ids ?? []) as string[])];
  if (ids.length > 200)
    throw badField(['user_ids'], 'BASE_TYPE_MAX_LENGTH', 'Must be 200 or fewer in length.');
  const banned: string[] = [];
  const failed: string[] = [];
  for (const id of ids) {
    try {
      if (world.tables.ban.has(pairKey(guild(request), id))) failed.push(id);
      else {
        banMember(world, actor, guild(request), id, {
          delete_message_seconds: Number(body.delete_message_seconds ?? 0),
        });
        banned.push(id);
      }
    } catch (error) {
      if (!(error instanceof DiscordError)) throw error;
      failed.push(id);
    }
  }
  if (banned.length === 0) throw new DiscordError(500_000, 400, 'Failed to ban users');
  return { banned_users: banned, failed_users: failed };
}

/** Members without a role who were not seen for so many days: here, who wrote nothing since. */
function prunable(request: RestRequest, days: number, roles: string[]): Member[] {
  const { world, actor } = request;
  guildWith(world, actor, guild(request), P.KickMembers | P.ManageGuild);
  const since = world.now() - days * 86_400_000;
  const active = new Set<string>();
  for (const channel of world.tables.channel.by('guild', guild(request))) {
    for (const message of world.tables.message.by('channel', channel.id)) {
      if (message.timestamp >= since) active.add(message.author_id);
    }
  }
  const owner = world.tables.guild.get(guild(request))?.owner_id;
  return world.tables.member
    .by('guild', guild(request))
    .filter(
      (member) =>
        member.roles.every((role) => roles.includes(role)) &&
        member.user_id !== owner &&
        !world.tables.user.get(member.user_id)?.bot &&
        member.joined_at < since &&
        !active.has(member.user_id),
    );
}

function prune(request: RestRequest) {
  const { world, actor, body } = request;
  const days = Number(body.days ?? 7);
  if (!Number.isInteger(days) || days < 1 || days > 30) {
    throw badField(['days'], 'NUMBER_TYPE_MAX', 'int value should be less than or equal to 30.');
  }
  const gone = prunable(request, days, (body.include_roles ?? []) as string[]);
  for (const member of gone) removeMember(world, guild(request), member.user_id);
  writeAudit(world, guild(request), actor, 21, {
    options: { delete_member_days: String(days), members_removed: String(gone.length) },
  });
  return { pruned: body.compute_prune_count === false ? null : gone.length };
}

const members = '/guilds/{guild_id}/members';

export const memberRoutes: Route[] = routes(
  ['GET', members, listMembers],
  ['GET', `${members}/search`, searchMembers],
  [
    'GET',
    `${members}/{user_id}`,
    (it) => {
      memberGuild(it.world, it.actor, guild(it));
      return memberView(it.world, memberOf(it.world, guild(it), user(it)));
    },
  ],
  [
    'PATCH',
    `${members}/@me`,
    (it) => {
      const nick = it.body.nick as string | null | undefined;
      const member = updateMember(
        it.world,
        it.actor,
        guild(it),
        it.actor.userId,
        nick === undefined ? {} : { nick },
      );
      return {
        ...memberView(it.world, member),
        permissions: String(permissionsInGuild(it.world, it.actor.userId, guild(it))),
      };
    },
  ],
  [
    'PATCH',
    `${members}/{user_id}`,
    (it) => memberView(it.world, updateMember(it.world, it.actor, guild(it), user(it), readChanges(it))),
  ],
  ['DELETE', `${members}/{user_id}`, (it) => kickMember(it.world, it.actor, guild(it), user(it))],
  [
    'PUT',
    `${members}/{user_id}/roles/{role_id}`,
    (it) => giveRole(it.world, it.actor, guild(it), user(it), it.params.role_id ?? ''),
  ],
  [
    'DELETE',
    `${members}/{user_id}/roles/{role_id}`,
    (it) => removeRole(it.world, it.actor, guild(it), user(it), it.params.role_id ?? ''),
  ],
  [
    'GET',
    '/guilds/{guild_id}/bans',
    (it) => {
      guildWith(it.world, it.actor, guild(it), P.BanMembers);
      const limit = readNumber(it.query, 'limit', { least: 1, most: 1000, otherwise: 1000 });
      const before = readSnowflake(it.query, 'before');
      const after = readSnowflake(it.query, 'after');
      const all = it.world.tables.ban
        .by('guild', guild(it))
        .sort((a, b) => compareSnowflakes(a.user_id, b.user_id))
        .filter((ban) => (before ? compareSnowflakes(ban.user_id, before) < 0 : true))
        .filter((ban) => (after ? compareSnowflakes(ban.user_id, after) > 0 : true));
      return (before ? all.slice(-limit) : all.slice(0, limit)).map((ban) => banView(it.world, ban));
    },
  ],
  [
    'GET',
    '/guilds/{guild_id}/bans/{user_id}',
    (it) => {
      guildWith(it.world, it.actor, guild(it), P.BanMembers);
      const ban = it.world.tables.ban.get(pairKey(guild(it), user(it)));
      if (!ban) throw refuse(10026);
      return banView(it.world, ban);
    },
  ],
  [
    'PUT',
    '/guilds/{guild_id}/bans/{user_id}',
    (it) => {
      const days = Number(it.body.delete_message_days ?? 0);
      const seconds = Number(it.body.delete_message_seconds ?? days * 86_400);
      banMember(it.world, it.actor, guild(it), user(it), { delete_message_seconds: seconds });
    },
  ],
  [
    'DELETE',
    '/guilds/{guild_id}/bans/{user_id}',
    (it) => unbanMember(it.world, it.actor, guild(it), user(it)),
  ],
  ['POST', '/guilds/{guild_id}/bulk-ban', bulkBan],
  [
    'GET',
    '/guilds/{guild_id}/prune',
    (it) => {
      const roles = (it.query.get('include_roles') ?? '').split(',').filter(Boolean);
      const days = readNumber(it.query, 'days', { least: 1, most: 30, otherwise: 7 });
      return { pruned: prunable(it, days, roles).length };
    },
  ],
  ['POST', '/guilds/{guild_id}/prune', prune],
);
