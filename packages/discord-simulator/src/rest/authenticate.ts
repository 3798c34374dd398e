import type { IncomingMessage } from 'node:http';
import type { Actor } from '../world/access.ts';
import type { Application, User } from '../world/entities.ts';
import { DiscordError } from '../world/errors.ts';
import type { World } from '../world/world.ts';
import type { Auth } from './router.ts';

export interface Caller {
  /** What the rate limits count by. */
  token: string;
  application: Application | null;
  user: User | null;
  scopes: readonly string[];
  actor: Actor;
}

function unauthorized(): DiscordError {
  return new DiscordError(0, 401, '401: Unauthorized');
}

/**
 * Who calls. Bots must say `Bot <token>` and name themselves in the User-Agent: the documentation asks for
 * `DiscordBot (url, version)`, in truth Discord takes any (oceanic.js sends `node`) but none at all.
 * Users of an OAuth2 application say `Bearer <token>`.
 */
export function authenticate(world: World, request: IncomingMessage, auth: Auth): Caller {
  const reason = request.headers['x-audit-log-reason'];
  const auditReason = typeof reason === 'string' && reason !== '' ? decodeReason(reason) : null;
  const [kind, token] = (request.headers.authorization ?? '').split(' ', 2);
  if (kind === 'Bot' && token) {
    const application = world.tables.application.by('token', token)[0];
    if (application && (auth === 'bot' || auth === 'any' || auth === 'none')) {
      if (!request.headers['user-agent']) {
        throw new DiscordError(
          40333,
          403,
          'internal network error: a bot must send a User-Agent like "DiscordBot (url, version)"',
        );
      }
      return {
        token,
        application,
        user: world.tables.user.get(application.bot_user_id) ?? null,
        scopes: [],
        actor: { userId: application.bot_user_id, application, reason: auditReason },
      };
    }
    if (!application && auth !== 'none') throw unauthorized();
  }
  if (kind === 'Bearer' && token && (auth === 'user' || auth === 'any')) {
    const access = world.tables.accessToken.get(token);
    const user = access ? world.tables.user.get(access.user_id) : undefined;
    if (!access || !user || access.expires_at <= world.now()) throw unauthorized();
    return {
      token,
      application: world.tables.application.get(access.application_id) ?? null,
      user,
      scopes: access.scopes,
      actor: { userId: user.id, reason: null },
    };
  }
  if (auth !== 'none') throw unauthorized();
  return {
    token: request.socket.remoteAddress ?? '',
    application: null,
    user: null,
    scopes: [],
    actor: { userId: '0', reason: auditReason },
  };
}

function decodeReason(reason: string): string {
  try {
    return decodeURIComponent(reason);
  } catch {
    return reason;
  }
}
