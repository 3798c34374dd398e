import type { Application, Snowflake } from '../world/entities.ts';
import type { World } from '../world/world.ts';

/** Scopes that the simulator gives meaning to. */
export const knownScopes = [
  'identify',
  'email',
  'guilds',
  'guilds.members.read',
  'bot',
  'applications.commands',
] as const;
export type Scope = (typeof knownScopes)[number];

/** What an application asks of a user, checked. */
export interface AuthorizationRequest {
  application: Application;
  scopes: Scope[];
  /** `null` when a bot is only added, without signing anybody in. */
  redirectUri: string | null;
  state: string | null;
  challenge: string | null;
  /** What the bot asks for in the guild. */
  permissions: bigint;
  guildId: Snowflake | null;
  /** The guild that was asked for is the only one to choose. */
  guildFixed: boolean;
  /** Ask again, even when the user agreed before. */
  askAgain: boolean;
}

export type RequestFault =
  | 'unknown_client'
  | 'redirect_missing'
  | 'redirect_mismatch'
  | 'response_type'
  | 'scope_missing'
  | 'scope_unknown'
  | 'challenge_method'
  | 'challenge'
  | 'permissions';

/** The request, or what is wrong with it and with which value. */
export function readAuthorizationRequest(
  world: World,
  query: URLSearchParams,
): AuthorizationRequest | { fault: RequestFault; value: string } {
  const fault = (name: RequestFault, value: string | null) => ({ fault: name, value: value ?? '' });
  const clientId = query.get('client_id');
  const application = world.tables.application.get(clientId ?? '');
  if (!application) return fault('unknown_client', clientId);

  const scopes = (query.get('scope') ?? '').split(/[\s+]+/).filter((it) => it !== '');
  if (scopes.length === 0) return fault('scope_missing', null);
  const unknown = scopes.find((it) => !(knownScopes as readonly string[]).includes(it));
  if (unknown !== undefined) return fault('scope_unknown', unknown);

  const responseType = query.get('response_type');
  const redirect = query.get('redirect_uri');
  const onlyAddsBot = scopes.every((it) => it === 'bot' || it === 'applications.commands');
  const wantsCode = responseType !== null || redirect !== null || !onlyAddsBot;
  if (wantsCode) {
    if (redirect === null) return fault('redirect_missing', null);
    // Exactly as registered: not a prefix, not with another port or a trailing slash.
    if (!application.redirect_uris.includes(redirect)) return fault('redirect_mismatch', redirect);
    if (responseType !== 'code') return fault('response_type', responseType);
  }

  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if ((challenge === null) !== (method === null) || (method !== null && method !== 'S256')) {
    return fault('challenge_method', method);
  }
  if (challenge !== null && !/^[\w-]{43}$/.test(challenge)) return fault('challenge', challenge);

  const permissions = query.get('permissions') ?? '0';
  if (!/^\d{1,20}$/.test(permissions)) return fault('permissions', permissions);

  const guildId = query.get('guild_id');
  return {
    application,
    scopes: [...new Set(scopes)] as Scope[],
    redirectUri: wantsCode ? redirect : null,
    state: query.get('state'),
    challenge,
    permissions: BigInt(permissions),
    guildId,
    guildFixed: guildId !== null && query.get('disable_guild_select') === 'true',
    askAgain: query.get('prompt') !== 'none',
  };
}
