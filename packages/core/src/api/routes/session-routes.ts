import { createHash } from 'node:crypto';
import type { Context } from 'koa';
import { z } from 'zod';
import { type Route, route } from '../contract/route.ts';
import { finishSignIn, getSession, signOut, startSignIn } from '../contracts/session.ts';
import { sessionCookieName, setCookie, signInCookieName } from '../http/cookies.ts';
import { apiBase } from '../openapi/document.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { newPkce, newSessionSecret, sessionIdOf } from '../sign-in/session-tokens.ts';
import type { RouteDependencies } from './dependencies.ts';

const attemptSeconds = 600;
const sessionSeconds = 7 * 24 * 60 * 60;

const attemptSchema = z.object({
  state: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  returnTo: z.string(),
  expiresAt: z.number(),
});

export function sessionRoutes(deps: RouteDependencies): Route[] {
  const { keys, now, https, services, ownGuilds, logger } = deps;

  const start = route(startSignIn).handle(async ({ query, context }) => {
    const { identity } = services();
    const { verifier, challenge } = newPkce();
    const attempt: z.output<typeof attemptSchema> = {
      state: newSessionSecret(),
      verifier,
      redirectUri: `${deps.ownOrigin(context.req)}${apiBase}/auth/discord/callback`,
      returnTo: query.returnTo ?? '/',
      expiresAt: now() + attemptSeconds * 1000,
    };
    setCookie(context, signInCookieName(https), keys.seal('sign-in', JSON.stringify(attempt), 'cookie'), {
      https,
      maxAgeSeconds: attemptSeconds,
    });
    const { state, redirectUri } = attempt;
    return { status: 302, location: identity.authorizeUrl({ state, challenge, redirectUri }) };
  });

  const finish = route(finishSignIn).handle(async ({ query, context }) => {
    const attempt = takeAttempt(context);
    try {
      if (query.error === 'access_denied') return { status: 302, location: '/sign-in?problem=access_denied' };
      if (!attempt || !query.code || !query.state || !sameText(query.state, attempt.state)) {
        throw new RequestProblem('sign_in_state_invalid');
      }
      await signIn(context, query.code, attempt);
      return { status: 302, location: attempt.returnTo };
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      logger.info({ code: error.code, err: error.cause }, 'sign-in failed');
      return { status: 302, location: `/sign-in?problem=${error.code}` };
    }
  });

  const out = route(signOut).handle(async ({ session, context }) => {
    const { sessions, identity } = services();
    await sessions.delete(session.id);
    ownGuilds.forget(session);
    setCookie(context, sessionCookieName(https), '', { https, maxAgeSeconds: 0 });
    const token = keys.open('discord-token', session.sealedToken, session.id);
    if (token) {
      // The session is over here whatever Discord answers.
      await identity
        .revoke(token)
        .catch((error: unknown) => logger.warn({ err: error }, 'token not revoked'));
    }
    return { status: 204 };
  });

  const show = route(getSession).handle(async ({ session, language }) => ({
    status: 200,
    body: {
      user: { id: session.userId, name: session.name, avatarUrl: session.avatarUrl },
      operator: await services().isOperator(session.userId),
      locale: session.locale ? (session.locale.startsWith('fr') ? 'fr' : 'en') : language,
      expiresAt: session.expiresAt.toISOString(),
    },
  }));

  /** Reads the cookie of the attempt and takes it away: each is good once. */
  function takeAttempt(context: Context): z.output<typeof attemptSchema> | undefined {
    const name = signInCookieName(https);
    const sealed = context.cookies.get(name);
    if (!sealed) return undefined;
    setCookie(context, name, '', { https, maxAgeSeconds: 0 });
    const text = keys.open('sign-in', sealed, 'cookie');
    if (text === undefined) return undefined;
    const attempt = attemptSchema.parse(JSON.parse(text));
    return attempt.expiresAt > now() ? attempt : undefined;
  }

  async function signIn(
    context: Context,
    code: string,
    attempt: z.output<typeof attemptSchema>,
  ): Promise<void> {
    const { sessions, identity } = services();
    const { verifier, redirectUri } = attempt;
    const granted = await identity.exchange({ code, verifier, redirectUri });
    if (!granted) throw new RequestProblem('sign_in_state_invalid');
    const user = await identity.user(granted.token);
    // A new secret at every sign-in; the one before ends, so that nobody can fix a session for somebody else.
    const before = sessionIdOf(context.cookies.get(sessionCookieName(https)));
    if (before) await sessions.delete(before);
    const secret = newSessionSecret();
    const id = createHash('sha256').update(secret).digest('hex');
    const seconds = Math.min(sessionSeconds, granted.expiresInSeconds);
    await sessions.create({
      id,
      userId: user.id,
      name: user.name,
      avatarUrl: user.avatarUrl,
      locale: user.locale,
      sealedToken: keys.seal('discord-token', granted.token, id),
      createdAt: new Date(now()),
      expiresAt: new Date(now() + seconds * 1000),
    });
    setCookie(context, sessionCookieName(https), secret, { https, maxAgeSeconds: seconds });
  }

  return [start, finish, out, show];
}

/** Compares digests, so that the time taken tells nothing. */
function sameText(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest('hex');
  return digest(left) === digest(right);
}
