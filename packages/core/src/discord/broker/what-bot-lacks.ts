import {
  type Client,
  type Guild,
  type GuildMember,
  PermissionFlagsBits,
  PermissionsBitField,
  type PermissionsString,
} from 'discord.js';
import {
  type GuildRules,
  type Hindrance,
  hasPermission,
  hindranceOf,
  permissionsIn,
  type Somebody,
} from '../../access/index.ts';
import { isKeptUp } from '../is-kept-up.ts';
import { overwritesOf } from '../overwrites-of.ts';
import { type Asked, type Demand, demandsOf } from './demands.ts';

/** Why Discord would answer a call of the bot with "missing permissions". */
export type Lack =
  | { readonly reason: 'PERMISSION_MISSING'; readonly permissions: readonly PermissionsString[] }
  /** The member or role that it acts on is not below the bot's highest role, or nobody may do that to it. */
  | { readonly reason: 'HIERARCHY'; readonly target: string; readonly hindrance: Hindrance };

/** What the client knows by heart, as the rules of acting read it. */
interface Known {
  readonly guild: Guild;
  readonly bot: Somebody;
  readonly rules: GuildRules;
}

/**
 * What the bot lacks for a call in a guild, as Discord will judge it: the same for every plugin, and said before the call counts
 * against the limit of invalid requests that all of them share.
 *
 * It is asked of what the client knows by heart; what it does not know (a member who is not cached, a message's author), it
 * leaves to Discord. It never names a lack where Discord would agree.
 *
 * @param path decoded, without query, as `/channels/1/messages`
 */
export function whatBotLacks(
  client: Client,
  guildId: string,
  method: string,
  path: string,
  body: unknown,
): Lack | undefined {
  const guild = client.guilds.cache.get(guildId);
  const me = guild?.members.me;
  if (!guild?.available || !me || guild.ownerId === me.id) return undefined;
  const asked: Asked = {
    ids: path.split('/').filter((segment) => /^\d+$/.test(segment)),
    body: (isObject(body) ? body : {}) as Asked['body'],
    list: Array.isArray(body) ? body.filter(isObject) : [],
    botId: me.id,
    isThread: (id) => guild.channels.cache.get(id)?.isThread() === true,
    rolesOf: (userId) => {
      const member = currentMember(guild, userId);
      return member && somebody(member).roleIds;
    },
    role: (id) => {
      const role = guild.roles.cache.get(id);
      return role && { permissions: role.permissions.bitfield, position: role.rawPosition };
    },
  };
  const demands = demandsOf(method, path, asked);
  if (demands.length === 0) return undefined;
  const known: Known = { guild, bot: somebody(me), rules: rulesOf(guild) };
  for (const demand of demands) {
    const lack = lackFor(known, asked, demand);
    if (lack) return lack;
  }
  return undefined;
}

function lackFor(known: Known, { ids }: Asked, demand: Demand): Lack | undefined {
  const { guild, bot, rules } = known;
  if ('over' in demand) {
    const { permission, over, id } = demand;
    return (
      missing(permissionsIn(bot, rules), permission) ??
      (over === 'member' ? memberAbove(known, id, permission) : roleAbove(known, demand))
    );
  }
  if (demand.in === 'guild') return missing(permissionsIn(bot, rules), demand.permission);
  const overwrites = overwritesOf(guild, ids[0] ?? '');
  if (!overwrites) return undefined;
  const held = permissionsIn(bot, rules, overwrites);
  const { ViewChannel } = PermissionFlagsBits;
  if (demand.or !== undefined && hasPermission(held, ViewChannel | demand.or)) return undefined;
  return missing(held, ViewChannel | demand.permission);
}

function memberAbove({ guild, bot, rules }: Known, userId: string, permission: bigint): Lack | undefined {
  if (userId === bot.userId) return undefined;
  const member = currentMember(guild, userId);
  // Whose roles are not known: the owner is the owner all the same.
  const target = member ? somebody(member) : { userId, isOwner: userId === guild.ownerId, roleIds: [] };
  if (!member && !target.isOwner) return undefined;
  return hindered(hindranceOf(bot, { kind: 'member', member: target }, permission, rules), userId);
}

function roleAbove(
  { guild, bot, rules }: Known,
  { id, permission, position }: Extract<Demand, { over: 'role' }>,
): Lack | undefined {
  const role = rules.roles.get(id);
  if (!role || (id === guild.id && permission !== 0n)) return undefined;
  const target = position === undefined ? role : { ...role, position };
  return hindered(hindranceOf(bot, { kind: 'role', role: target }, permission, rules), id);
}

function hindered(hindrance: Hindrance | undefined, target: string): Lack | undefined {
  return hindrance === undefined ? undefined : { reason: 'HIERARCHY', target, hindrance };
}

function currentMember(guild: Guild, userId: string): GuildMember | undefined {
  return isKeptUp(guild.client, userId) ? guild.members.cache.get(userId) : undefined;
}

function somebody(member: GuildMember): Somebody {
  return {
    userId: member.id,
    isOwner: member.guild.ownerId === member.id,
    roleIds: [...member.roles.cache.keys()].filter((id) => id !== member.guild.id),
  };
}

function rulesOf(guild: Guild): GuildRules {
  return {
    guildId: guild.id,
    roles: new Map(
      guild.roles.cache.map((role) => [
        role.id,
        {
          id: role.id,
          position: role.rawPosition,
          permissions: role.permissions.bitfield,
          managed: role.managed,
        },
      ]),
    ),
  };
}

function missing(held: bigint, wanted: bigint): Lack | undefined {
  if (hasPermission(held, wanted)) return undefined;
  return { reason: 'PERMISSION_MISSING', permissions: new PermissionsBitField(wanted & ~held).toArray() };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
