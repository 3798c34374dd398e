import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Installation } from '../src/api/index.ts';
import VersionNotice from '../src/pages/installation/VersionNotice.vue';
import VersionsPage from '../src/pages/installation/VersionsPage.vue';
import { useToasts } from '../src/ui/toasts.ts';
import { mountInDashboard, playHost } from './stage.ts';

const guildId = '200000000000000001';
const base = `/guilds/${guildId}/installations/tally`;

afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

/** As long as a busy machine takes. */
const patiently = { timeout: 15_000 };
const shown = () => document.body.textContent ?? '';
const click = async (name: string) => {
  const found = [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === name);
  if (!found) throw new Error(`there is no button ${name} in: ${shown()}`);
  found.click();
  await flushPromises();
};

describe('another build of the same number', () => {
  const [old, fresh] = ['3f2a9c41'.repeat(8), '91bc2e07'.repeat(8)];
  const running = (hash: string, more: object = {}) =>
    ({
      guildId,
      pluginId: 'tally',
      state: 'enabled',
      plugin: { version: '0.1.0', hash, name: 'Tally' },
      updateTo: null,
      rollbackTo: null,
      ...more,
    }) as unknown as Installation;

  const said = () => useToasts().toasts.at(-1)?.text;

  test('says which it leads from and to', async () => {
    playHost({
      'GET /capabilities': () => ({ body: { items: [] } }),
      [`GET ${base}/update`]: () => ({
        body: {
          from: '0.1.0',
          to: { version: '0.1.0', hash: fresh, manifestHash: 'b'.repeat(64), changelog: null },
          consent: { required: false, capabilities: [], intents: [], hosts: [], dataLeaving: [] },
          tier: null,
          sharesContent: null,
        },
      }),
      [`POST ${base}/update`]: () => ({ body: running(fresh) }),
    });
    mountInDashboard(VersionNotice, { installation: running(old, { updateTo: '0.1.0' }), name: 'Tally' });
    expect(shown()).toContain('Another build of 0.1.0 is available');
    await click('See the update');
    await expect.poll(shown, patiently).toContain('From 0.1.0 (build 3f2a9c41…) to 0.1.0 (build 91bc2e07…)');
    await click('Update');
    await expect.poll(said, patiently).toBe('Tally is at version 0.1.0 (build 91bc2e07…).');
  });

  test('says which runs, and which it can be gone back to', async () => {
    playHost({ [`POST ${base}/rollback`]: () => ({ body: running(old) }) });
    const rollbackTo = { version: '0.1.0', hash: old, until: '2026-11-22T00:00:00.000Z' };
    mountInDashboard(VersionNotice, { installation: running(fresh, { rollbackTo }), name: 'Tally' });
    expect(shown()).toMatch(
      /Updated to 0\.1\.0 \(build 91bc2e07…\)[\s\S]*data of 0\.1\.0 \(build 3f2a9c41…\) are kept/,
    );
    await click('Go back to 0.1.0 (build 3f2a9c41…)');
    await expect.poll(said, patiently).toBe('Tally is back at version 0.1.0 (build 3f2a9c41…).');
  });

  test('is marked in the list by what it is, and moved to only where the number leads', async () => {
    playHost({
      'GET /plugins/tally': () => ({
        body: {
          versions: [fresh, old].map((hash) => ({ version: '0.1.0', hash, manifestHash: hash })),
        },
      }),
      [`GET ${base}/transitions`]: () => ({ body: { items: [], nextCursor: null } }),
    });
    const rollbackTo = { version: '0.1.0', hash: old, until: '2026-11-22T00:00:00.000Z' };
    mountInDashboard(VersionsPage, {
      guildId,
      pluginId: 'tally',
      installation: running(fresh, { rollbackTo }),
    });
    await flushPromises();
    const [first, second] = [...document.querySelectorAll('li')].map((each) => each.textContent);
    expect(first).toContain('Running here');
    expect(first).not.toContain('Can be rolled back to');
    expect(second).toContain('Can be rolled back to');
    expect(shown()).not.toContain('Move and pin');
  });
});
