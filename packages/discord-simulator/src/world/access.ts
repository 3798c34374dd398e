import type { Application, Channel, Guild, Member, Overwrite, Role, Snowflake } from './entities.ts';
import { pairKey } from './entities.ts';
import { refuse } from './errors.ts';
import { applyOverwrites, guildPermissions, implied, P, type Subject } from './permissions.ts';
import { compareSnowflakes } from './snowflake.ts';
import type { World } from './world.ts';

/** Who acts: a bot through REST, or a virtual member through the client. */
export interface Actor {
  userId: Snowflake;
  /** The application whose bot this is. */
  application?: Application | undefined;
  /** X-Audit-Log-Reason. */
  reason?: string | null | undefined;
}

export function isThread(channel: Channel): boolean {
  return channel.type >= 10 && channel.type <= 12;
}

export function isVoice(channel: Channel): boolean {
  return channel.type === 2 || channel.type === 13;
}

/** Channels that hold messages (voice channels have a text chat too). */
export function holdsMessages(channel: Channel): boolean {
  return [0, 1, 2, 5, 10, 11, 12, 13].includes(channel.type);
}

function subjectOf(world: World, guild: Guild, member: Member): Subject {
  return {
    userId: member.user_id,
    isOwner: guild.owner_id === member.user_id,
    roleIds: member.roles,
    timedOut:
      member.communication_disabled_until !== null && member.communication_disabled_until > world.now(),
  };
}

export function rolesOf(world: World, member: Member): Role[] {
  const roles: Role[] = [];
  for (const id of member.roles) {
    const role = world.tables.role.get(id);
    if (role) roles.push(role);
  }
  return roles;
}

function everyoneOf(world: World, guildId: Snowflake): Role {
  const role = world.tables.role.get(guildId);
  if (!role) throw new Error(`guild ${guildId} has no @everyone role`);
  return role;
}

/** What a member's roles give them, worked out once. */
interface Standing {
  readonly guild: Guild;
  /** The state of the table of roles that this holds for. */
  readonly roles: number;
  readonly inGuild: bigint;
  /** After a channel's overwrites. */
  readonly inChannels: WeakMap<readonly Overwrite[], bigint>;
}

/**
 * Every event asks for permissions, and few change them. No entity is ever changed in place (see `Table`), so what was
 * worked out from the same member, guild and overwrites, with no role changed since, is still right. Time is not part
 * of it: who is timed out is asked each time.
 */
const standings = new WeakMap<Member, Standing>();
const noOverwrites: readonly Overwrite[] = [];

function standing(world: World, guild: Guild, member: Member): Standing {
  const known = standings.get(member);
  const { version } = world.tables.role;
  if (known?.guild === guild && known.roles === version) return known;
  const subject = subjectOf(world, guild, member);
  const made: Standing = {
    guild,
    roles: version,
    inGuild: guildPermissions(subject, everyoneOf(world, guild.id), rolesOf(world, member)),
    inChannels: new WeakMap(),
  };
  standings.set(member, made);
  return made;
}

function withOverwrites(
  own: Standing,
  subject: Subject,
  guildId: Snowflake,
  overwrites: readonly Overwrite[],
): bigint {
  let permissions = own.inChannels.get(overwrites);
  if (permissions === undefined) {
    permissions = applyOverwrites(own.inGuild, subject, guildId, overwrites);
    own.inChannels.set(overwrites, permissions);
  }
  return permissions;
}

/** A member's permissions in the guild; 0 for who is no member. */
export function permissionsInGuild(world: World, userId: Snowflake, guildId: Snowflake): bigint {
  const guild = world.tables.guild.get(guildId);
  const member = world.tables.member.get(pairKey(guildId, userId));
  if (!guild || !member) return 0n;
  return implied(standing(world, guild, member).inGuild, subjectOf(world, guild, member), 'guild');
}

/** A user's permissions in a channel or thread. In a DM its two users may do what DMs allow. */
export function permissionsInChannel(world: World, userId: Snowflake, channel: Channel): bigint {
  if (channel.guild_id === null) {
    return channel.recipients?.includes(userId) ? dmPermissions : 0n;
  }
  const guild = world.tables.guild.get(channel.guild_id);
  const member = world.tables.member.get(pairKey(channel.guild_id, userId));
  if (!guild || !member) return 0n;
  const subject = subjectOf(world, guild, member);
  const own = standing(world, guild, member);
  if (!isThread(channel)) {
    const raw = withOverwrites(own, subject, guild.id, channel.permission_overwrites);
    return implied(raw, subject, isVoice(channel) ? 'voice' : 'text');
  }
  const parent = channel.parent_id === null ? undefined : world.tables.channel.get(channel.parent_id);
  const raw = withOverwrites(own, subject, guild.id, parent?.permission_overwrites ?? noOverwrites);
  const permissions = implied(raw, subject, 'thread');
  if (channel.type !== 12 || (permissions & P.ManageThreads) !== 0n) return permissions;
  return world.tables.threadMember.has(pairKey(channel.id, userId)) ? permissions : 0n;
}

