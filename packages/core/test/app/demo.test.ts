import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@guildhall/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger, type Guildhall, readSettings, startGuildhall } from '../../src/index.ts';
import { Browser } from './browser.ts';
import { testPlugin } from './test-plugin.ts';

describe('the demo, from start to restart', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'guildhall-demo-'));
  const settings = readSettings({ PORT: '0', DATA_DIR: join(folder, 'data') });
  const start = () =>
    startGuildhall({ settings, plugins: [testPlugin()], logger: createLogger({ level: 'silent' }) });
  let guildhall: Guildhall;

  beforeAll(async () => {
    guildhall = await start();
  });
  afterAll(async () => {
    await guildhall.close();
    rmSync(folder, { recursive: true });
  });

  const cafe = () => {
    const guild = guildhall.simulator?.guilds.find((one) => one.name === 'Café Guildhall');
    if (!guild) throw new Error('the demo has no café');
    return guild;
  };
  /** Signing in is limited to five times a minute. */
  const aMinuteLater = () => guildhall.simulator?.advance('61s');
  const signedIn = async (name: string) => {
    await aMinuteLater();
    const browser = new Browser();
    const { location, status } = await browser.signIn(guildhall.url, cafe().member(name).id, '/guilds');
    expect([status, location]).toEqual([302, '/guilds']);
    const cookie = `guildhall=${browser.cookie(guildhall.url, 'guildhall')}`;
    return { browser, api: createClient({ baseUrl: `${guildhall.url}/api/v1`, headers: { cookie } }) };
  };

  it('is ready, with three links', async () => {
    const ready = await fetch(`${guildhall.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(guildhall.links.chat).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/chat\?token=/);
    expect(guildhall.links.docs).toBe(`${guildhall.links.dashboard}/docs`);
  });

  it('lets Ana sign in, install a plugin and configure it, and tells the audit log', async () => {
    const { api } = await signedIn('ana');
    const { data: session } = await api.get('/session');
    // Who owns the made-up server runs the demonstration.
    expect(session).toMatchObject({ user: { name: 'ana' }, operator: true });
    const { data: guilds } = await api.get('/guilds');
    expect(guilds.items).toMatchObject([{ name: 'Café Guildhall', access: 'owner', botPresent: true }]);
    const guildId = guilds.items[0]?.id ?? '';

    const { data: initialized } = await api.post('/guilds/{guildId}/initialize', { params: { guildId } });
    expect(initialized).toMatchObject({ initialized: true, bot: { missing: [] } });
    const { data: plugin } = await api.get('/plugins/{pluginId}', { params: { pluginId: 'greeter' } });
    const installed = await api.post('/guilds/{guildId}/installations', {
      params: { guildId },
      body: { pluginId: plugin.id, manifestHash: plugin.manifestHash },
    });
    expect(installed).toMatchObject({ status: 201, data: { state: 'enabled' } });

    const params = { guildId, pluginId: plugin.id };
    const path = '/guilds/{guildId}/installations/{pluginId}/config';
    const config = await api.get(path, { params });
    const saved = await api.put(path, {
      params,
      ifMatch: config.etag ?? '',
      body: { values: { greeting: 'Salut' } },
    });
    expect(saved.data.current).toMatchObject({ number: 2, effective: { greeting: 'Salut' } });
    await expect(
      api.put(path, { params, ifMatch: config.etag ?? '', body: { values: {} } }),
    ).rejects.toMatchObject({ status: 412, code: 'revision_mismatch' });
    await expect(
      api.put(path, { params, ifMatch: saved.etag ?? '', body: { values: { greeting: 7 } } }),
    ).rejects.toMatchObject({ code: 'config_invalid', errors: [{ pointer: '/values/greeting' }] });
    expect(
      (
        await api.post('/guilds/{guildId}/installations/{pluginId}/config/restore', {
          params,
          ifMatch: saved.etag ?? '',
          body: { revision: 1 },
        })
      ).data.current,
    ).toMatchObject({ number: 3, restoredFrom: 1 });

    const actions: string[] = [];
    for await (const entry of api.pages('/guilds/{guildId}/audit', {
      params: { guildId },
      query: { limit: 2 },
    })) {
      expect(entry.actor).toMatchObject({ kind: 'member', name: 'ana' });
      actions.push(entry.action);
    }
    expect(actions.length).toBeGreaterThanOrEqual(4);
    expect(actions).toContain('guild.initialized');
    const { data: only } = await api.get('/guilds/{guildId}/audit', {
      params: { guildId },
      query: { action: 'guild' },
    });
    expect(only.items.map((entry) => entry.action)).toEqual(['guild.initialized']);
  });

  it('shows the plugin’s command to the members, with who it belongs to', async () => {
    const { api } = await signedIn('ana');
    await guildhall.idle();
    const { data } = await api.get('/guilds/{guildId}/commands', { params: { guildId: cafe().id } });
    expect(data.items).toContainEqual(
      expect.objectContaining({ name: 'greet', pluginId: 'greeter', state: 'synced' }),
    );
    const reply = await cafe().member('bob').in('general').run('/greet');
    expect(reply.message?.content).toContain('Hello');
    // The inspector of the chat view tells plugins apart.
    await guildhall.idle();
    const calls = guildhall.simulator?.traffic.entries().filter((it) => it.kind === 'rest') ?? [];
    expect(calls.findLast((it) => it.path.endsWith('/callback'))).toMatchObject({ caller: 'greeter' });
  });

  it('keeps Dan out, until Ana grants his role', async () => {
    const dan = await signedIn('dan');
    expect((await dan.api.get('/guilds')).data.items).toEqual([]);
    const params = { guildId: cafe().id };
    await expect(dan.api.get('/guilds/{guildId}', { params })).rejects.toMatchObject({
      code: 'guild_forbidden',
    });
    const chloe = await signedIn('chloé');
    const ana = await signedIn('ana');
    const { etag } = await ana.api.get('/guilds/{guildId}/settings', { params });
    const regular = cafe().role('Regular').id;
    await ana.api.patch('/guilds/{guildId}/settings', {
      params,
      ifMatch: etag ?? '',
      body: { managerRoles: [regular] },
    });
    expect((await chloe.api.get('/guilds')).data.items).toMatchObject([{ access: 'manager' }]);
    await expect(dan.api.get('/guilds/{guildId}', { params })).rejects.toMatchObject({
      code: 'guild_forbidden',
    });
  });

  it('refuses a sign-in that another browser began', async () => {
    await aMinuteLater();
    const mine = new Browser();
    const begun = await mine.open(`${guildhall.url}/api/v1/auth/discord/login`);
    const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const other = new Browser();
    const callback = `${guildhall.url}/api/v1/auth/discord/callback?code=stolen&state=${state}`;
    expect((await other.open(callback)).headers.get('location')).toBe(
      '/sign-in?problem=sign_in_state_invalid',
    );
    // Mine has the state, and the code is still not one of Discord's.
    expect((await mine.open(callback)).headers.get('location')).toBe(
      '/sign-in?problem=sign_in_state_invalid',
    );
    expect(mine.cookie(guildhall.url, 'guildhall')).toBeUndefined();
  });

  it('gives a new session at each sign-in, ends the one before, and signs out', async () => {
    const { browser } = await signedIn('ana');
    const first = browser.cookie(guildhall.url, 'guildhall');
    await browser.signIn(guildhall.url, cafe().member('ana').id);
    expect(browser.cookie(guildhall.url, 'guildhall')).not.toBe(first);
    const old = await fetch(`${guildhall.url}/api/v1/session`, { headers: { cookie: `guildhall=${first}` } });
    expect(old.status).toBe(401);
    const out = await browser.open(`${guildhall.url}/api/v1/auth/logout`, { method: 'POST' });
    expect(out.status).toBe(204);
    expect((await browser.open(`${guildhall.url}/api/v1/session`)).status).toBe(401);
  });

  it('keeps no secret in the database', async () => {
    const { browser } = await signedIn('ana');
    const kept = JSON.stringify(await guildhall.database.db().collection('sessions').find({}).toArray());
    expect(kept).not.toContain(browser.cookie(guildhall.url, 'guildhall'));
    for (const { token } of guildhall.simulator?.world.tables.accessToken.values() ?? []) {
      expect(kept).not.toContain(token);
    }
  });

  it('lets nobody try to sign in more than five times a minute, and says so in the browser', async () => {
    await aMinuteLater();
    const login = `${guildhall.url}/api/v1/auth/discord/login`;
    for (let times = 0; times < 5; times++) expect((await new Browser().open(login)).status).toBe(302);
    const program = await new Browser().open(login);
    expect(program.status).toBe(429);
    expect(Number(program.headers.get('retry-after'))).toBeGreaterThan(0);
    const person = await new Browser().open(login, { headers: { accept: 'text/html' } });
    expect([person.status, person.headers.get('location')]).toEqual([
      302,
      '/sign-in?problem=too_many_requests',
    ]);
  });

  it('finds everything again after a restart', async () => {
    const before = cafe().id;
    const { api } = await signedIn('ana');
    const settingsBefore = (await api.get('/guilds/{guildId}/settings', { params: { guildId: before } }))
      .data;
    await guildhall.close();
    guildhall = await start();
    expect(cafe().id).toBe(before);
    expect(guildhall.simulator?.guilds).toHaveLength(1);
    const again = await signedIn('ana');
    const params = { guildId: before, pluginId: 'greeter' };
    const { data } = await again.api.get('/guilds/{guildId}/installations/{pluginId}/config', { params });
    expect(data.current).toMatchObject({ number: 3, restoredFrom: 1 });
    expect((await again.api.get('/guilds/{guildId}/settings', { params: { guildId: before } })).data).toEqual(
      settingsBefore,
    );
    expect(guildhall.simulator?.violations).toEqual([]);
  });
});
