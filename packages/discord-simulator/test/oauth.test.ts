import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiscordSimulator, VirtualApplication, VirtualGuild } from '@guildhall/discord-simulator';
import { createDiscord } from '@guildhall/discord-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const redirectUri = 'http://127.0.0.1:4000/auth/discord/callback';
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

let discord: DiscordSimulator;
let app: VirtualApplication;
let guild: VirtualGuild;

beforeAll(async () => {
  discord = await createDiscord({ limits: 'off', seed: 11 });
  app = discord.application({ name: 'Guildhall', redirectUris: [redirectUri] });
  guild = discord.guild('Café', { owner: 'Ana', roles: [{ name: 'Mod', permissions: ['KickMembers'] }] });
  guild.member('Bob');
});
afterAll(() => discord.close());

function authorizeUrl(changes: Record<string, string | null> = {}): URL {
  const url = new URL('/oauth2/authorize', discord.origin);
  const values: Record<string, string | null> = {
    client_id: app.id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'identify guilds',
    state: 'st&te=1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  for (const [name, value] of Object.entries(values)) if (value !== null) url.searchParams.set(name, value);
  return url;
}

/** Presses a button of the consent page, as a browser would. */
async function decide(
  url: URL,
  fields: [string, string][],
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields), headers });
}

async function authorize(changes: Record<string, string | null> = {}, userId = guild.owner.id): Promise<URL> {
  const answer = await decide(authorizeUrl(changes), [
    ['user', userId],
    ['decision', 'authorize'],
  ]);
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get('location') ?? '');
}

