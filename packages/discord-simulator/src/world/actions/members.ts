import type { Actor } from '../access.ts';
import {
  guildWith,
  has,
  isAboveMember,
  isAboveRole,
  memberGuild,
  permissionsInChannel,
  permissionsInGuild,
} from '../access.ts';
import { changesBetween, writeAudit } from '../audit.ts';
import type { Ban, Member, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { P } from '../permissions.ts';
import { timestamp } from '../views/time.ts';
import type { World } from '../world.ts';
import { uninstallApplication } from './guilds.ts';
import { deleteMessages } from './messages.ts';
import { moveVoice } from './voice.ts';

export function memberOf(world: World, guildId: Snowflake, userId: Snowflake): Member {
  const member = world.tables.member.get(pairKey(guildId, userId));
  if (!member) throw refuse(world.tables.user.has(userId) ? 10007 : 10013);
  return member;
}

export interface MemberChanges {
  nick?: string | null | undefined;
  roles?: Snowflake[] | undefined;
  mute?: boolean | undefined;
  deaf?: boolean | undefined;
  /** The voice channel to move to; `null` disconnects. */
  channel_id?: Snowflake | null | undefined;
  /** Until when they are timed out, in ms; `null` ends it. */
  communication_disabled_until?: number | null | undefined;
  flags?: number | undefined;
}

/** Changes a member as a moderator does. Every part needs its own permission, and the hierarchy. */
export function updateMember(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  userId: Snowflake,
  changes: MemberChanges,
): Member {
  const guild = memberGuild(world, actor, guildId);
  const before = memberOf(world, guildId, userId);
  const permissions = permissionsInGuild(world, actor.userId, guildId);
  const own = actor.userId === userId;
  const need = (bits: bigint) => {
    if (!has(permissions, bits)) throw refuse(50013);
  };
  const needAbove = () => {
    if (!isAboveMember(world, actor.userId, guildId, userId)) throw refuse(50013);
  };
  const next: Member = { ...before };

  if (changes.nick !== undefined && (changes.nick || null) !== before.nick) {
    if (own) {
      if (!has(permissions, P.ChangeNickname) && !has(permissions, P.ManageNicknames)) throw refuse(50013);
    } else {
      need(P.ManageNicknames);
      needAbove();
    }
    if ((changes.nick?.length ?? 0) > 32) {
      throw badField(['nick'], 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
    }
    next.nick = changes.nick || null;
  }
  if (changes.roles !== undefined) {
    need(P.ManageRoles);
    const wanted = [...new Set(changes.roles)];
    const touched = [
      ...wanted.filter((id) => !before.roles.includes(id)),
      ...before.roles.filter((id) => !wanted.includes(id)),
    ];
    for (const id of touched) checkRoleIsAssignable(world, actor, guildId, id);
    next.roles = wanted;
  }
  if (changes.communication_disabled_until !== undefined) {
    const until = changes.communication_disabled_until;
    need(P.ModerateMembers);
    if (own || guild.owner_id === userId) throw refuse(50013);
    needAbove();
    if (until !== null) {
      // Nobody can time out an administrator, however high they stand themselves.
      if (has(permissionsInGuild(world, userId, guildId), P.Administrator)) throw refuse(50013);
      if (until - world.now() > limits.timeout + 1000) {
        throw badField(
          ['communication_disabled_until'],
          'BASE_TYPE_BAD_DATE',
          'Must be at most 28 days in the future.',
        );
      }
    }
    next.communication_disabled_until = until !== null && until > world.now() ? until : null;
  }
  const voice = world.tables.voiceState.get(pairKey(guildId, userId)) ?? null;
  if (changes.mute !== undefined || changes.deaf !== undefined || changes.channel_id !== undefined) {
    if (!voice) throw refuse(40032);
    if (changes.mute !== undefined) need(P.MuteMembers);
    if (changes.deaf !== undefined) need(P.DeafenMembers);
    if (changes.channel_id !== undefined) {
      need(P.MoveMembers);
      if (changes.channel_id !== null) {
        const target = world.tables.channel.get(changes.channel_id);
        if (!target || target.guild_id !== guildId) throw refuse(10003);
        if (target.type !== 2 && target.type !== 13) throw refuse(50024);
        if (!has(permissionsInChannel(world, actor.userId, target), P.Connect)) throw refuse(50013);
      }
    }
    next.mute = changes.mute ?? next.mute;
    next.deaf = changes.deaf ?? next.deaf;
  }
  if (changes.flags !== undefined) {
    need(P.ModerateMembers);
    next.flags = (before.flags & ~4) | (changes.flags & 4);
  }

  const roleChanges = changesBetween(before, next, ['roles']);
  const otherChanges = changesBetween(
    { ...before, communication_disabled_until: iso(before.communication_disabled_until) },
    { ...next, communication_disabled_until: iso(next.communication_disabled_until) },
    ['nick', 'mute', 'deaf', 'communication_disabled_until'],
  );
  const member = putMember(world, before, next);
  if (roleChanges.length > 0) auditRoles(world, actor, before, member);
  if (otherChanges.length > 0)
    writeAudit(world, guildId, actor, 24, { target: userId, changes: otherChanges });
  if (
    voice &&
    (changes.mute !== undefined || changes.deaf !== undefined || changes.channel_id !== undefined)
  ) {
    moveVoice(world, guildId, userId, {
      ...(changes.channel_id !== undefined ? { channel_id: changes.channel_id } : {}),
      mute: member.mute,
      deaf: member.deaf,
    });
    if (changes.channel_id === null) writeAudit(world, guildId, actor, 27, { options: { count: '1' } });
    else if (changes.channel_id !== undefined) {
      writeAudit(world, guildId, actor, 26, { options: { channel_id: changes.channel_id, count: '1' } });
    }
  }
  return member;
}

const iso = (ms: number | null) => (ms === null ? null : timestamp(ms));

/** Stores and tells, unless nothing changed. */
function putMember(world: World, before: Member, next: Member): Member {
  if (JSON.stringify(before) === JSON.stringify(next)) return before;
  const member = world.tables.member.put(next);
  world.emit({ type: 'memberUpdate', member, before });
  return member;
}

function auditRoles(world: World, actor: Actor, before: Member, after: Member): void {
  const named = (ids: Snowflake[]) => ids.map((id) => ({ id, name: world.tables.role.get(id)?.name ?? '' }));
  const added = after.roles.filter((id) => !before.roles.includes(id));
  const removed = before.roles.filter((id) => !after.roles.includes(id));
  writeAudit(world, after.guild_id, actor, 25, {
    target: after.user_id,
    changes: [
      ...(added.length > 0 ? [{ key: '$add', new_value: named(added) }] : []),
      ...(removed.length > 0 ? [{ key: '$remove', new_value: named(removed) }] : []),
    ],
  });
}

function checkRoleIsAssignable(world: World, actor: Actor, guildId: Snowflake, roleId: Snowflake): void {
  const role = world.tables.role.get(roleId);
  if (!role || role.guild_id !== guildId) throw refuse(10011);
  if (roleId === guildId) throw refuse(50028);
  // A managed role belongs to its integration; nobody gives or takes it.
  if (role.managed || !isAboveRole(world, actor.userId, role)) throw refuse(50013);
}

export function giveRole(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  userId: Snowflake,
  roleId: Snowflake,
): void {
  changeRole(world, actor, guildId, userId, roleId, true);
}

export function removeRole(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  userId: Snowflake,
  roleId: Snowflake,
): void {
  changeRole(world, actor, guildId, userId, roleId, false);
}

function changeRole(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  userId: Snowflake,
  roleId: Snowflake,
  give: boolean,
): void {
  guildWith(world, actor, guildId, P.ManageRoles);
  const before = memberOf(world, guildId, userId);
  checkRoleIsAssignable(world, actor, guildId, roleId);
  if (before.roles.includes(roleId) === give) return;
  const roles = give ? [...before.roles, roleId] : before.roles.filter((id) => id !== roleId);
  const member = putMember(world, before, { ...before, roles });
  auditRoles(world, actor, before, member);
}

/** Takes a member out of the guild, with everything that goes with them. */
export function removeMember(world: World, guildId: Snowflake, userId: Snowflake): void {
  const key = pairKey(guildId, userId);
  const member = world.tables.member.get(key);
  if (!member) return;
  moveVoice(world, guildId, userId, { channel_id: null });
  for (const thread of world.tables.channel.by('guild', guildId)) {
    if (thread.thread_metadata) world.tables.threadMember.delete(pairKey(thread.id, userId));
  }
  world.tables.member.delete(key);
  world.emit({ type: 'memberRemove', member });
  const application = world.tables.application.by('botUser', userId)[0];
  if (application) uninstallApplication(world, application, guildId);
}

/** A member leaves by themselves. The owner cannot. */
export function leaveGuild(world: World, guildId: Snowflake, userId: Snowflake): void {
  const guild = world.tables.guild.get(guildId);
  if (!guild || !world.tables.member.has(pairKey(guildId, userId))) throw refuse(10004);
  if (guild.owner_id === userId) throw refuse(50055);
  removeMember(world, guildId, userId);
}

export function kickMember(world: World, actor: Actor, guildId: Snowflake, userId: Snowflake): void {
  guildWith(world, actor, guildId, P.KickMembers);
  memberOf(world, guildId, userId);
  if (!isAboveMember(world, actor.userId, guildId, userId)) throw refuse(50013);
  removeMember(world, guildId, userId);
  writeAudit(world, guildId, actor, 20, { target: userId });
}

export function banMember(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  userId: Snowflake,
  options: { delete_message_seconds?: number | undefined; reason?: string | null | undefined } = {},
): void {
  guildWith(world, actor, guildId, P.BanMembers);
  if (!world.tables.user.has(userId)) throw refuse(10013);
  const key = pairKey(guildId, userId);
  if (actor.userId === userId) throw refuse(50013);
  if (!isAboveMember(world, actor.userId, guildId, userId)) throw refuse(50013);
  if (world.tables.ban.has(key)) return;
  const reason = options.reason ?? actor.reason ?? null;
  const ban: Ban = world.tables.ban.put({ guild_id: guildId, user_id: userId, reason });
  removeMember(world, guildId, userId);
  world.emit({ type: 'banAdd', ban });
  writeAudit(world, guildId, actor, 22, { target: userId, reason });
  const seconds = options.delete_message_seconds ?? 0;
  if (seconds > 0) deleteMessagesOf(world, guildId, userId, world.now() - seconds * 1000);
}

function deleteMessagesOf(world: World, guildId: Snowflake, userId: Snowflake, since: number): void {
  for (const channel of world.tables.channel.by('guild', guildId)) {
    const messages = world.tables.message
      .by('channel', channel.id)
      .filter((message) => message.author_id === userId && message.timestamp >= since);
    if (messages.length > 0) deleteMessages(world, channel, messages);
  }
}

export function unbanMember(world: World, actor: Actor, guildId: Snowflake, userId: Snowflake): void {
  guildWith(world, actor, guildId, P.BanMembers);
  const ban = world.tables.ban.delete(pairKey(guildId, userId));
  if (!ban) throw refuse(10026);
  world.emit({ type: 'banRemove', ban });
  writeAudit(world, guildId, actor, 23, { target: userId });
}
