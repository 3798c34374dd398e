import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpHandler } from '../server.ts';
import type { AccessToken, Application } from '../world/entities.ts';
import { guildView, timestamp, userViewById } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { exchangeCode, GrantError, ownerToken, refreshToken, revokeToken, tokenLifetime } from './grants.ts';
import { NoForm, readForm, sendJson } from './http.ts';

/** Serves `POST /oauth2/token` and `POST /oauth2/token/revoke`. */
export function tokenEndpoint(world: World): HttpHandler {
  return async (request, response, { rest }) => {
    if (request.method !== 'POST') {
      sendJson(response, 405, { message: '405: Method Not Allowed', code: 0 });
      return;
    }
    try {
      const form = await readForm(request);
      const application = authenticateClient(world, request, form);
      if (rest === '/revoke') {
        const token = form.get('token');
        if (token === null) throw new GrantError('invalid_request', 'Missing "token" in request.');
        revokeToken(world, application, token);
        sendJson(response, 200, {});
      } else if (rest === '/') {
        sendJson(response, 200, grant(world, application, form));
      } else {
        sendJson(response, 404, { message: '404: Not Found', code: 0 });
      }
    } catch (error) {
      if (error instanceof NoForm) {
        sendJson(response, 400, { error: 'invalid_request', error_description: error.message });
      } else if (error instanceof GrantError) {
        if (error.status === 401) response.setHeader('www-authenticate', 'Basic realm="oauth2"');
        sendJson(response, error.status, { error: error.error, error_description: error.message });
      } else throw error;
    }
  };
}

function grant(world: World, application: Application, form: URLSearchParams): Record<string, unknown> {
  const type = form.get('grant_type');
  switch (type) {
    case 'authorization_code': {
      const { token, guildId } = exchangeCode(world, application, {
        code: form.get('code'),
        redirectUri: form.get('redirect_uri'),
        verifier: form.get('code_verifier'),
      });
      const guild = guildId === null ? undefined : world.tables.guild.get(guildId);
      return { ...tokenAnswer(token), ...(guild ? { guild: guildView(world, guild) } : {}) };
    }
    case 'refresh_token':
      return tokenAnswer(refreshToken(world, application, form.get('refresh_token'), form.get('scope')));
    case 'client_credentials':
      return tokenAnswer(ownerToken(world, application, form.get('scope')));
    default:
      throw new GrantError('unsupported_grant_type', `Grant type ${type ?? 'None'} is not supported`);
  }
}

function tokenAnswer(token: AccessToken): Record<string, unknown> {
  return {
    token_type: 'Bearer',
    access_token: token.token,
    expires_in: tokenLifetime,
    ...(token.refresh_token === null ? {} : { refresh_token: token.refresh_token }),
    scope: token.scopes.join(' '),
  };
}

/** The application that asks: by HTTP Basic, or by `client_id` and `client_secret` in the form. */
function authenticateClient(world: World, request: IncomingMessage, form: URLSearchParams): Application {
  const basic = /^Basic ([\w+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  let id = form.get('client_id');
  let secret = form.get('client_secret');
  if (basic !== undefined) {
    const [user = '', password = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':', 2);
    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    id = decodeForm(user);
    secret = decodeForm(password);
  }
  const application = world.tables.application.get(id ?? '');
  if (!application || secret === null || !sameSecret(application.client_secret, secret)) {
    throw new GrantError('invalid_client', 'Unknown client, or a wrong client secret.');
  }
  return application;
}

function decodeForm(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function sameSecret(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Serves `GET /oauth2/@me`: what the bearer's authorisation covers. */
export function currentAuthorization(world: World): HttpHandler {
  return (request, response) => {
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const token = bearer === undefined ? undefined : world.tables.accessToken.get(bearer);
    const application = token && world.tables.application.get(token.application_id);
    if (!token || !application || token.expires_at <= world.now()) {
      sendJson(response, 401, { message: '401: Unauthorized', code: 0 });
      return;
    }
    sendJson(response, 200, {
      application: {
        id: application.id,
        name: application.name,
        icon: application.icon,
        description: application.description,
        hook: true,
        bot_public: application.bot_public,
        bot_require_code_grant: false,
        verify_key: application.public_key,
      },
      scopes: token.scopes,
      expires: timestamp(token.expires_at),
      ...(token.scopes.includes('identify') ? { user: userViewById(world, token.user_id) } : {}),
    });
  };
}
