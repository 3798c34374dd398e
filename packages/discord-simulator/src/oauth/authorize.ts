import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, SimulatorServer } from '../server.ts';
import { has, permissionsInGuild } from '../world/access.ts';
import { installApplication } from '../world/actions/index.ts';
import type { Guild, Snowflake, User } from '../world/entities.ts';
import { P } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts';
import { hasAgreed, issueCode } from './grants.ts';
import { isOurs, NoForm, readForm } from './http.ts';
import {
  addedPage,
  cancelledPage,
  consentPage,
  faultPage,
  foreignPage,
  type Person,
  pickerPage,
} from './pages.ts';
import { style } from './style.ts';
import { type Words, wordsFor } from './words.ts';

/** Serves `/oauth2/authorize`: who are you, do you agree, and back to where you came from. No script is needed. */
export function authorizePages(world: World, server: SimulatorServer): HttpHandler {
  return async (request, response, { url }) => {
    const words = wordsFor(request.headers['accept-language']);
    if (!isOurs(request, server.port)) {
      html(response, 403, foreignPage(words), null);
      return;
    }
    const asked = readAuthorizationRequest(world, url.searchParams);
    if ('fault' in asked) {
      html(response, 400, faultPage(words, asked.fault, asked.value), null);
      return;
    }
    if (request.method === 'POST') await decide(world, request, response, asked, words);
    else if (request.method === 'GET' || request.method === 'HEAD') show(world, response, asked, words, url);
    else response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
  };
}

export const stylesheet: HttpHandler = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' });
  response.end(style);
};

function show(
  world: World,
  response: ServerResponse,
  asked: AuthorizationRequest,
  words: Words,
  url: URL,
): void {
  const userId = url.searchParams.get('user');
  const user = userId === null ? undefined : world.tables.user.get(userId);
  const link = (changes: (query: URLSearchParams) => void): string => {
    const query = new URLSearchParams(url.searchParams);
    changes(query);
    return `${url.pathname}?${query}`;
  };
  if (!user || user.bot) {
    const linkFor = (id: Snowflake) => link((query) => query.set('user', id));
    html(response, 200, pickerPage(words, asked, peopleOf(world, asked), linkFor), asked.redirectUri);
    return;
  }
  const bringsBot = asked.scopes.includes('bot');
  if (!asked.askAgain && !bringsBot && hasAgreed(world, asked.application, user.id, asked.scopes)) {
    finish(world, response, asked, user, null);
    return;
  }
  const consent = {
    person: personOf(world, user),
    guilds: bringsBot ? guildsFor(world, asked, user.id) : null,
    permissions: bringsBot ? permissionsOf(asked.permissions) : [],
    action: link((query) => query.delete('user')),
    switchLink: link((query) => query.delete('user')),
  };
  html(response, 200, consentPage(words, asked, consent), asked.redirectUri);
}

async function decide(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  asked: AuthorizationRequest,
  words: Words,
): Promise<void> {
  let form: URLSearchParams;
  try {
    form = await readForm(request);
  } catch (error) {
    if (!(error instanceof NoForm)) throw error;
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(error.message);
    return;
  }
  if (form.get('decision') !== 'authorize') {
    if (asked.redirectUri === null) html(response, 200, cancelledPage(words), null);
    else {
      redirect(response, asked.redirectUri, {
        error: 'access_denied',
        error_description: 'The resource owner or authorization server denied the request',
        state: asked.state,
      });
    }
    return;
  }
  const user = world.tables.user.get(form.get('user') ?? '');
  if (!user || user.bot) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such person.');
    return;
  }
  if (!asked.scopes.includes('bot')) {
    finish(world, response, asked, user, null);
    return;
  }
  const guild = guildsFor(world, asked, user.id).find((it) => it.id === form.get('guild_id'));
  if (!guild) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${user.username} may not add a bot to this guild: that takes Manage Server.`);
    return;
  }
  // The person may leave out permissions, never add any.
  let permissions = 0n;
  for (const bit of form.getAll('permission')) if (/^\d{1,20}$/.test(bit)) permissions |= BigInt(bit);
  permissions &= asked.permissions;
  installApplication(world, asked.application, guild.id, { permissions, by: user.id, scopes: asked.scopes });
  if (asked.redirectUri === null)
    html(response, 200, addedPage(words, asked.application.name, guild.name), null);
  else finish(world, response, asked, user, { guild, permissions });
}

function finish(
  world: World,
  response: ServerResponse,
  asked: AuthorizationRequest,
  user: User,
  added: { guild: Guild; permissions: bigint } | null,
): void {
  if (asked.redirectUri === null) throw new Error('a sign-in needs somewhere to return to');
  const code = issueCode(world, {
    application_id: asked.application.id,
    user_id: user.id,
    scopes: asked.scopes,
    redirect_uri: asked.redirectUri,
    code_challenge: asked.challenge,
    guild_id: added?.guild.id ?? null,
  });
  redirect(response, asked.redirectUri, {
    code,
    state: asked.state,
    ...(added ? { guild_id: added.guild.id, permissions: String(added.permissions) } : {}),
  });
}

/** Guilds to which the person may add the bot. */
function guildsFor(world: World, asked: AuthorizationRequest, userId: Snowflake): Guild[] {
  return world.tables.member
    .by('user', userId)
    .filter((it) => has(permissionsInGuild(world, userId, it.guild_id), P.ManageGuild))
    .filter((it) => !asked.guildFixed || it.guild_id === asked.guildId)
    .flatMap((it) => world.tables.guild.get(it.guild_id) ?? []);
}

function permissionsOf(asked: bigint): { bit: string; name: string }[] {
  return Object.entries(P)
    .filter(([, bit]) => (asked & bit) !== 0n)
    .map(([name, bit]) => ({ bit: String(bit), name: name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ') }));
}

/** Everybody but bots and the account that stands for the application's developer. */
function peopleOf(world: World, asked: AuthorizationRequest): Person[] {
  return [...world.tables.user.values()]
    .filter((it) => !it.bot && it.id !== asked.application.owner_id)
    .map((it) => personOf(world, it));
}

function personOf(world: World, user: User): Person {
  const guilds = world.tables.member
    .by('user', user.id)
    .flatMap((it) => world.tables.guild.get(it.guild_id) ?? []);
  return {
    id: user.id,
    name: user.global_name ?? user.username,
    username: user.username,
    owns: guilds.filter((it) => it.owner_id === user.id).map((it) => it.name),
    memberOf: guilds.map((it) => it.name),
  };
}

function redirect(response: ServerResponse, to: string, values: Record<string, string | null>): void {
  const target = new URL(to);
  for (const [name, value] of Object.entries(values))
    if (value !== null) target.searchParams.set(name, value);
  response.writeHead(302, { location: target.href, 'cache-control': 'no-store' });
  response.end();
}

/** `form-action` also governs where a posted form may be redirected to, so the way back has to be in it. */
function html(response: ServerResponse, status: number, body: string, redirectUri: string | null): void {
  const back = redirectUri === null ? '' : ` ${new URL(redirectUri).origin}`;
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self'${back}; frame-ancestors 'none'; base-uri 'none'`,
    'x-content-type-options': 'nosniff',
    // Not no-referrer: a browser would then post the form with the origin "null".
    'referrer-policy': 'same-origin',
  });
  response.end(body);
}
