import { request as rawRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

const install = { pluginId: 'leveling', manifestHash: 'b'.repeat(64) };
const installation = `/guilds/${ids.cafe}/installations/leveling`;
const settings = `/guilds/${ids.cafe}/settings`;

describe('changes', () => {
  let host: TestHost;
  let cookie: string;
  beforeEach(async () => {
    host = await startTestHost();
    cookie = await host.cookieOf(ids.ana);
    await host.ask(`/guilds/${ids.cafe}/installations`, { method: 'POST', cookie, json: install });
  });
  afterEach(() => host.close());

  const put = (ifMatch: string | undefined, values: unknown = { cooldown: 5 }) =>
    host.ask(`${installation}/config`, {
      method: 'PUT',
      cookie,
      json: { values },
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  it('go through with the tag that was read, once', async () => {
    const read = await host.ask(`${installation}/config`, { cookie });
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toBe('"1"');
    const saved = await put(etag);
    expect([saved.status, saved.headers.get('etag')]).toEqual([200, '"2"']);
    const late = await put(etag);
    expect(late.status).toBe(412);
    expect(await late.json()).toMatchObject({
      code: 'revision_mismatch',
      remedy: expect.stringContaining('save again'),
    });
  });

  it.each([
    ['without a tag', undefined, 428, 'precondition_required'],
    ['with any tag', '*', 428, 'precondition_required'],
    ['with a weak tag', 'W/"1"', 412, 'revision_mismatch'],
    ['with somebody else’s tag', '"abc"', 412, 'revision_mismatch'],
    ['with what is no tag', '1', 400, 'invalid_request'],
  ])('are refused %s', async (_, ifMatch, status, code) => {
    const response = await put(ifMatch);
    expect([response.status, (await response.json()).code]).toEqual([status, code]);
  });

  it('say which value is wrong, from the root of the body', async () => {
    const response = await put('"1"', { cooldown: -1 });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: 'config_invalid',
      errors: [{ in: 'body', pointer: '/values/cooldown', code: 'type', message: 'a whole number' }],
    });
    const checked = await host.ask(`${installation}/config/validate`, {
      method: 'POST',
      cookie,
      json: { values: { cooldown: -1 } },
    });
    expect(await checked.json()).toMatchObject({ valid: false, errors: [{ pointer: '/values/cooldown' }] });
  });

  it('can be taken back', async () => {
    await put('"1"', { cooldown: 5 });
    const restored = await host.ask(`${installation}/config/restore`, {
      method: 'POST',
      cookie,
      json: { revision: 1 },
      headers: { 'if-match': '"2"' },
    });
    expect(await restored.json()).toMatchObject({
      revision: 3,
      current: { number: 3, restoredFrom: 1, values: {} },
    });
    const none = await host.ask(`${installation}/config/restore`, {
      method: 'POST',
      cookie,
      json: { revision: 99 },
      headers: { 'if-match': '"3"' },
    });
    expect([none.status, (await none.json()).code]).toEqual([404, 'revision_not_found']);
  });

  it('are listed page by page, with a cursor that fits no other list', async () => {
    for (let revision = 1; revision < 5; revision++) await put(`"${revision}"`, { cooldown: revision });
    const numbers: number[] = [];
    let cursor: string | null = null;
    do {
      const search = new URLSearchParams({ limit: '2', ...(cursor ? { cursor } : {}) });
      const response = await host.ask(`${installation}/config/history?${search}`, { cookie });
      const page = (await response.json()) as { items: { number: number }[]; nextCursor: string | null };
      expect(page.items.length).toBeLessThanOrEqual(2);
      numbers.push(...page.items.map((item) => item.number));
      if (page.nextCursor) {
        const elsewhere = await host.ask(`/guilds/${ids.cafe}/audit?cursor=${page.nextCursor}`, { cookie });
        expect([elsewhere.status, (await elsewhere.json()).code]).toEqual([400, 'invalid_cursor']);
      }
      cursor = page.nextCursor;
    } while (cursor);
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
  });

  it.each([
    ['a time zone that is none', { timezone: 'Mars/Olympus' }, '/timezone', 'unknown_timezone'],
    ['a role of nobody', { managerRoles: ['499999999999999999'] }, '/managerRoles/0', 'unknown_role'],
    ['everybody as managers', { managerRoles: [ids.cafe] }, '/managerRoles/0', 'everyone_role'],
    ['a channel of nobody', { logChannel: '599999999999999999' }, '/logChannel', 'unknown_channel'],
    ['a voice channel for reports', { logChannel: ids.lounge }, '/logChannel', 'not_a_text_channel'],
    ['a channel that the bot cannot see', { logChannel: ids.hidden }, '/logChannel', 'bot_cannot_send'],
  ])('of the settings refuse %s', async (_, json, pointer, code) => {
    const response = await host.ask(settings, {
      method: 'PATCH',
      cookie,
      json,
      headers: { 'if-match': '"1"' },
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'settings_invalid', errors: [{ pointer, code }] });
  });

  it('of the settings are in the audit log, before and after', async () => {
    await host.ask(settings, {
      method: 'PATCH',
      cookie,
      json: { language: 'fr', logChannel: ids.general },
      headers: { 'if-match': '"1"' },
    });
    const audit = await host.ask(`/guilds/${ids.cafe}/audit?action=settings`, { cookie });
    expect(await audit.json()).toMatchObject({
      items: [
        {
          action: 'settings.updated',
          actor: { kind: 'member', name: 'Ana', via: 'dashboard' },
          before: { language: 'en', logChannel: null },
          after: { language: 'fr', logChannel: ids.general },
        },
      ],
    });
  });
});

describe('who asks', () => {
  let host: TestHost;
  beforeEach(async () => {
    host = await startTestHost();
  });
  afterEach(() => host.close());

  const signOut = (cookie: string, headers: Record<string, string>) =>
    host.ask('/auth/logout', { method: 'POST', cookie, headers });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }],
  ])('is not another site: %j', async (headers) => {
    const cookie = await host.cookieOf(ids.ana);
    const refused = await signOut(cookie, headers);
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'cross_site_request']);
    expect((await host.ask('/session', { cookie })).status).toBe(200);
  });

  it('may be the dashboard itself, under the name that the browser used', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const done = await signOut(cookie, { 'sec-fetch-site': 'same-origin', origin: host.url });
    expect(done.status).toBe(204);
    expect(done.headers.get('set-cookie')).toMatch(/^guildhall=;.*expires=Thu, 01 Jan 1970/i);
    expect((await host.ask('/session', { cookie })).status).toBe(401);
  });

  it('has a cookie that scripts and other sites never see', async () => {
    const begun = await host.ask('/auth/discord/login');
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const [attempt = ''] = begun.headers.getSetCookie();
    expect(attempt).toMatch(/^guildhall-sign-in=.*; path=\/; expires=.*; samesite=lax; httponly$/);
    const done = await host.ask(`/auth/discord/callback?code=good&state=${state}`, {
      cookie: attempt.split(';')[0] ?? '',
    });
    const session = done.headers.getSetCookie().find((line) => line.startsWith('guildhall='));
    expect(session).toMatch(/; path=\/; expires=.*; samesite=lax; httponly$/);
    const [kept] = host.services.sessions.all.values();
    expect(session).not.toContain(kept?.id);
    expect(kept?.sealedToken).not.toContain('token-of-ana');
    // The attempt is good once.
    expect(done.headers.getSetCookie().join()).toMatch(/guildhall-sign-in=;/);
  });

  it('leads back only into the dashboard', async () => {
    for (const returnTo of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/a b',
    ]) {
      const response = await host.ask(`/auth/discord/login?returnTo=${encodeURIComponent(returnTo)}`);
      expect([returnTo, response.status]).toEqual([returnTo, 400]);
      host.advance(61_000);
    }
  });

  it('is signed out when the session has run its time', async () => {
    const cookie = await host.cookieOf(ids.ana);
    host.advance(86_400_001);
    expect((await host.ask('/session', { cookie })).status).toBe(401);
  });

  it('is signed out when Discord has withdrawn the token', async () => {
    const cookie = await host.cookieOf(ids.ana, 'withdrawn');
    expect((await host.ask('/guilds', { cookie })).status).toBe(401);
    expect((await host.ask('/session', { cookie })).status).toBe(401);
  });

  it('gets an invitation for guilds without the bot, with what the plugins need', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const { items } = (await (await host.ask('/guilds', { cookie })).json()) as {
      items: { name: string; botPresent: boolean; inviteUrl: string | null }[];
    };
    expect(items.map(({ name, botPresent }) => [name, botPresent])).toEqual([
      ['Café', true],
      ['Empty', false],
    ]);
    const invite = new URL(items[1]?.inviteUrl ?? '');
    expect(invite.searchParams.get('guild_id')).toBe(ids.empty);
    const manageRoles = 1n << 28n;
    expect(BigInt(invite.searchParams.get('permissions') ?? 0) & manageRoles).toBe(manageRoles);
  });
});

