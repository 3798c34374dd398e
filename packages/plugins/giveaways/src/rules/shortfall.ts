import type { Requirements } from './shapes.ts';

/** Why somebody may not take part; the text is `refused.<code>`, with these parameters. */
export interface Shortfall {
  readonly code:
    | 'bot'
    | 'role_any'
    | 'role_all'
    | 'role_denied'
    | 'account'
    | 'joined'
    | 'level'
    | 'messages'
    | 'won_lately'
    | 'contributed'
    | 'unavailable'
    | 'balance'
    | 'left';
  readonly parameters: Readonly<Record<string, string | number>>;
}

const day = 24 * 60 * 60_000;
const discordEpoch = 1_420_070_400_000n;

/** When a Discord account was made, in milliseconds since 1970: its id tells. */
export function madeAt(id: string): number {
  return Number((BigInt(id) >> 22n) + discordEpoch);
}

/** What a member has to do with roles. */
export function roleShortfall(
  { roles, rolesMode, deny }: Requirements,
  held: readonly string[],
): Shortfall | undefined {
  const denied = deny.find((role) => held.includes(role));
  if (denied !== undefined) return { code: 'role_denied', parameters: { role: `<@&${denied}>` } };
  if (roles.length === 0) return undefined;
  const missing = roles.filter((role) => !held.includes(role));
  const short = rolesMode === 'all' ? missing.length > 0 : missing.length === roles.length;
  if (!short) return undefined;
  const list = missing.map((role) => `<@&${role}>`).join(', ');
  return {
    code: rolesMode === 'all' ? 'role_all' : 'role_any',
    parameters: { roles: list, count: missing.length },
  };
}

/** What a member has to do with time. @param joinedAt when they came into the guild; `undefined`: not known */
export function ageShortfall(
  { accountDays, joinedDays }: Requirements,
  userId: string,
  joinedAt: number | undefined,
  now: number,
): Shortfall | undefined {
  const account = Math.max(0, Math.floor((now - madeAt(userId)) / day));
  if (account < accountDays) return { code: 'account', parameters: { days: account, count: accountDays } };
  if (joinedDays === 0 || joinedAt === undefined) return undefined;
  const here = Math.max(0, Math.floor((now - joinedAt) / day));
  return here < joinedDays ? { code: 'joined', parameters: { days: here, count: joinedDays } } : undefined;
}
