import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Installation } from '../src/api/index.ts';
import { routes } from '../src/app/routes.ts';
import CapturedWriteLine from '../src/pages/installation/CapturedWriteLine.vue';
import ProblemScene from '../src/pages/installation/ProblemScene.vue';
import ShadowNotice from '../src/pages/installation/ShadowNotice.vue';
import ShadowReportPage from '../src/pages/installation/ShadowReportPage.vue';
import IsolationCard from '../src/pages/operator/IsolationCard.vue';
import KillSwitch from '../src/pages/operator/KillSwitch.vue';
import IsolationNote from '../src/pages/plugin/IsolationNote.vue';
import { messageIdIn, readable } from '../src/pages/why/readable.ts';
import WhyPage from '../src/pages/why/WhyPage.vue';
import { mountInDashboard, playHost } from './stage.ts';

const guildId = '200000000000000001';
const base = `/guilds/${guildId}/installations/tally`;
const [since, until] = ['2026-01-05T12:00:00.000Z', '2026-01-07T12:00:00.000Z'];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-06T05:00:00.000Z') });
});
afterEach(() => {
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const installation = (more: object = {}) =>
  ({
    guildId,
    pluginId: 'tally',
    state: 'enabled',
    plugin: { name: 'Tally', version: '1.0.0', tier: 'sandboxed' },
    shadow: { since, until },
    killed: null,
    problems: [],
    ...more,
  }) as unknown as Installation;
const shown = () => document.body.textContent ?? '';
const click = async (name: string) => {
  const found = [...document.querySelectorAll('button')].filter(
    (each) => (each.getAttribute('aria-label') ?? each.textContent?.trim()) === name,
  );
  const last = found.at(-1);
  if (!last) throw new Error(`there is no button ${name}`);
  last.click();
  await flushPromises();
};
async function at(path: string) {
  const router = createRouter({ history: createMemoryHistory(), routes });
  await router.push(path);
  return router;
}

describe('a plugin in shadow', () => {
  const report = (more: object = {}) => ({
    total: 5,
    actions: [
      { action: 'message.send', count: 4, refused: 0 },
      { action: 'role.give', count: 1, refused: 1 },
    ],
    channels: [
      { channel: { id: '1', name: 'general' }, count: 2 },
      { channel: { id: '2', name: null }, count: 1 },
      { channel: { id: '3', name: null }, count: 1 },
    ],
    refusals: [{ action: 'role.give', reason: 'HIERARCHY', why: 'Good stands above the bot.', count: 1 }],
    latest: [],
    notKept: 3,
    notTried: ['/tally'],
    ...more,
  });
  const play = (body: object) => playHost({ [`GET ${base}/shadow-report`]: () => ({ body }) });

  test('tells how long it still is, and is made live after it was asked about', async () => {
    const asked = playHost({
      [`GET /guilds/${guildId}`]: () => ({ body: { name: 'Café' } }),
      [`POST ${base}/live`]: () => ({ body: {} }),
    });
    const router = await at(`/guilds/${guildId}/plugins/tally/configure`);
    mountInDashboard(ShadowNotice, { installation: installation(), name: 'Tally' }, [router]);
    await flushPromises();
    expect(shown()).toMatch(/Tally is being tried in shadow[\s\S]*35 % of the trial is over/);
    await click('Make it live');
    expect(asked.some(({ method }) => method === 'POST')).toBe(false);
    expect(shown()).toContain('members of Café see its commands');
    await click('Make it live');
    expect(asked.some(({ method, path }) => method === 'POST' && path === `${base}/live`)).toBe(true);
  });

  test('leads on to its settings when it is made live on its report, which is gone with the trial', async () => {
    playHost({
      [`GET /guilds/${guildId}`]: () => ({ body: { name: 'Café' } }),
      [`POST ${base}/live`]: () => ({ body: {} }),
    });
    const router = await at(`/guilds/${guildId}/plugins/tally/shadow-report`);
    mountInDashboard(ShadowNotice, { installation: installation(), name: 'Tally' }, [router]);
    await flushPromises();
    await click('Make it live');
    await click('Make it live');
    await flushPromises();
    expect(router.currentRoute.value.name).toBe('configure');
  });

  test('whose time is over waits for a decision', async () => {
    vi.setSystemTime('2026-01-08T00:00:00.000Z');
    playHost({});
    const router = await at(`/guilds/${guildId}/plugins/tally/configure`);
    mountInDashboard(ShadowNotice, { installation: installation({ state: 'disabled' }), name: 'Tally' }, [
      router,
    ]);
    await flushPromises();
    expect(shown()).toMatch(/The trial of Tally is over[\s\S]*switched off until you decide/);
    expect(shown()).toMatch(/Read the report[\s\S]*Uninstall[\s\S]*Make it live/);
  });

  test('shows by action, by channel, what would have failed with its remedy, and what is not tried', async () => {
    play(report());
    mountInDashboard(ShadowReportPage, { guildId, pluginId: 'tally', installation: installation() });
    await flushPromises();
    expect(shown()).toMatch(/5 things[\s\S]*Write a message4[\s\S]*Give a role1 would fail1/);
    expect(shown()).toMatch(/#general2[\s\S]*Not here: would have been made by it, or gone since2/);
    expect(shown()).toMatch(/move the bot’s role above[\s\S]*Good stands above the bot\./);
    expect(shown()).toMatch(/Not tried[\s\S]*\/tally/);
  });

  test('that has done nothing yet says so, and after its end what to do then', async () => {
    play(report({ total: 0, actions: [], channels: [], refusals: [], notKept: 0 }));
    const wrapper = mountInDashboard(ShadowReportPage, {
      guildId,
      pluginId: 'tally',
      installation: installation(),
    });
    await flushPromises();
    expect(shown()).toMatch(/It has done nothing yet[\s\S]*As soon as something happens/);
    wrapper.unmount();
    mountInDashboard(ShadowReportPage, {
      guildId,
      pluginId: 'tally',
      installation: installation({ state: 'disabled', problems: [{ code: 'SHADOW_OVER' }] }),
    });
    await flushPromises();
    expect(shown()).toContain('Nothing happened in its time that it reacts to.');
  });

  test('shows one thing with where, to whom, why it would fail, and what made it', () => {
    const write = {
      id: 'w1',
      at: since,
      action: 'role.give',
      channel: null,
      member: { id: '1', name: 'Dan' },
      role: { id: '2', name: null },
      messageId: null,
      text: null,
      reason: 'a good member',
      refused: 'NEW_REASON',
      refusedWhy: null,
      piece: 'on messageCreate',
      event: 'messageCreate',
    };
    playHost({});
    mountInDashboard(CapturedWriteLine, { write });
    expect(shown()).toMatch(/Give a role\s+role something that is not here, to Dan/);
    expect(shown()).toMatch(/It was refused: NEW_REASON[\s\S]*a good member[\s\S]*on messageCreate/);
  });
});

describe('why', () => {
  const names = { members: { '300000000000000001': 'Ana' }, channels: {}, roles: {} };

  test('shows code as code and mentions by their names', () => {
    expect(readable('gave <@300000000000000001> `x` in <#5>', names, 'somebody')).toEqual([
      { kind: 'text', text: 'gave ' },
      { kind: 'name', text: '@Ana' },
      { kind: 'text', text: ' ' },
      { kind: 'code', text: 'x' },
      { kind: 'text', text: ' in <#5>' },
    ]);
    expect(readable('<@!399999999999999999>', names, 'somebody')).toEqual([
      { kind: 'name', text: '@somebody' },
    ]);
  });

  test('finds a message by its link or id', () => {
    const id = '175928847299117063';
    expect(messageIdIn(` ${id} `)).toBe(id);
    expect(messageIdIn(`https://discord.com/channels/${guildId}/175928847299117064/${id}`)).toBe(id);
    expect(messageIdIn('hello')).toBeUndefined();
    expect(messageIdIn(`https://discord.com/channels/${guildId}/${id}`)).toBeUndefined();
  });

  test('comes from a Problem with its handler, and says that nothing is older than a day', async () => {
    let items: object[] = [
      {
        id: 'e1',
        at: since,
        plugin: { id: 'tally', name: 'Tally', version: '1.0.0' },
        kind: 'refused',
        text: 'tried, and was refused (403): wrote a message in <#500000000000000001>',
        origin: 'because of `command rank`, version 1.0.0',
        members: ['300000000000000001'],
        messages: [],
        channelId: null,
        piece: 'command rank',
        event: null,
        route: 'POST /channels/{id}/messages',
        status: '403',
        configRevision: 1,
      },
    ];
    playHost({
      [`GET /guilds/${guildId}`]: () => ({ body: { name: 'Café' } }),
      [`GET /guilds/${guildId}/installations`]: () => ({ body: { items: [installation()] } }),
      [`GET /guilds/${guildId}/members`]: () => ({ body: { items: [] } }),
      [`GET /guilds/${guildId}/explanations`]: () => ({
        body: {
          items,
          names: { ...names, channels: { '500000000000000001': 'general' } },
          nextCursor: null,
        },
      }),
    });
    const router = await at(`/guilds/${guildId}/why?plugin=tally&piece=command%20rank`);
    const first = mountInDashboard(WhyPage, { guildId }, [router]);
    await flushPromises();
    expect(shown()).toMatch(/Only what command rank did/);
    expect(shown()).toMatch(/wrote a message in #general[\s\S]*About Ana · because of command rank/);
    first.unmount();
    items = [];
    mountInDashboard(WhyPage, { guildId }, [router]);
    await flushPromises();
    expect(shown()).toContain('Reasons are deleted after 24 hours.');
    await click('Clear the filters');
    await flushPromises();
    expect(router.currentRoute.value.query).toEqual({});
  });
});

describe('the scene of a Problem', () => {
  const scene = {
    at: since,
    keptUntil: until,
    pluginVersion: '1.0.0',
    problem: { code: 'HANDLER_FAILED', message: 'no stars', piece: 'command rank' },
    steps: 2,
    leftOut: 1,
    scene: { format: 1, pluginId: 'tally' },
    sceneFile: 'tally-no-stars.json',
    testFile: 'tally-no-stars.test.ts',
    testText: "import plugin from '../src/index.ts';",
  };

  test('is downloaded as JSON, its test is copied, and what is masked and for how long is said', async () => {
    playHost({
      [`GET ${base}/problem-scene`]: () => ({ body: scene }),
      'GET /plugins/tally': () => ({ body: { manifest: { author: 'Acme' } } }),
    });
    const writeText = vi.fn(async () => undefined);
    vi.stubGlobal('navigator', { ...navigator, clipboard: { writeText } });
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:scene';
    });
    vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
    const names: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
      names.push(this.download);
    });
    mountInDashboard(ProblemScene, { installation: installation() });
    await flushPromises();
    expect(shown()).toMatch(/2 steps[\s\S]*One event can’t be played/);
    expect(shown()).toMatch(/letters become x[\s\S]*no stars[\s\S]*The author is Acme\.[\s\S]*Kept until/);
    await click('Download as a test');
    expect(names).toEqual(['tally-no-stars.json']);
    expect(JSON.parse((await blobs[0]?.text()) ?? '')).toEqual(scene.scene);
    await click('Copy the test');
    expect(writeText).toHaveBeenCalledWith(scene.testText);
  });

  test('that is not there is only spoken of where something fails', async () => {
    playHost({});
    const missing = () => ({ status: 404, body: { code: 'scene_not_found' } });
    playHost({ [`GET ${base}/problem-scene`]: missing });
    const quiet = mountInDashboard(ProblemScene, { installation: installation() });
    await flushPromises();
    expect(shown().trim()).toBe('');
    quiet.unmount();
    mountInDashboard(ProblemScene, {
      installation: installation({ problems: [{ code: 'HANDLER_FAILED' }] }),
    });
    await flushPromises();
    expect(shown()).toContain('a test for its author is written down here');
  });
});

