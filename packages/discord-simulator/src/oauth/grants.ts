import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessToken, Application, AuthorizationCode, Snowflake } from '../world/entities.ts';
import type { World } from '../world/world.ts';

const codeLifetime = 10 * 60_000;
/** Seconds that an access token lives: seven days, as Discord's. */
export const tokenLifetime = 604_800;

/** A refusal in the words of RFC 6749, section 5.2. */
export class GrantError extends Error {
  readonly error:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unsupported_grant_type';
  readonly status: number;

  constructor(error: GrantError['error'], description: string) {
    super(description);
    this.error = error;
    this.status = error === 'invalid_client' ? 401 : 400;
  }
}

/** A code that is exchanged once, within ten minutes of the simulator's clock. */
export function issueCode(
  world: World,
  given: Pick<
    AuthorizationCode,
    'application_id' | 'user_id' | 'scopes' | 'redirect_uri' | 'code_challenge' | 'guild_id'
  >,
): string {
  for (const old of world.tables.authorizationCode.values()) {
    if (old.expires_at <= world.now()) world.tables.authorizationCode.delete(old.code);
  }
  const { code } = world.tables.authorizationCode.put({
    ...given,
    code: world.ids.secret(`code:${world.ids.next()}`, 22),
    code_challenge_method: given.code_challenge === null ? null : 'S256',
    expires_at: world.now() + codeLifetime,
  });
  return code;
}

/** Exchanges a code. It is used up by the attempt, also by a failed one: a stolen code is tried once at most. */
export function exchangeCode(
  world: World,
  application: Application,
  given: { code: string | null; redirectUri: string | null; verifier: string | null },
): { token: AccessToken; guildId: Snowflake | null } {
  const found = given.code === null ? undefined : world.tables.authorizationCode.get(given.code);
  if (!found || found.application_id !== application.id) {
    throw new GrantError('invalid_grant', 'Invalid "code" in request.');
  }
  world.tables.authorizationCode.delete(found.code);
  if (found.expires_at <= world.now()) throw new GrantError('invalid_grant', 'Invalid "code" in request.');
  if (found.redirect_uri !== given.redirectUri) {
    throw new GrantError('invalid_grant', 'Invalid "redirect_uri" in request.');
  }
  if (found.code_challenge !== null && !matches(found.code_challenge, given.verifier)) {
    throw new GrantError('invalid_grant', 'Invalid "code_verifier" in request.');
  }
  return { token: issueToken(world, application, found.user_id, found.scopes), guildId: found.guild_id };
}

/** RFC 7636: BASE64URL(SHA256(verifier)) is the challenge. */
function matches(challenge: string, verifier: string | null): boolean {
  if (verifier === null || !/^[\w.~-]{43,128}$/.test(verifier)) return false;
  const computed = createHash('sha256').update(verifier).digest();
  const expected = Buffer.from(challenge, 'base64url');
  return computed.length === expected.length && timingSafeEqual(computed, expected);
}

/** A new pair of tokens for a refresh token; the old pair ends. */
export function refreshToken(
  world: World,
  application: Application,
  refresh: string | null,
  scope: string | null,
): AccessToken {
  const old = refresh === null ? undefined : world.tables.accessToken.by('refresh', refresh)[0];
  if (!old || old.application_id !== application.id) {
    throw new GrantError('invalid_grant', 'Invalid "refresh_token" in request.');
  }
  const scopes = scope === null ? old.scopes : scope.split(' ').filter((it) => it !== '');
  if (scopes.some((it) => !old.scopes.includes(it))) {
    throw new GrantError('invalid_scope', 'A refreshed token has no scope that the user did not agree to.');
  }
  world.tables.accessToken.delete(old.token);
  return issueToken(world, application, old.user_id, scopes);
}

/** A token of the application's own owner, without a refresh token. */
export function ownerToken(world: World, application: Application, scope: string | null): AccessToken {
  const scopes = (scope ?? '').split(' ').filter((it) => it !== '');
  if (scopes.length === 0) throw new GrantError('invalid_scope', 'Name the scopes that the token is for.');
  return issueToken(world, application, application.owner_id, scopes, false);
}

function issueToken(
  world: World,
  application: Application,
  userId: Snowflake,
  scopes: string[],
  refreshable = true,
): AccessToken {
  const id = world.ids.next();
  return world.tables.accessToken.put({
    token: world.ids.secret(`access:${id}`, 22),
    refresh_token: refreshable ? world.ids.secret(`refresh:${id}`, 22) : null,
    application_id: application.id,
    user_id: userId,
    scopes,
    expires_at: world.now() + tokenLifetime * 1000,
  });
}

/** Ends an authorisation by either of its tokens. An unknown one is no error (RFC 7009). */
export function revokeToken(world: World, application: Application, token: string): void {
  const found = world.tables.accessToken.get(token) ?? world.tables.accessToken.by('refresh', token)[0];
  if (found?.application_id === application.id) world.tables.accessToken.delete(found.token);
}

/** Whether the user has an authorisation of this application that covers these scopes. */
export function hasAgreed(
  world: World,
  application: Application,
  userId: Snowflake,
  scopes: string[],
): boolean {
  return [...world.tables.accessToken.values()].some(
    (it) =>
      it.application_id === application.id &&
      it.user_id === userId &&
      (it.refresh_token !== null || it.expires_at > world.now()) &&
      scopes.every((scope) => it.scopes.includes(scope)),
  );
}
