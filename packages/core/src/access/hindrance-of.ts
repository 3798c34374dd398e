import { PermissionFlagsBits } from 'discord.js';
import type { OverwriteView, RoleView } from '../discord/directory-types.ts';
import { hasPermission } from './can-act-on.ts';

/** Somebody in a guild: their roles, without `@everyone`. */
export interface Somebody {
  readonly userId: string;
  readonly isOwner: boolean;
  readonly roleIds: readonly string[];
  /** In a timeout now, which leaves nothing but reading. Default: no. */
  readonly timedOut?: boolean;
}

/** The guild's part of the question. */
export interface GuildRules {
  readonly guildId: string;
  /** `@everyone` included; its id is the guild's. */
  readonly roles: ReadonlyMap<string, Pick<RoleView, 'id' | 'position' | 'permissions' | 'managed'>>;
}

const leftInTimeout = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;

export type Target =
  | { readonly kind: 'guild' }
  | { readonly kind: 'member'; readonly member: Somebody }
  | { readonly kind: 'role'; readonly role: Pick<RoleView, 'id' | 'position' | 'managed'> }
  | { readonly kind: 'channel'; readonly overwrites: readonly OverwriteView[] };

export type Hindrance =
  | 'permission_missing'
  | 'target_is_self'
  | 'target_is_owner'
  | 'target_is_administrator'
  | 'hierarchy'
  | 'role_managed';

/**
 * What keeps `actor` from doing to `target` what takes `permission`; `undefined`: nothing. Discord's rules:
 *
 * 1. Nobody acts on themselves, nobody on the owner; nobody times an administrator out, nobody gives a role that an
 *    integration manages.
 * 2. The owner may do everything else; ADMINISTRATOR stands for every permission, but not for the hierarchy.
 * 3. In a channel its overwrites count: those of `@everyone`, then those of roles (all denials before all allowances), then the
 *    member's own. Who is timed out only reads, through the dashboard too; the owner and administrators never are.
 * 4. The actor's highest role must be above the target's highest, or above the role. Of two roles in one position the older
 *    (with the lower id) is above.
 */
export function hindranceOf(
  actor: Somebody,
  target: Target,
  permission: bigint,
  rules: GuildRules,
): Hindrance | undefined {
  if (target.kind === 'member') {
    if (target.member.userId === actor.userId) return 'target_is_self';
    if (target.member.isOwner) return 'target_is_owner';
    const isTimeout = (permission & PermissionFlagsBits.ModerateMembers) !== 0n;
    if (isTimeout && hasPermission(permissionsIn(target.member, rules), PermissionFlagsBits.Administrator)) {
      return 'target_is_administrator';
    }
  }
  if (
    target.kind === 'role' &&
    target.role.managed &&
    (permission & PermissionFlagsBits.ManageRoles) !== 0n
  ) {
    return 'role_managed';
  }
  if (actor.isOwner) return undefined;
  const held = permissionsIn(actor, rules, target.kind === 'channel' ? target.overwrites : []);
  if (!hasPermission(held, permission)) return 'permission_missing';
  if (target.kind === 'guild' || target.kind === 'channel') return undefined;
  const other = target.kind === 'role' ? target.role : highest(target.member, rules);
  return comparePositions(highest(actor, rules), other) > 0 ? undefined : 'hierarchy';
}

/** What somebody holds in the guild, or in a channel with these overwrites. ADMINISTRATOR is left as the one bit that it is. */
export function permissionsIn(
  { userId, isOwner, roleIds, timedOut = false }: Somebody,
  { guildId, roles }: GuildRules,
  overwrites: readonly OverwriteView[] = [],
): bigint {
  if (isOwner) return PermissionFlagsBits.Administrator;
  let held = roles.get(guildId)?.permissions ?? 0n;
  for (const id of roleIds) held |= roles.get(id)?.permissions ?? 0n;
  if (hasPermission(held, PermissionFlagsBits.Administrator)) return held;
  const apply = (those: readonly OverwriteView[]) => {
    for (const { deny } of those) held &= ~deny;
    for (const { allow } of those) held |= allow;
  };
  const ofRoles = overwrites.filter(({ kind }) => kind === 'role');
  apply(ofRoles.filter(({ id }) => id === guildId));
  apply(ofRoles.filter(({ id }) => id !== guildId && roleIds.includes(id)));
  apply(overwrites.filter(({ kind, id }) => kind === 'member' && id === userId));
  return timedOut ? held & leftInTimeout : held;
}

type Placed = Pick<RoleView, 'id' | 'position'>;

function highest({ roleIds }: Somebody, { guildId, roles }: GuildRules): Placed {
  let top: Placed = { id: guildId, position: 0 };
  for (const id of roleIds) {
    const role = roles.get(id);
    if (role && comparePositions(role, top) > 0) top = role;
  }
  return top;
}

function comparePositions(a: Placed, b: Placed): number {
  if (a.position !== b.position) return a.position - b.position;
  if (a.id === b.id) return 0;
  return BigInt(a.id) < BigInt(b.id) ? 1 : -1;
}