describe('isolation', () => {
  const play = (body: object) => playHost({ 'GET /isolation': () => ({ body }) });
  const weak = {
    achieved: 'process',
    minimum: 'uid+namespaces',
    secure: false,
    runs: false,
    which: 'strangers',
  };

  test.each([
    [{ ...weak, achieved: 'uid+namespaces', secure: true, runs: true }, /uid \+ namespaces/, false],
    [{ ...weak, minimum: 'process', runs: true }, /Own process[\s\S]*has allowed that/, true],
    [weak, /demands “Own process \+ uid \+ namespaces”/, true],
  ])('of a sandboxed version is said plainly: %j', async (body, text, isContained) => {
    play(body);
    mountInDashboard(IsolationNote, { tier: 'sandboxed' });
    await flushPromises();
    expect(shown()).toMatch(text);
    expect(shown().includes('Contained, not secure')).toBe(isContained);
  });

  test('tells the operator the very line by which it is allowed', async () => {
    play(weak);
    mountInDashboard(IsolationCard);
    await flushPromises();
    expect(shown()).toMatch(/do not run here[\s\S]*set GUILDHALL_SANDBOX_MINIMUM=process and start/);
  });
});

test('the kill switch wants a reason, switches off everywhere, and on again', async () => {
  const path = '/operator/kill-switch/tally';
  const killed = { pluginId: 'tally', reason: 'It sends spam.', at: since, by: { userId: '1', name: 'Ana' } };
  const asked = playHost({
    [`PUT ${path}`]: () => ({ body: killed }),
    [`DELETE ${path}`]: () => ({ status: 204 }),
  });
  const off = mountInDashboard(KillSwitch, { pluginId: 'tally', name: 'Tally', killed: undefined });
  await click('Switch off everywhere: Tally');
  await click('Switch off everywhere');
  expect(shown()).toContain('Write at least three characters.');
  expect(asked).toEqual([]);
  const field = document.querySelector('textarea');
  if (!field) throw new Error('there is no field for the reason');
  field.value = ' It sends spam. ';
  field.dispatchEvent(new Event('input'));
  await flushPromises();
  await click('Switch off everywhere');
  expect(asked).toMatchObject([{ method: 'PUT', path, body: { reason: 'It sends spam.' } }]);
  off.unmount();
  mountInDashboard(KillSwitch, { pluginId: 'tally', name: 'Tally', killed });
  expect(shown()).toMatch(/Switched off everywhere[\s\S]*It sends spam\.[\s\S]*Ana/);
  await click('Switch on again');
  expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path });
});
