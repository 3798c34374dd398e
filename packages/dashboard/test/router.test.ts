import { PiniaColada } from '@pinia/colada';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeEach, describe, expect, test } from 'vitest';
import { defineComponent, h, ref } from 'vue';
import { createMemoryHistory, RouterView } from 'vue-router';
import { keys, staleAfter } from '../src/api/index.ts';
import { createDashboardRouter } from '../src/app/router.ts';
import { useUnsavedGuard } from '../src/forms/unsaved-guard.ts';
import { playHost, testI18n } from './stage.ts';

const ana = {
  user: { id: '1', name: 'Ana', avatarUrl: null },
  operator: false,
  locale: 'en',
  expiresAt: '2099-01-01T00:00:00.000Z',
};
const meta = {
  version: '0.1.0',
  mode: 'demo',
  applicationId: null,
  chatUrl: null,
  inviteUrl: null,
  docsUrl: '/docs',
};

async function visit(address: string) {
  const router = createDashboardRouter(createMemoryHistory());
  const page = mount(
    defineComponent(() => () => h(RouterView)),
    {
      attachTo: document.body,
      global: { plugins: [createPinia(), [PiniaColada, {}], testI18n(), router] },
    },
  );
  await router.push(address);
  await router.isReady();
  await flushPromises();
  return { router, page };
}

beforeEach(() => {
  document.body.innerHTML = '';
});

describe('who has not signed in', () => {
  const nobody = {
    'GET /session': () => ({ status: 401, body: { code: 'not_signed_in' } }),
    'GET /meta': () => ({ body: meta }),
  };

  test('is led to sign-in, and from there back to where they wanted', async () => {
    playHost(nobody);
    const { router, page } = await visit('/guilds/1/audit?action=config');
    expect(router.currentRoute.value.name).toBe('sign-in');
    expect(page.get('a[href*="/auth/discord/login"]').attributes('href')).toContain(
      encodeURIComponent('/guilds/1/audit?action=config'),
    );
  });

  test('is told that a demonstration is one, and what is read', async () => {
    playHost(nobody);
    const { page } = await visit('/sign-in');
    expect(page.text()).toContain('This is a demonstration');
    expect(page.text()).toContain('Never your messages');
    expect(document.title).toBe('Sign in · Guildhall');
  });

  test.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
    'is never sent on to %s',
    async (returnTo) => {
      playHost(nobody);
      const { page } = await visit(`/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
      expect(page.get('a[href*="/auth/discord/login"]').attributes('href')).not.toContain('evil');
    },
  );

  test('sees why a sign-in failed', async () => {
    playHost(nobody);
    const { page } = await visit('/sign-in?problem=sign_in_state_invalid');
    expect(page.get('[role=alert]').text()).toContain('took too long');
  });
});

describe('who has signed in', () => {
  test('sees their servers, those without the bot with an invitation', async () => {
    const guild = { iconUrl: null, access: 'owner', memberCount: 5 };
    playHost({
      'GET /session': () => ({ body: ana }),
      'GET /meta': () => ({ body: meta }),
      'GET /guilds': () => ({
        body: {
          items: [
            { ...guild, id: '1', name: 'Café', botPresent: true, inviteUrl: null },
            {
              ...guild,
              id: '2',
              name: 'Club',
              botPresent: false,
              memberCount: null,
              inviteUrl: 'https://discord.example/invite',
            },
          ],
        },
      }),
    });
    const { router, page } = await visit('/');
    expect(router.currentRoute.value.name).toBe('guilds');
    expect(page.get('a[href="/guilds/1"]').text()).toContain('5 members');
    expect(page.get('[aria-label="Invite Guildhall to Club"]').attributes('href')).toBe(
      'https://discord.example/invite',
    );
  });

  test('sees what failed, why, and can try again', async () => {
    let fails = true;
    playHost({
      'GET /session': () => ({ body: ana }),
      'GET /meta': () => ({ body: meta }),
      'GET /guilds': () =>
        fails
          ? {
              status: 502,
              body: {
                code: 'discord_unavailable',
                title: 'Discord does not answer',
                detail: 'It was down.',
                remedy: 'Wait.',
              },
            }
          : { body: { items: [] } },
    });
    const { page } = await visit('/guilds');
    expect(page.get('[role=alert]').text()).toMatch(/Discord does not answer.*It was down\..*Wait\./s);
    fails = false;
    await page.get('[role=alert] button').trigger('click');
    await flushPromises();
    expect(page.text()).toContain('No servers to manage');
  });

  test('an unknown address says so', async () => {
    playHost({ 'GET /session': () => ({ body: ana }), 'GET /meta': () => ({ body: meta }) });
    expect((await visit('/nowhere')).page.text()).toContain('This page does not exist');
  });
});

test('what is not saved is not left without asking, and Ctrl+S saves it', async () => {
  const dirty = ref(true);
  let saves = 0;
  let guard: ReturnType<typeof useUnsavedGuard> | undefined;
  playHost({
    'GET /session': () => ({ body: ana }),
    'GET /meta': () => ({ body: meta }),
    'GET /guilds': () => ({ body: { items: [] } }),
  });
  const router = createDashboardRouter(createMemoryHistory());
  router.addRoute({
    path: '/form',
    component: defineComponent({
      setup() {
        guard = useUnsavedGuard(dirty, () => {
          saves += 1;
        });
        return () => null;
      },
    }),
  });
  mount(
    defineComponent(() => () => h(RouterView)),
    {
      global: { plugins: [createPinia(), [PiniaColada, {}], testI18n(), router] },
    },
  );
  await router.push('/form');
  await flushPromises();
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 's', ctrlKey: true }));
  expect(saves).toBe(1);

  const leaving = router.push('/guilds');
  await flushPromises();
  expect(guard?.asking.value).toBe(true);
  guard?.answer(false);
  await leaving;
  expect(router.currentRoute.value.path).toBe('/form');

  const again = router.push('/guilds');
  await flushPromises();
  guard?.answer(true);
  await again;
  expect(router.currentRoute.value.path).toBe('/guilds');
});

test('an event from the host makes old just what it is about', () => {
  const at = '2026-01-01T00:00:00.000Z';
  expect(staleAfter('1', { type: 'settings', at, revision: 2 })).toEqual([
    keys.settings('1'),
    keys.guild('1'),
  ]);
  expect(staleAfter('1', { type: 'config', at, pluginId: 'x', revision: 2 })).toContainEqual(
    keys.config('1', 'x'),
  );
  expect(staleAfter('1', { type: 'reset', at })).toEqual([keys.everythingOf('1')]);
  for (const key of [keys.config('1', 'x'), keys.installations('1'), keys.audit('1')]) {
    expect(key.slice(0, 2)).toEqual(keys.everythingOf('1'));
  }
});
