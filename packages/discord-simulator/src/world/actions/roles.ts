import type { Actor } from '../access.ts';
import { guildWith, isAboveRole, permissionsInGuild } from '../access.ts';
import { changesBetween, changesOf, writeAudit } from '../audit.ts';
import type { Role, Snowflake } from '../entities.ts';
import { badField, refuse } from '../errors.ts';
import { limits } from '../limits.ts';
import { newRole } from '../new-entities.ts';
import { allPermissions, P } from '../permissions.ts';
import type { World } from '../world.ts';

export type RoleForm = Partial<
  Pick<
    Role,
    | 'name'
    | 'color'
    | 'secondary_color'
    | 'tertiary_color'
    | 'hoist'
    | 'icon'
    | 'unicode_emoji'
    | 'mentionable'
    | 'permissions'
  >
>;

const audited = ['name', 'color', 'hoist', 'mentionable', 'permissions', 'icon', 'unicode_emoji'] as const;

export function roleOf(world: World, guildId: Snowflake, roleId: Snowflake): Role {
  const role = world.tables.role.get(roleId);
  if (!role || role.guild_id !== guildId) throw refuse(10011);
  return role;
}

/** Nobody can give a role what they do not have themselves. */
function checkPermissions(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  wanted: string,
  had: bigint,
): string {
  const bits = BigInt(wanted) & allPermissions;
  const own = permissionsInGuild(world, actor.userId, guildId);
  if ((bits & ~had & ~own) !== 0n) throw refuse(50013);
  return String(bits);
}

function checkIcon(world: World, guildId: Snowflake, form: RoleForm): void {
  if (!form.icon && !form.unicode_emoji) return;
  if (world.tables.guild.get(guildId)?.features.includes('ROLE_ICONS')) return;
  throw badField(['icon'], 'ROLE_ICONS_NOT_AVAILABLE', 'This server does not have role icons');
}

/** Makes a role at the bottom of the list, above @everyone. */
export function createRole(world: World, actor: Actor, guildId: Snowflake, form: RoleForm): Role {
  guildWith(world, actor, guildId, P.ManageRoles);
  if (world.tables.role.count('guild', guildId) >= limits.roles) throw refuse(30005);
  checkIcon(world, guildId, form);
  const everyone = world.tables.role.get(guildId);
  const permissions =
    form.permissions === undefined
      ? (everyone?.permissions ?? '0')
      : checkPermissions(world, actor, guildId, form.permissions, 0n);
  const role = world.tables.role.put(
    newRole({
      ...form,
      id: world.ids.next(),
      guild_id: guildId,
      name: form.name || 'new role',
      permissions,
      position: 1,
    }),
  );
  world.emit({ type: 'roleCreate', role });
  writeAudit(world, guildId, actor, 30, { target: role.id, changes: changesOf('new_value', role, audited) });
  return role;
}

export function updateRole(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  roleId: Snowflake,
  form: RoleForm,
): Role {
  guildWith(world, actor, guildId, P.ManageRoles);
  const before = roleOf(world, guildId, roleId);
  if (!isAboveRole(world, actor.userId, before)) throw refuse(50013);
  checkIcon(world, guildId, form);
  const permissions =
    form.permissions === undefined
      ? before.permissions
      : checkPermissions(world, actor, guildId, form.permissions, BigInt(before.permissions));
  if (form.name !== undefined && roleId === guildId && form.name !== '@everyone') throw refuse(50028);
  const role = world.tables.role.put({ ...before, ...form, permissions });
  const changes = changesBetween(before, role, audited);
  if (changes.length > 0 || JSON.stringify(before) !== JSON.stringify(role)) {
    world.emit({ type: 'roleUpdate', role, before });
    writeAudit(world, guildId, actor, 31, { target: roleId, changes });
  }
  return role;
}

export function deleteRole(world: World, actor: Actor, guildId: Snowflake, roleId: Snowflake): void {
  guildWith(world, actor, guildId, P.ManageRoles);
  const role = roleOf(world, guildId, roleId);
  if (roleId === guildId || role.managed) throw refuse(50028);
  if (!isAboveRole(world, actor.userId, role)) throw refuse(50013);
  world.tables.role.delete(roleId);
  // Members lose it without an event of their own; clients derive it from the role's.
  for (const member of world.tables.member.by('guild', guildId)) {
    if (member.roles.includes(roleId)) {
      world.tables.member.put({ ...member, roles: member.roles.filter((id) => id !== roleId) });
    }
  }
  for (const channel of world.tables.channel.by('guild', guildId)) {
    if (channel.permission_overwrites.some((overwrite) => overwrite.id === roleId)) {
      world.tables.channel.put({
        ...channel,
        permission_overwrites: channel.permission_overwrites.filter((overwrite) => overwrite.id !== roleId),
      });
    }
  }
  world.emit({ type: 'roleDelete', role });
  writeAudit(world, guildId, actor, 32, { target: roleId, changes: changesOf('old_value', role, audited) });
}

/** Moves roles. Every role that moves, from where and to where, must be below the actor's top role. */
export function moveRoles(
  world: World,
  actor: Actor,
  guildId: Snowflake,
  moves: { id: Snowflake; position?: number | null | undefined }[],
): Role[] {
  guildWith(world, actor, guildId, P.ManageRoles);
  const changed = moves.flatMap(({ id, position }) => {
    const role = roleOf(world, guildId, id);
    if (id === guildId) throw refuse(50028);
    if (position === undefined || position === null || position === role.position) return [];
    if (position < 1)
      throw badField(['position'], 'NUMBER_TYPE_MIN', 'int value should be greater than or equal to 1.');
    const moved = { ...role, position };
    if (!isAboveRole(world, actor.userId, role) || !isAboveRole(world, actor.userId, moved))
      throw refuse(50013);
    return [{ before: role, moved }];
  });
  for (const { before, moved } of changed) {
    const role = world.tables.role.put(moved);
    world.emit({ type: 'roleUpdate', role, before });
  }
  return world.tables.role.by('guild', guildId);
}
