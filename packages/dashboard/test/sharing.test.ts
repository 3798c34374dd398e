import { flushPromises } from '@vue/test-utils';
import { afterEach, expect, test, vi } from 'vitest';
import type { Installation, Plugin } from '../src/api/index.ts';
import SharingSwitch from '../src/pages/installation/SharingSwitch.vue';
import PluginDemands from '../src/pages/plugin/PluginDemands.vue';
import { mountInDashboard, playHost } from './stage.ts';

const guildId = '200000000000000001';
const path = `/guilds/${guildId}/installations/tally`;

afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

const toggle = () => document.querySelector<HTMLButtonElement>('[role=switch]');

test('what members write is let through, and withheld again, by one switch', async () => {
  for (const before of [false, true]) {
    document.body.innerHTML = '';
    const asked = playHost({ [`PATCH ${path}`]: () => ({ body: {} }) });
    const installation = {
      guildId,
      pluginId: 'tally',
      consent: { sharesContent: before },
    } as unknown as Installation;
    mountInDashboard(SharingSwitch, { installation, name: 'Tally' });
    expect(toggle()?.getAttribute('aria-checked')).toBe(String(before));
    expect(document.body.textContent).toContain('Let Tally read what members write');
    toggle()?.click();
    await flushPromises();
    expect(asked).toMatchObject([{ method: 'PATCH', path, body: { sharesContent: !before } }]);
  }
});

test('intents that this bot does not have are named at consent, with what comes of it', () => {
  const plugin = {
    tier: 'inline',
    withheldIntents: ['GuildMembers', 'MessageContent'],
    manifest: {
      capabilities: [],
      permissions: [],
      hosts: [],
      dataLeaving: [],
      data: {},
      intents: {
        privileged: [
          { name: 'GuildMembers', reason: 'sees who comes' },
          { name: 'MessageContent', reason: 'reads', degraded: 'counts' },
          { name: 'GuildPresences', reason: 'sees who is there', degraded: 'does not' },
        ],
      },
    },
  } as unknown as Plugin;
  playHost({ 'GET /capabilities': () => ({ body: { items: [] } }) });
  mountInDashboard(PluginDemands, { plugin });
  const items = [...document.querySelectorAll('[aria-labelledby=demand-intents] li')].map(
    (item) => item.textContent ?? '',
  );
  expect(items[0]).toMatch(/can’t do without[\s\S]*can’t be installed/);
  expect(items[1]).toMatch(/Without it: counts[\s\S]*runs without/);
  expect(items[2]).not.toContain('does not have it');
});
