import { PermissionFlagsBits } from 'discord.js';
import type { GuildDirectory, MemberView } from '../discord/directory-types.ts';
import { hasPermission } from './can-act-on.ts';

/** What someone may do with a guild in the dashboard, from most to least. */
export type GuildAccess = 'owner' | 'administrator' | 'manager' | 'none';

/** Pure: what this member may do. "Manage Server" counts as administrator, as Discord treats adding bots. */
export function accessOf(member: MemberView | undefined, managerRoles: readonly string[]): GuildAccess {
  if (!member || member.bot) return 'none';
  if (member.isOwner) return 'owner';
  if (
    hasPermission(member.permissions, PermissionFlagsBits.Administrator) ||
    hasPermission(member.permissions, PermissionFlagsBits.ManageGuild)
  ) {
    return 'administrator';
  }
  return member.roleIds.some((id) => managerRoles.includes(id)) ? 'manager' : 'none';
}

/** A page makes a dozen requests: Discord is not asked for each. */
const maxAgeMs = 60_000;

/**
 * Looks the member up and decides, by roles that are at most a minute old. Somebody who is not a member, and a guild that the bot is
 * not in: `none`.
 */
export async function guildAccess(
  directory: GuildDirectory,
  settings: { get(guildId: string): Promise<{ readonly managerRoles: readonly string[] }> },
  guildId: string,
  userId: string,
): Promise<GuildAccess> {
  if (!directory.guild(guildId)) return 'none';
  const member = await directory.member(guildId, userId, { maxAgeMs });
  if (!member) return 'none';
  const { managerRoles } = await settings.get(guildId);
  return accessOf(member, managerRoles);
}