async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(`${discord.api}/v10${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers,
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

function exchange(code: string, changes: Record<string, string> = {}) {
  return post('/oauth2/token', {
    client_id: app.id,
    client_secret: app.clientSecret,
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
    ...changes,
  });
}

async function signIn(
  changes: Record<string, string | null> = {},
  userId?: string,
): Promise<Record<string, string>> {
  const back = await authorize(changes, userId);
  const { status, body } = await exchange(back.searchParams.get('code') ?? '');
  expect(status).toBe(200);
  return body as Record<string, string>;
}

async function read(path: string, token: string | undefined) {
  const answer = await fetch(`${discord.api}/v10${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

describe('signing in', () => {
  it('GIVEN nobody chosen THEN the page asks who you are, without a script', async () => {
    const answer = await fetch(authorizeUrl());
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(page).toContain('Who are you?');
    expect(page).toContain('Simulated Discord');
    expect(page).toMatch(/Ana.*Owner of Café/s);
    expect(page).not.toContain('<script');
    expect(answer.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self' http://127.0.0.1:4000; frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('speaks French to who asks for it', async () => {
    const answer = await fetch(authorizeUrl(), { headers: { 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' } });
    expect(await answer.text()).toContain('Qui êtes-vous ?');
  });

  it('GIVEN a member THEN the page names what is asked for, and text in the address stays text', async () => {
    const url = authorizeUrl({ state: '"><b>bold</b>' });
    url.searchParams.set('user', guild.owner.id);
    const page = await (await fetch(url)).text();
    expect(page).toContain('see your username and avatar');
    expect(page).toContain('know which guilds you are in');
    expect(page).toContain('127.0.0.1:4000');
    expect(page).not.toContain('<b>bold');
  });

  it('WHEN they agree THEN code and state come back, and the code gives a token that works', async () => {
    const back = await authorize();
    expect(`${back.origin}${back.pathname}`).toBe(redirectUri);
    expect(back.searchParams.get('state')).toBe('st&te=1');
    const { status, body } = await exchange(back.searchParams.get('code') ?? '');
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 604_800, scope: 'identify guilds' });
    const me = await read('/users/@me', String(body.access_token));
    expect(me).toMatchObject({
      status: 200,
      body: { id: guild.owner.id, username: 'ana', global_name: 'Ana' },
    });
    expect(await read('/oauth2/@me', String(body.access_token))).toMatchObject({
      status: 200,
      body: { application: { id: app.id }, scopes: ['identify', 'guilds'], user: { id: guild.owner.id } },
    });
  });

  it('WHEN they cancel THEN the application is told access_denied, with its state', async () => {
    const answer = await decide(authorizeUrl(), [['decision', 'cancel']]);
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect(back.searchParams.get('state')).toBe('st&te=1');
    expect(back.searchParams.has('code')).toBe(false);
  });

  it('asks only once with prompt=none', async () => {
    await signIn({ scope: 'identify' }, guild.member('Bob').id);
    const url = authorizeUrl({ scope: 'identify', prompt: 'none' });
    url.searchParams.set('user', guild.member('Bob').id);
    const again = await fetch(url, { redirect: 'manual' });
    expect(again.status).toBe(302);
    expect(new URL(again.headers.get('location') ?? '').searchParams.get('code')).toBeTruthy();
    url.searchParams.set('scope', 'identify guilds.members.read');
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(200);
  });
});

describe('what is wrong with a request is shown, and nobody is sent anywhere', () => {
  it.each([
    ['an unknown client', { client_id: '1' }, 'no application has that id'],
    ['a redirect that is not registered', { redirect_uri: `${redirectUri}/` }, 'not registered'],
    ['another port', { redirect_uri: redirectUri.replace('4000', '4001') }, 'not registered'],
    ['no redirect', { redirect_uri: null }, 'redirect_uri is missing'],
    ['the implicit grant', { response_type: 'token' }, 'only “code” is supported'],
    ['no scope', { scope: null }, 'scope is missing'],
    ['an unknown scope', { scope: 'identify nonsense' }, 'nonsense'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'S256'],
    ['a challenge without its method', { code_challenge_method: null }, 'S256'],
    ['a challenge that is none', { code_challenge: 'short' }, '43 characters'],
  ])('%s', async (_name, changes: Record<string, string | null>, text) => {
    const url = authorizeUrl(changes);
    const shown = await fetch(url, { redirect: 'manual' });
    expect(shown.status).toBe(400);
    expect(await shown.text()).toContain(text);
    const posted = await decide(url, [
      ['user', guild.owner.id],
      ['decision', 'authorize'],
    ]);
    expect(posted.status).toBe(400);
    expect(posted.headers.get('location')).toBeNull();
  });

  it('a page of another origin cannot agree for the member', async () => {
    const foreign = await decide(
      authorizeUrl(),
      [
        ['user', guild.owner.id],
        ['decision', 'authorize'],
      ],
      { origin: 'https://evil.example' },
    );
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('location')).toBeNull();
  });
});

describe('exchanging a code', () => {
  async function code(): Promise<string> {
    return (await authorize()).searchParams.get('code') ?? '';
  }

  it('works once', async () => {
    const fresh = await code();
    expect((await exchange(fresh)).status).toBe(200);
    expect(await exchange(fresh)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('is refused with a wrong verifier, and the code is gone then', async () => {
    const fresh = await code();
    const wrong = await exchange(fresh, { code_verifier: randomBytes(32).toString('base64url') });
    expect(wrong).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid "code_verifier" in request.' },
    });
    expect((await exchange(fresh)).status).toBe(400);
  });

  it('is refused without a verifier when there was a challenge', async () => {
    const fresh = await code();
    const { status, body } = await post('/oauth2/token', {
      client_id: app.id,
      client_secret: app.clientSecret,
      grant_type: 'authorization_code',
      code: fresh,
      redirect_uri: redirectUri,
    });
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });

  it('is refused with another redirect', async () => {
    const { status, body } = await exchange(await code(), { redirect_uri: 'http://127.0.0.1:4000/' });
    expect({ status, body }).toEqual({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'Invalid "redirect_uri" in request.' },
    });
  });

  it('is refused to another application', async () => {
    const other = discord.application({ name: 'Other' });
    const { status, body } = await exchange(await code(), {
      client_id: other.id,
      client_secret: other.clientSecret,
    });
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'invalid_grant' });
  });

  it('is refused after ten minutes of the clock', async () => {
    const late = await code();
    await discord.advance('11m');
    expect(await exchange(late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('wants the client’s secret, in the form or by Basic', async () => {
    const wrong = await exchange(await code(), { client_secret: 'guess' });
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    const basic = Buffer.from(`${app.id}:${app.clientSecret}`).toString('base64');
    const right = await post(
      '/oauth2/token',
      {
        grant_type: 'authorization_code',
        code: await code(),
        redirect_uri: redirectUri,
        code_verifier: verifier,
      },
      { authorization: `Basic ${basic}` },
    );
    expect(right.status).toBe(200);
  });

  it('takes no JSON, and names a grant that there isn’t', async () => {
    const json = await fetch(`${discord.api}/v10/oauth2/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(json.status).toBe(400);
    expect(await json.json()).toMatchObject({ error: 'invalid_request' });
    expect(await exchange('x', { grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });
});

describe('tokens', () => {
  it('end after a week of the clock, and are renewed', async () => {
    const first = await signIn();
    await discord.advance('8d');
    expect((await read('/users/@me', first.access_token)).status).toBe(401);
    const renew = { client_id: app.id, client_secret: app.clientSecret, grant_type: 'refresh_token' };
    const second = await post('/oauth2/token', { ...renew, refresh_token: first.refresh_token ?? '' });
    expect(second.status).toBe(200);
    expect((await read('/users/@me', String(second.body.access_token))).status).toBe(200);
    expect(await post('/oauth2/token', { ...renew, refresh_token: first.refresh_token ?? '' })).toMatchObject(
      {
        status: 400,
        body: { error: 'invalid_grant' },
      },
    );
    const wider = await post('/oauth2/token', {
      ...renew,
      refresh_token: String(second.body.refresh_token),
      scope: 'identify guilds email',
    });
    expect(wider).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  it('end when they are revoked, by either of the pair', async () => {
    const client = { client_id: app.id, client_secret: app.clientSecret };
    for (const kind of ['access_token', 'refresh_token']) {
      const tokens = await signIn();
      expect(await post('/oauth2/token/revoke', { ...client, token: tokens[kind] ?? '' })).toEqual({
        status: 200,
        body: {},
      });
      expect((await read('/users/@me', tokens.access_token)).status).toBe(401);
    }
    expect((await post('/oauth2/token/revoke', { ...client, token: 'unknown' })).status).toBe(200);
    expect(
      await post('/oauth2/token/revoke', { client_id: app.id, client_secret: 'x', token: 'y' }),
    ).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });

  it('open only what their scopes say', async () => {
    const narrow = await signIn({ scope: 'identify' });
    expect((await read('/users/@me/guilds', narrow.access_token)).status).toBeGreaterThanOrEqual(401);
    const wide = await signIn(
      { scope: 'identify guilds guilds.members.read' },
      guild.member('Bob', { roles: ['Mod'] }).id,
    );
    const { body } = await read('/users/@me/guilds', wide.access_token);
    expect(body).toEqual([
      expect.objectContaining({ id: guild.id, owner: false, permissions: expect.stringMatching(/^\d+$/) }),
    ]);
    const [{ permissions }] = body as [{ permissions: string }];
    expect(BigInt(permissions) & 2n).toBe(2n);
    const member = await read(`/users/@me/guilds/${guild.id}/member`, wide.access_token);
    expect(member).toMatchObject({ status: 200, body: { roles: [guild.role('Mod').id] } });
    expect((await read('/oauth2/@me', 'nonsense')).status).toBe(401);
  });
});

it('a sign-in survives a restart of a journalled simulator', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oauth-'));
  try {
    const before = await createDiscord({ limits: 'off', journal: folder });
    const first = before.application({ name: 'Kept', redirectUris: [redirectUri] });
    const { owner } = before.guild('Kept', { owner: 'Ana' });
    const url = authorizeUrl({ client_id: first.id });
    const back = await decide(new URL(`${url.pathname}${url.search}`, before.origin), [
      ['user', owner.id],
      ['decision', 'authorize'],
    ]);
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const answer = await fetch(`${before.api}/v10/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: first.id,
        client_secret: first.clientSecret,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        code_verifier: verifier,
      }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    await before.close();
    const after = await createDiscord({ limits: 'off', journal: folder });
    const me = await fetch(`${after.api}/v10/users/@me`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    expect(await me.json()).toMatchObject({ id: owner.id });
    await after.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('adding a bot', () => {
  const botScope = {
    scope: 'bot applications.commands',
    response_type: null,
    redirect_uri: null,
    state: null,
    code_challenge: null,
    code_challenge_method: null,
  };

  it('offers only guilds that the member may manage', async () => {
    const own = discord.guild('Bob’s', { owner: 'Bob', install: false });
    const url = authorizeUrl({ ...botScope, permissions: '268435456' });
    url.searchParams.set('user', guild.member('Bob').id);
    const page = await (await fetch(url)).text();
    expect(page).toContain(`value="${own.id}"`);
    expect(page).not.toContain(`value="${guild.id}"`);
    expect(page).toContain('Manage Roles');
    const forbidden = await decide(url, [
      ['user', guild.member('Bob').id],
      ['guild_id', guild.id],
      ['decision', 'authorize'],
    ]);
    expect(forbidden.status).toBe(403);
  });

  it('brings the bot in with a managed role that has no more than was asked and agreed', async () => {
    const fresh = discord.guild('Fresh', { owner: 'Chloé', install: false });
    const other = discord.application({ name: 'Helper' });
    const url = authorizeUrl({ ...botScope, client_id: other.id, permissions: String(0x10000000 | 0x800) });
    const answer = await decide(url, [
      ['user', fresh.owner.id],
      ['guild_id', fresh.id],
      ['permission', String(0x800)],
      ['permission', '8'],
      ['decision', 'authorize'],
    ]);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Helper was added to Fresh');
    expect(fresh.applications().map((it) => it.id)).toEqual([other.id]);
    expect(fresh.roles.find((role) => role.managed)).toMatchObject({
      name: 'Helper',
      permissions: String(0x800),
    });
  });

  it('signs in and adds in one go, and the token answer carries the guild', async () => {
    const fresh = discord.guild('Both', { owner: 'Dan', install: false });
    const answer = await decide(
      authorizeUrl({ scope: 'identify bot', permissions: '0', guild_id: fresh.id }),
      [
        ['user', fresh.owner.id],
        ['guild_id', fresh.id],
        ['decision', 'authorize'],
      ],
    );
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.searchParams.get('guild_id')).toBe(fresh.id);
    const { body } = await exchange(back.searchParams.get('code') ?? '');
    expect(body).toMatchObject({ scope: 'identify bot', guild: { id: fresh.id, name: 'Both' } });
  });
});
