import { PermissionFlagsBits } from 'discord.js';

/** Somebody in a guild, as far as permissions go. */
export interface Standing {
  readonly userId: string;
  readonly isOwner: boolean;
  /** Guild-wide permissions. */
  readonly permissions: bigint;
  /** Position of the highest role; `@everyone` is 0. */
  readonly topRolePosition: number;
}

export type ActDecision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly reason: 'target_is_self' | 'target_is_owner' | 'permission_missing' | 'hierarchy';
    };

/**
 * May `actor` do something that takes `permission` to `target`? Discord's rules, for commands, dashboard, API and automations:
 *
 * 1. Nobody acts on themselves, nobody on the owner.
 * 2. The owner may do everything else; ADMINISTRATOR stands for every permission, but not for the hierarchy.
 * 3. The actor's highest role must be above the target's.
 *
 * @example
 * canActOn(moderator, member, PermissionFlagsBits.KickMembers); // { allowed: true }
 */
export function canActOn(actor: Standing, target: Standing, permission: bigint): ActDecision {
  if (actor.userId === target.userId) return { allowed: false, reason: 'target_is_self' };
  if (target.isOwner) return { allowed: false, reason: 'target_is_owner' };
  if (actor.isOwner) return { allowed: true };
  if (!hasPermission(actor.permissions, permission)) return { allowed: false, reason: 'permission_missing' };
  if (actor.topRolePosition <= target.topRolePosition) return { allowed: false, reason: 'hierarchy' };
  return { allowed: true };
}

/** ADMINISTRATOR stands for every permission. */
export function hasPermission(held: bigint, wanted: bigint): boolean {
  const administrator = PermissionFlagsBits.Administrator;
  return (held & administrator) === administrator || (held & wanted) === wanted;
}
