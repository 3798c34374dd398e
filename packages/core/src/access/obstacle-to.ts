import type { ActedOn, Acting, Obstacle, PermissionName } from '@guildhall/sdk';
import { PermissionFlagsBits } from 'discord.js';
import type { GuildDirectory } from '../discord/directory-types.ts';
import { type GuildRules, hindranceOf, type Somebody, type Target } from './hindrance-of.ts';

/**
 * What keeps somebody, or the bot in their place, from acting; behind `ctx.can` and `ctx.cannot`. Looks members up that the
 * cache does not know.
 *
 * @throws `TypeError` for a permission that Discord does not have
 */
export async function obstacleTo(
  directory: GuildDirectory,
  guildId: string,
  acting: Acting,
  actedOn: ActedOn,
  permission: PermissionName | readonly PermissionName[],
  now: number,
): Promise<Obstacle | undefined> {
  const bit = [permission].flat().reduce((bits, name) => bits | bitOf(name), 0n);
  const guild = directory.guild(guildId);
  if (!guild) return 'unknown';
  const rules: GuildRules = {
    guildId,
    roles: new Map(directory.roles(guildId).map((role) => [role.id, role])),
  };
  const somebody = async (userId: string): Promise<Somebody | undefined> => {
    const member = await directory.member(guildId, userId, { maxAgeMs: 0 });
    return member && { ...member, timedOut: (member.timedOutUntil ?? 0) > now };
  };
  const bot = await somebody(guild.bot.userId);
  const actor =
    acting === 'bot' ? bot : await somebody(typeof acting === 'string' ? acting : String(acting.id));
  const target = await targetOf(directory, rules, actedOn, somebody);
  if (!bot || !actor || !target) return 'unknown';
  const hindrance = hindranceOf(actor, target, bit, rules);
  if (hindrance !== undefined || actor.userId === bot.userId) return hindrance;
  const botsOwn = hindranceOf(bot, target, bit, rules);
  if (botsOwn === undefined) return undefined;
  return botsOwn === 'permission_missing' ? 'bot_permission_missing' : 'bot_hierarchy';
}

async function targetOf(
  directory: GuildDirectory,
  rules: GuildRules,
  actedOn: ActedOn,
  somebody: (userId: string) => Promise<Somebody | undefined>,
): Promise<Target | undefined> {
  if (actedOn === 'guild') return { kind: 'guild' };
  if ('member' in actedOn) {
    const member = await somebody(actedOn.member);
    return member && { kind: 'member', member };
  }
  if ('role' in actedOn) {
    const role = rules.roles.get(actedOn.role);
    return role && { kind: 'role', role };
  }
  const overwrites = directory.overwrites(rules.guildId, actedOn.channel);
  return overwrites && { kind: 'channel', overwrites };
}

function bitOf(permission: PermissionName): bigint {
  const bit = PermissionFlagsBits[permission];
  if (bit === undefined) throw new TypeError(`Discord has no permission "${String(permission)}".`);
  return bit;
}