const dmPermissions =
  P.ViewChannel |
  P.SendMessages |
  P.ReadMessageHistory |
  P.AddReactions |
  P.EmbedLinks |
  P.AttachFiles |
  P.UseExternalEmojis |
  P.UseApplicationCommands |
  P.ManageMessages;

export function has(permissions: bigint, needed: bigint): boolean {
  return (permissions & needed) === needed;
}

export function canSee(world: World, userId: Snowflake, channel: Channel): boolean {
  return has(permissionsInChannel(world, userId, channel), P.ViewChannel);
}

/** The channel, if the actor may see it. 10003 when there is none, 50001 when it is hidden from them. */
export function visibleChannel(world: World, actor: Actor, channelId: Snowflake): Channel {
  const channel = world.tables.channel.get(channelId);
  if (!channel) throw refuse(10003);
  if (!canSee(world, actor.userId, channel)) throw refuse(50001);
  return channel;
}

/** The channel, if the actor has all these permissions there. 10003, 50001 or 50013 otherwise. */
export function channelWith(world: World, actor: Actor, channelId: Snowflake, needed: bigint): Channel {
  const channel = world.tables.channel.get(channelId);
  if (!channel) throw refuse(10003);
  const permissions = permissionsInChannel(world, actor.userId, channel);
  if (!has(permissions, P.ViewChannel)) throw refuse(50001);
  if (!has(permissions, needed)) throw refuse(50013);
  return channel;
}

/** A visible channel of a guild: 50003 for a DM. */
export function guildChannelWith(
  world: World,
  actor: Actor,
  channelId: Snowflake,
  needed: bigint,
): Channel & { guild_id: Snowflake } {
  const channel = channelWith(world, actor, channelId, needed);
  if (channel.guild_id === null) throw refuse(50003);
  return { ...channel, guild_id: channel.guild_id };
}

/** The guild, if the actor is in it. Discord answers 10004 both for an unknown guild and for a foreign one. */
export function memberGuild(world: World, actor: Actor, guildId: Snowflake): Guild {
  const guild = world.tables.guild.get(guildId);
  if (!guild) throw refuse(10004);
  if (!world.tables.member.has(pairKey(guildId, actor.userId))) throw refuse(10004);
  return guild;
}

/** The guild, if the actor has all these permissions in it. */
export function guildWith(world: World, actor: Actor, guildId: Snowflake, needed: bigint): Guild {
  const guild = memberGuild(world, actor, guildId);
  if (!has(permissionsInGuild(world, actor.userId, guildId), needed)) throw refuse(50013);
  return guild;
}

/** Orders roles as Discord ranks them: by position, and of two with the same the older is higher. */
export function compareRoles(a: Role, b: Role): number {
  return a.position - b.position || compareSnowflakes(b.id, a.id);
}

export function topRole(world: World, guildId: Snowflake, userId: Snowflake): Role {
  let top = everyoneOf(world, guildId);
  const member = world.tables.member.get(pairKey(guildId, userId));
  if (!member) return top;
  for (const role of rolesOf(world, member)) if (compareRoles(role, top) > 0) top = role;
  return top;
}

/** One may only touch roles below one's own top role, whatever one's permissions; the owner all. */
export function isAboveRole(world: World, userId: Snowflake, role: Role): boolean {
  const guild = world.tables.guild.get(role.guild_id);
  if (guild?.owner_id === userId) return true;
  return compareRoles(topRole(world, role.guild_id, userId), role) > 0;
}

/** One may only act on members whose top role is below one's own, and on the owner never. */
export function isAboveMember(
  world: World,
  userId: Snowflake,
  guildId: Snowflake,
  targetId: Snowflake,
): boolean {
  const guild = world.tables.guild.get(guildId);
  if (!guild || guild.owner_id === targetId) return false;
  if (guild.owner_id === userId) return true;
  return compareRoles(topRole(world, guildId, userId), topRole(world, guildId, targetId)) > 0;
}
