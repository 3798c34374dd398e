import type { AntiNuke } from './schema.ts';

/** What somebody with permissions can do too much of. */
export type NukeKind = 'deletions' | 'bans' | 'roles' | 'webhooks';

interface Entry {
  readonly action_type: number;
  readonly changes?: readonly {
    readonly key: string;
    readonly new_value?: unknown;
    readonly old_value?: unknown;
  }[];
}

/** By Discord's numbers of audit log entries. */
const kinds: ReadonlyMap<number, NukeKind> = new Map([
  [12, 'deletions'], // a channel
  [32, 'deletions'], // a role
  [62, 'deletions'], // an emoji
  [92, 'deletions'], // a sticker
  [20, 'bans'], // a kick
  [22, 'bans'],
  [21, 'bans'], // a prune
  [50, 'webhooks'],
  [28, 'webhooks'], // a bot is added
]);

/** ADMINISTRATOR, MANAGE_GUILD, MANAGE_ROLES, MANAGE_CHANNELS, MANAGE_WEBHOOKS, BAN_MEMBERS, KICK_MEMBERS, MENTION_EVERYONE */
const dangerous = 0x8n | 0x20n | (1n << 28n) | 0x10n | (1n << 29n) | 0x4n | 0x2n | (1n << 17n);

function bits(value: unknown): bigint {
  return typeof value === 'string' && /^\d{1,30}$/.test(value) ? BigInt(value) : 0n;
}

/** What an entry counts as; `undefined` for what harms nothing. */
export function kindOf({ action_type: type, changes = [] }: Entry): NukeKind | undefined {
  const known = kinds.get(type);
  if (known !== undefined) return known;
  // A role that is made, or changed, with new dangerous permissions.
  if (type !== 30 && type !== 31) return undefined;
  const change = changes.find(({ key }) => key === 'permissions');
  const added = bits(change?.new_value) & ~bits(change?.old_value);
  return change !== undefined && (added & dangerous) !== 0n ? 'roles' : undefined;
}

/**
 * Counts one more deed, and forgets those outside of the window.
 *
 * @param times of earlier deeds of the same kind, in milliseconds since 1970; changed in place
 * @returns whether it is one too many
 */
export function countDeed(times: number[], at: number, { count, seconds }: AntiNuke[NukeKind]): boolean {
  times.push(at);
  const from = at - seconds * 1000;
  while (times.length > 0 && (times[0] ?? at) <= from) times.shift();
  return times.length >= count;
}