describe('over TLS', () => {
  it('binds the cookies to the host, and asks for TLS from now on', async () => {
    const host = await startTestHost({ publicUrl: new URL('https://bot.example.org') });
    const begun = await host.ask('/auth/discord/login');
    expect(begun.headers.getSetCookie()[0]).toMatch(/^__Host-guildhall-sign-in=.*; path=\/; .*secure/);
    expect(begun.headers.get('strict-transport-security')).toContain('max-age=31536000');
    await host.close();
  });
});

describe('bodies', () => {
  let host: TestHost;
  let cookie: string;
  beforeAll(async () => {
    host = await startTestHost();
    cookie = await host.cookieOf(ids.ana);
  });
  afterAll(() => host.close());

  const post = (body: string, type = 'application/json') =>
    host.ask(`/guilds/${ids.cafe}/installations`, {
      method: 'POST',
      cookie,
      body,
      headers: { 'content-type': type },
    });

  it.each([
    ['no JSON', '{', 'application/json', 400, 'malformed_body'],
    ['a prototype', '{"__proto__":{"isAdmin":true}}', 'application/json', 400, 'malformed_body'],
    ['a constructor', '{"constructor":{"prototype":{"x":1}}}', 'application/json', 400, 'malformed_body'],
    ['a form', 'pluginId=leveling', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['another charset', '{}', 'application/json; charset=latin1', 415, 'unsupported_media_type'],
    [
      'too much',
      JSON.stringify({ pluginId: 'x'.repeat(300_000) }),
      'application/json',
      413,
      'body_too_large',
    ],
    [
      'an operator',
      '{"pluginId":{"$ne":null},"manifestHash":{"$gt":""}}',
      'application/json',
      400,
      'invalid_request',
    ],
    [
      'a field too many',
      JSON.stringify({ ...install, admin: true }),
      'application/json',
      400,
      'invalid_request',
    ],
  ])('with %s are refused', async (_, body, type, status, code) => {
    const response = await post(body, type);
    expect([response.status, (await response.json()).code]).toEqual([status, code]);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('say what is wrong in the language of the request', async () => {
    const response = await host.ask('/session', {
      headers: { 'accept-language': 'fr-FR,fr;q=0.9,en;q=0.5' },
    });
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(response.headers.get('content-language')).toBe('fr');
    const problem = await response.json();
    expect(problem).toEqual({
      type: '/docs#not_signed_in',
      title: 'Vous n’êtes pas connecté',
      status: 401,
      detail: expect.any(String),
      remedy: expect.stringContaining('Connectez-vous'),
      code: 'not_signed_in',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('are refused under another method, which says the right ones', async () => {
    const response = await host.ask('/session', { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'HEAD, GET']);
    expect((await host.ask('/nothing/here')).status).toBe(404);
  });
});

describe('limits', () => {
  it('are told in every answer, and end with Retry-After', async () => {
    const host = await startTestHost({ globalLimit: { requests: 2, perSeconds: 60 } });
    const cookie = await host.cookieOf(ids.ana);
    const first = await host.ask('/session', { cookie });
    expect(first.headers.get('ratelimit-policy')).toBe('"global";q=2;w=60');
    expect(first.headers.get('ratelimit')).toBe('"global";r=1;t=60');
    await host.ask('/session', { cookie });
    const over = await host.ask('/session', { cookie });
    expect([over.status, over.headers.get('retry-after')]).toEqual([429, '60']);
    // Another session has its own; so has nobody.
    expect((await host.ask('/session', { cookie: await host.cookieOf(ids.bob) })).status).toBe(200);
    host.advance(60_000);
    expect((await host.ask('/session', { cookie })).status).toBe(200);
    await host.close();
  });
});

describe('before it is ready', () => {
  it('answers 503 with reasons, and lives', async () => {
    const host = await startTestHost({ closed: true });
    host.readiness.at('database');
    const ready = await host.ask('//readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ checks: [{ name: 'start', reason: 'starting: database' }] });
    const early = await host.ask('/meta');
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
    expect((await host.ask('//livez')).status).toBe(200);
    await host.close();
  });
});

describe('pages', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      dashboard: { 'index.html': '<!doctype html><title>Dashboard</title>', 'logo.svg': '<svg/>' },
    });
  });
  afterAll(() => host.close());

  it('are the dashboard for every address that is no file', async () => {
    for (const path of ['//', '//guilds/1/plugins', '//sign-in?problem=x']) {
      const response = await host.ask(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('Dashboard');
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
    expect((await host.ask('//logo.svg')).headers.get('content-type')).toBe('image/svg+xml');
    expect((await host.ask('//missing.js')).status).toBe(404);
  });

  it('load nothing from elsewhere', async () => {
    const policy = (await host.ask('//')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("img-src 'self' data: http://cdn.test");
    expect(policy).not.toContain('unsafe');
    expect((await host.ask('//')).headers.get('strict-transport-security')).toBeNull();
  });

  it('have the API’s reference, without an inline script', async () => {
    const page = await (await host.ask('//docs')).text();
    expect(page).not.toMatch(/<script>|<style|\son\w+=/);
    for (const [, path] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect([path, (await host.ask(`/${path}`)).status]).toEqual([path, 200]);
    }
  });

  it('never leave their folder', async () => {
    const { port } = new URL(host.url);
    for (const path of [
      '/../../../../etc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/docs/assets/../../package.json',
      '/docs/assets/%2e%2e/package.json',
    ]) {
      const status = await new Promise<number | undefined>((resolve) => {
        rawRequest({ port, host: '127.0.0.1', path }, (response) => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
      // An address without a file's ending is a page of the dashboard; one with it is not there.
      expect([path, status]).toEqual([path, path.endsWith('passwd') ? 200 : 404]);
    }
  });

  it('say what to do when the dashboard is not built', async () => {
    const bare = await startTestHost();
    const response = await bare.ask('//');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run setup');
    await bare.close();
  });
});

describe('metrics', () => {
  it('count answers by operation, with no id in any label', async () => {
    const host = await startTestHost();
    const cookie = await host.cookieOf(ids.ana);
    await host.ask(`/guilds/${ids.cafe}`, { cookie });
    const text = await (await host.ask('//metrics')).text();
    expect(text).toContain('http_requests_total{operation="getGuild",method="GET",status="200"} 1');
    expect(text).not.toContain(ids.cafe);
    await host.close();
  });
});
