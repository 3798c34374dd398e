import type { Actor } from '../access.ts';
import { guildWith, has, permissionsInGuild } from '../access.ts';
import { changesBetween, writeAudit } from '../audit.ts';
import type { Application, Guild, Member, Snowflake } from '../entities.ts';
import { pairKey } from '../entities.ts';
import { refuse } from '../errors.ts';
import { newGuild, newMember, newRole } from '../new-entities.ts';
import { everyonePermissions, P } from '../permissions.ts';
import type { World } from '../world.ts';

/** Makes a guild with its @everyone role, and its owner as the first member. */
export function createGuild(world: World, name: string, ownerId: Snowflake): Guild {
  const id = world.ids.next();
  const guild = world.tables.guild.put(newGuild({ id, name, owner_id: ownerId }));
  world.tables.role.put(
    newRole({ id, guild_id: id, name: '@everyone', position: 0, permissions: String(everyonePermissions) }),
  );
  world.tables.member.put(newMember({ guild_id: id, user_id: ownerId, joined_at: world.now() }));
  world.emit({ type: 'guildCreate', guild });
  return guild;
}

export type GuildChanges = Partial<Omit<Guild, 'id' | 'owner_id'>>;

const audited = [
  'name',
  'description',
  'icon',
  'banner',
  'splash',
  'discovery_splash',
  'afk_channel_id',
  'afk_timeout',
  'system_channel_id',
  'system_channel_flags',
  'rules_channel_id',
  'public_updates_channel_id',
  'safety_alerts_channel_id',
  'widget_enabled',
  'widget_channel_id',
  'verification_level',
  'default_message_notifications',
  'explicit_content_filter',
  'preferred_locale',
  'premium_progress_bar_enabled',
] as const;

export function updateGuild(world: World, actor: Actor, guildId: Snowflake, changes: GuildChanges): Guild {
  const before = guildWith(world, actor, guildId, P.ManageGuild);
  const guild = world.tables.guild.put({ ...before, ...changes });
  const written = changesBetween(before, guild, audited);
  world.emit({ type: 'guildUpdate', guild, before });
  if (written.length > 0) writeAudit(world, guildId, actor, 1, { target: guildId, changes: written });
  return guild;
}

/** Adds a user to a guild. A user who is a member already stays as they are; one who is banned may not (40007). */
export function joinGuild(
  world: World,
  guildId: Snowflake,
  userId: Snowflake,
  given: Partial<Member> = {},
): Member {
  const key = pairKey(guildId, userId);
  const existing = world.tables.member.get(key);
  if (existing) return existing;
  if (world.tables.ban.has(key)) throw refuse(40007);
  const member = world.tables.member.put(
    newMember({ ...given, guild_id: guildId, user_id: userId, joined_at: world.now() }),
  );
  world.emit({ type: 'memberAdd', member });
  return member;
}

/**
 * Adds an application's bot to a guild, as an admin does from the authorisation page: the bot becomes a member with a
 * managed role that carries the permissions. Doing it again changes the managed role's permissions.
 */
export function installApplication(
  world: World,
  application: Application,
  guildId: Snowflake,
  options: { permissions: bigint; by: Snowflake; scopes?: string[] },
): void {
  const key = pairKey(guildId, application.id);
  const existing = world.tables.installation.get(key);
  if (existing) {
    const role = managedRole(world, application, guildId);
    if (role && role.permissions !== String(options.permissions)) {
      const changed = world.tables.role.put({ ...role, permissions: String(options.permissions) });
      world.emit({ type: 'roleUpdate', role: changed, before: role });
    }
    return;
  }
  if (!has(permissionsInGuild(world, options.by, guildId), P.ManageGuild)) throw refuse(50013);
  const installation = world.tables.installation.put({
    id: world.ids.next(),
    guild_id: guildId,
    application_id: application.id,
    user_id: options.by,
    scopes: options.scopes ?? ['bot', 'applications.commands'],
    permissions: String(options.permissions),
  });
  const roles: Snowflake[] = [];
  if (options.permissions !== 0n) {
    // Discord puts it at the bottom; guild() wants a bot that can do its work, so it goes on top.
    const position = 1 + Math.max(0, ...world.tables.role.by('guild', guildId).map((role) => role.position));
    const role = world.tables.role.put(
      newRole({
        id: world.ids.next(),
        guild_id: guildId,
        name: application.name,
        permissions: String(options.permissions),
        managed: true,
        position,
        tags: { bot_id: application.bot_user_id },
      }),
    );
    roles.push(role.id);
    world.emit({ type: 'roleCreate', role });
  }
  joinGuild(world, guildId, application.bot_user_id, { roles });
  writeAudit(world, guildId, { userId: options.by }, 28, { target: application.bot_user_id });
  writeAudit(world, guildId, { userId: options.by }, 80, {
    target: installation.id,
    changes: [{ key: 'type', new_value: 'discord' }],
  });
  world.emit({ type: 'applicationAdd', guildId, application });
}

export function managedRole(world: World, application: Application, guildId: Snowflake) {
  return world.tables.role.by('guild', guildId).find((role) => role.tags?.bot_id === application.bot_user_id);
}

/** Takes a bot's application out of a guild when the bot itself goes. */
export function uninstallApplication(world: World, application: Application, guildId: Snowflake): void {
  world.tables.installation.delete(pairKey(guildId, application.id));
  const role = managedRole(world, application, guildId);
  if (role) {
    world.tables.role.delete(role.id);
    world.emit({ type: 'roleDelete', role });
  }
  for (const command of world.tables.command.by('scope', `${application.id}:${guildId}`)) {
    world.tables.command.delete(command.id);
  }
  for (const permissions of world.tables.commandPermissions.by('guild', guildId)) {
    if (permissions.application_id === application.id) {
      world.tables.commandPermissions.delete(pairKey(guildId, permissions.id));
    }
  }
  world.emit({ type: 'applicationRemove', guildId, application });
}
