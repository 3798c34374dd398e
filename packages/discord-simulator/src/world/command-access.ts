import { has, permissionsInChannel, permissionsInGuild } from './access.ts';
import type { Channel, Command, CommandPermissions, Snowflake } from './entities.ts';
import { pairKey } from './entities.ts';
import { P } from './permissions.ts';
import type { World } from './world.ts';

/**
 * Why a member may not use a command in a channel, in words; `null` when they may. As Discord decides it:
 * USE_APPLICATION_COMMANDS in the channel, then the guild's settings for the command (else for the application) by
 * channel, user and role, and where these say nothing of the member the command's `default_member_permissions`.
 */
export function whyNotCommand(
  world: World,
  command: Command,
  userId: Snowflake,
  channel: Channel,
): string | null {
  if (channel.guild_id === null) {
    const inDms = command.contexts ? command.contexts.includes(1) : command.dm_permission;
    return command.guild_id === null && inDms ? null : 'the command is not available in direct messages';
  }
  if (command.contexts && !command.contexts.includes(0)) return 'the command is not available in guilds';
  const inChannel = permissionsInChannel(world, userId, channel);
  if (!has(inChannel, P.ViewChannel)) return 'the member cannot see this channel';
  if (!has(inChannel, P.UseApplicationCommands))
    return 'the member lacks UseApplicationCommands in this channel';
  if (command.nsfw && !channel.nsfw) return 'the command is for age-restricted channels only';
  const guildPermissions = permissionsInGuild(world, userId, channel.guild_id);
  if (has(guildPermissions, P.Administrator)) return null;
  const own = world.tables.commandPermissions.get(pairKey(channel.guild_id, command.id));
  const whole = world.tables.commandPermissions.get(pairKey(channel.guild_id, command.application_id));
  const place = ruleForChannel(own, channel) ?? ruleForChannel(whole, channel);
  if (place === false) return 'the command is switched off in this channel';
  const roles = world.tables.member.get(pairKey(channel.guild_id, userId))?.roles ?? [];
  const person =
    ruleForMember(own, userId, roles, channel.guild_id) ??
    ruleForMember(whole, userId, roles, channel.guild_id);
  if (person === true) return null;
  if (person === false) return 'the command is switched off for this member';
  if (command.default_member_permissions === null) return null;
  const needed = BigInt(command.default_member_permissions);
  if (needed === 0n) return 'the command is for administrators only (default_member_permissions is 0)';
  return has(inChannel, needed)
    ? null
    : `the member lacks the command's default_member_permissions (${needed})`;
}

function ruleForChannel(permissions: CommandPermissions | undefined, channel: Channel): boolean | null {
  if (!permissions) return null;
  const id = channel.thread_metadata ? channel.parent_id : channel.id;
  const exact = permissions.permissions.find((it) => it.type === 3 && it.id === id);
  // "All channels" goes by the guild's id less one.
  const all = permissions.permissions.find(
    (it) => it.type === 3 && it.id === String(BigInt(channel.guild_id ?? '1') - 1n),
  );
  return exact?.permission ?? all?.permission ?? null;
}

function ruleForMember(
  permissions: CommandPermissions | undefined,
  userId: Snowflake,
  roles: Snowflake[],
  guildId: Snowflake,
): boolean | null {
  if (!permissions) return null;
  const user = permissions.permissions.find((it) => it.type === 2 && it.id === userId);
  if (user) return user.permission;
  const byRole = permissions.permissions.filter((it) => it.type === 1 && roles.includes(it.id));
  if (byRole.length > 0) return byRole.some((it) => it.permission);
  return permissions.permissions.find((it) => it.type === 1 && it.id === guildId)?.permission ?? null;
}
