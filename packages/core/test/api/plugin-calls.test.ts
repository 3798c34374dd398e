import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

describe('routes of plugins', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
    await host.ask(`/guilds/${ids.cafe}/installations`, {
      method: 'POST',
      cookie: await host.cookieOf(ids.ana),
      json: { pluginId: 'leveling', manifestHash: 'b'.repeat(64) },
    });
  });
  afterAll(() => host.close());

  const call = async (path: string, userId?: string, guildId: string = ids.cafe) => {
    const response = await host.ask(`/guilds/${guildId}/plugins/leveling${path}`, {
      ...(userId ? { cookie: await host.cookieOf(userId) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown>, response };
  };

  const people = [
    { who: 'nobody', userId: undefined, level: 0 },
    { who: 'a stranger', userId: ids.eve, level: 0 },
    { who: 'a member', userId: ids.dan, level: 1 },
    { who: 'a manager', userId: ids.chloe, level: 2 },
    { who: 'an administrator', userId: ids.bob, level: 3 },
    { who: 'the owner', userId: ids.ana, level: 3 },
  ];
  for (const [needed, access] of ['public', 'member', 'manager', 'admin'].entries()) {
    for (const { who, userId, level } of people) {
      it(`${access} × ${who}`, async () => {
        const { status } = await call(`/${access}/x`, userId);
        if (level >= needed) expect(status).toBe(200);
        else expect(status).toBe(userId === undefined ? 401 : userId === ids.eve ? 404 : 403);
      });
      it(`the ${access} page × ${who}`, async () => {
        const response = await host.ask(`/guilds/${ids.cafe}/pages`, {
          ...(userId ? { cookie: await host.cookieOf(userId) } : {}),
        });
        const { items } = (await response.json()) as { items: { path: string }[] };
        expect(items.some((page) => page.path === `/${access}`)).toBe(level >= needed);
      });
    }
  }

  it('says what is wrong with a request, what the plugin refuses, and what it broke on', async () => {
    const wrong = await call('/public/x?limit=11');
    expect(wrong).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ in: 'query', pointer: '/limit' }] },
    });
    expect(wrong.response.headers.get('content-type')).toContain('application/problem+json');
    expect(wrong.response.headers.get('ratelimit-policy')).toContain('"callPluginRoute";q=240;w=60');
    expect(await call('/public/gone')).toMatchObject({
      status: 410,
      body: { code: 'plugin_refused', detail: 'It is gone.', pluginCode: 'ENTRY_GONE' },
    });
    expect(await call('/public/broken')).toMatchObject({
      status: 500,
      body: { code: 'plugin_failed', reference: 'r-1' },
    });
    expect(await call('/nothing')).toMatchObject({ status: 404, body: { code: 'route_not_found' } });
  });

  it('refuses a change that comes from another site', async () => {
    const response = await host.ask(`/guilds/${ids.cafe}/plugins/leveling/public/x`, {
      method: 'POST',
      cookie: await host.cookieOf(ids.ana),
      headers: { origin: 'https://evil.example' },
      json: {},
    });
    expect(response.status).toBe(403);
  });

  it('lists, for a guild, exactly what is installed there', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const response = await host.ask(`//openapi/${ids.cafe}.json`, { cookie });
    const { paths } = (await response.json()) as { paths: Record<string, unknown> };
    expect(Object.keys(paths)).toContain('/guilds/{guildId}/plugins/leveling/public/{id}');
    expect((await host.ask(`//openapi/${ids.cafe}.json`)).status).toBe(401);
  });

  it('is off when the plugin is, and unknown where it is not installed', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const toggle = (enabled: boolean) =>
      host.ask(`/guilds/${ids.cafe}/installations/leveling`, { method: 'PATCH', cookie, json: { enabled } });
    await toggle(false);
    expect(await call('/member/x', ids.dan)).toMatchObject({ status: 409, body: { code: 'plugin_off' } });
    await toggle(true);
    expect(await call('/public/x', ids.eve, ids.foreign)).toMatchObject({
      status: 404,
      body: { code: 'not_installed' },
    });
    expect(await call('/public/x', ids.dan, '299999999999999999')).toMatchObject({
      status: 404,
      body: { code: 'guild_not_found' },
    });
  });
});

describe('an Idempotency-Key', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host.close());

  it('installs once, whatever is sent again', async () => {
    const cookie = await host.cookieOf(ids.ana);
    const install = (key: string, body: Record<string, unknown> = {}) =>
      host.ask(`/guilds/${ids.cafe}/installations`, {
        method: 'POST',
        cookie,
        headers: { 'idempotency-key': key },
        json: { pluginId: 'leveling', manifestHash: 'b'.repeat(64), ...body },
      });
    const refused = await install('first', { manifestHash: 'c'.repeat(64) });
    expect(refused.status).toBe(409);
    const [one, two] = await Promise.all([install('first'), install('first')]);
    expect([one.status, two.status].toSorted()).toSatisfy(
      (statuses: number[]) => statuses[0] === 201 && (statuses[1] === 201 || statuses[1] === 409),
    );
    const again = await install('first');
    expect(again.status).toBe(201);
    expect(again.headers.get('location')).toContain('/installations/leveling');
    const other = await install('first', { values: { cooldown: 5 } });
    expect(await other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect((await install('second')).status).toBe(409);
    expect((await install('\u00ff not a key')).status).toBe(400);
  });
});
