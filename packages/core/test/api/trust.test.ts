import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

describe('what an admin can see before and after', () => {
  let host: TestHost;
  let chloe: string;
  const base = `/guilds/${ids.cafe}/installations`;
  beforeAll(async () => {
    host = await startTestHost();
    chloe = await host.cookieOf(ids.chloe);
  });
  afterAll(() => host.close());

  const read = async (path: string, cookie = chloe) => {
    const response = await host.ask(path, { cookie });
    return { status: response.status, body: await response.json() };
  };

  it('installs in shadow for 24 to 72 hours, shows its report by names, and makes it live', async () => {
    const install = (shadowHours: number) =>
      host.ask(base, {
        method: 'POST',
        cookie: chloe,
        json: { pluginId: 'leveling', manifestHash: 'b'.repeat(64), shadowHours },
      });
    for (const hours of [23, 73, 24.5]) expect((await install(hours)).status).toBe(400);
    expect((await read(`${base}/leveling/shadow-report`)).body).toMatchObject({ code: 'not_installed' });
    const installed = await install(48);
    expect(installed.status).toBe(201);
    expect(await installed.json()).toMatchObject({
      state: 'enabled',
      shadow: { since: '2026-01-05T12:00:00.000Z', until: '2026-01-07T12:00:00.000Z' },
    });
    const { body } = await read(`${base}/leveling/shadow-report`);
    expect(body).toMatchObject({
      total: 3,
      channels: [{ channel: { id: ids.general, name: 'general' } }, { channel: { name: null } }],
      refusals: [{ action: 'role.give', reason: 'HIERARCHY', why: 'Its role is too low.', count: 1 }],
      latest: [
        { member: { id: ids.dan, name: 'Dan' }, role: { name: null }, refused: 'HIERARCHY' },
        {
          channel: { name: 'general' },
          text: 'hi @Dan, see #general or <#599999999999999999>',
          piece: 'on messageCreate',
          member: null,
        },
        { reason: 'because' },
      ],
    });
    const live = await host.ask(`${base}/leveling/live`, { method: 'POST', cookie: chloe });
    expect(await live.json()).toMatchObject({ state: 'enabled', shadow: null });
    const again = await host.ask(`${base}/leveling/live`, { method: 'POST', cookie: chloe });
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'state_conflict' }]);
  });

  it('lets what members write through to a plugin, and withholds it again', async () => {
    const change = (json: object) => host.ask(`${base}/leveling`, { method: 'PATCH', cookie: chloe, json });
    const shared = await change({ sharesContent: true });
    expect([shared.status, await shared.json()]).toMatchObject([200, { consent: { sharesContent: true } }]);
    const both = await change({ sharesContent: false, enabled: false });
    expect(await both.json()).toMatchObject({ state: 'disabled', consent: { sharesContent: false } });
    expect((await change({ enabled: true })).status).toBe(200);
    expect((await change({})).status).toBe(400);
  });

  it('gives the scene of a problem as a test that its author can run', async () => {
    const { body } = await read(`${base}/leveling/problem-scene`);
    expect(body).toMatchObject({
      pluginVersion: '1.2.0',
      problem: { code: 'HANDLER_FAILED', piece: 'command rank' },
      steps: 1,
      leftOut: 2,
      scene: { format: 1, pluginId: 'leveling' },
      sceneFile: 'leveling-can-t-read-x.json',
      testFile: 'leveling-can-t-read-x.test.ts',
    });
    expect(body.testText).toContain("import scene from './leveling-can-t-read-x.json'");
    expect(Date.parse(body.keptUntil) - Date.parse(body.at)).toBe(7 * 86_400_000);
  });

  it('names whom and what reasons are about', async () => {
    const { body } = await read(`/guilds/${ids.cafe}/explanations?piece=command%20rank`);
    expect(body.names.members).toEqual({ [ids.ana]: 'Ana' });
  });

  it('says how well the machine locks plugins up, to whoever is signed in', async () => {
    expect((await host.ask('/isolation')).status).toBe(401);
    expect((await read('/isolation')).body).toEqual({
      achieved: 'process',
      minimum: 'process',
      secure: false,
      runs: true,
      which: 'strangers',
    });
  });

  it('lets operators switch a plugin off everywhere, with a reason, and on again', async () => {
    const ana = await host.cookieOf(ids.ana);
    const kill = (pluginId: string, reason: string, cookie = ana) =>
      host.ask(`/operator/kill-switch/${pluginId}`, { method: 'PUT', cookie, json: { reason } });
    expect((await kill('leveling', 'bad', chloe)).status).toBe(403);
    expect((await kill('leveling', '  ')).status).toBe(400);
    expect((await kill('nobody', 'It is not there.')).status).toBe(404);
    expect(await (await kill('leveling', 'It sends spam.')).json()).toMatchObject({
      pluginId: 'leveling',
      reason: 'It sends spam.',
      by: { userId: ids.ana },
    });
    expect((await read('/operator/kill-switch', ana)).body.items).toHaveLength(1);
    // Everybody sees the reason, and nobody who threw it.
    const { body } = await read('/plugins/leveling');
    expect(body.killed).toEqual({ reason: 'It sends spam.', at: expect.any(String) });
    const revive = () =>
      host
        .ask('/operator/kill-switch/leveling', { method: 'DELETE', cookie: ana })
        .then(({ status }) => status);
    expect([await revive(), await revive()]).toEqual([204, 404]);
    expect((await read('/plugins/leveling')).body.killed).toBeNull();
  });
});
