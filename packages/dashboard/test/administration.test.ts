import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Installation, PluginPage } from '../src/api/index.ts';
import AuditLine from '../src/audit/AuditLine.vue';
import AliasDialog from '../src/pages/commands/AliasDialog.vue';
import DeadLetterList from '../src/pages/installation/DeadLetterList.vue';
import TransitionList from '../src/pages/installation/TransitionList.vue';
import UpdateDialog from '../src/pages/installation/UpdateDialog.vue';
import PluginPageBlocks from '../src/plugin-pages/PluginPageBlocks.vue';
import { mountInDashboard, playHost, testRouter } from './stage.ts';

const guildId = '200000000000000001';
const base = `/guilds/${guildId}/installations/tally`;
const at = '2026-01-05T12:00:00.000Z';

afterEach(() => {
  document.body.innerHTML = '';
  vi.unstubAllGlobals();
});

const button = (name: string | RegExp) => {
  const found = [...document.querySelectorAll('button')].find((each) => {
    const text = each.getAttribute('aria-label') ?? each.textContent?.trim() ?? '';
    return typeof name === 'string' ? text === name : name.test(text);
  });
  if (!found) throw new Error(`there is no button ${name}`);
  return found;
};
const click = async (name: string | RegExp) => {
  button(name).click();
  await flushPromises();
};
const shown = () => document.body.textContent ?? '';

describe('a line of the audit log', () => {
  const entry = (actor: object, action: string, target: string | null) => ({
    id: 'a1',
    at,
    actor,
    action,
    target,
  });

  test('calls plugins by their names, and what they note about themselves in words', async () => {
    playHost({
      [`GET /guilds/${guildId}/installations`]: () => ({
        body: { items: [{ pluginId: 'tally', plugin: { name: { en: 'Tally', fr: 'Compte' } } }] },
      }),
    });
    const plugin = { kind: 'plugin', pluginId: 'tally' };
    const ana = { kind: 'member', userId: '7', name: 'ana', avatarUrl: null };
    for (const line of [
      entry(plugin, 'tally.count.startedAgain', null),
      entry(ana, 'config.updated', 'tally'),
      entry(ana, 'installation.uninstalled', 'gone'),
    ])
      mountInDashboard(AuditLine, { guildId, entry: line });
    await flushPromises();
    const lines = [...document.querySelectorAll('li')].map((line) => line.textContent);
    expect(lines[0]).toMatch(/Plugin Tally\s+count started again/);
    expect(lines[1]).toMatch(/ana\s+changed the configuration of Tally/);
    expect(lines[2]).toMatch(/ana\s+uninstalled gone/);
  });
});

describe('failed work', () => {
  const letter = {
    id: 'l1',
    kind: 'job',
    job: 'digest',
    event: null,
    replayable: true,
    input: { to: 'ana' },
    attempts: 3,
    dueAt: at,
    failedAt: at,
    reference: 'r-1',
  };

  test('is run again, and asked about before it is given up', async () => {
    let items = [
      letter,
      { ...letter, id: 'l2', kind: 'event', job: 'greet', event: 'ready', replayable: false },
    ];
    const asked = playHost({
      [`GET ${base}/dead-letters`]: () => ({ body: { items } }),
      [`POST ${base}/dead-letters/l1/replay`]: () => {
        items = items.filter(({ id }) => id !== 'l1');
        return { status: 204 };
      },
      [`DELETE ${base}/dead-letters/l2`]: () => {
        items = [];
        return { status: 204 };
      },
    });
    mountInDashboard(DeadLetterList, { guildId, pluginId: 'tally' });
    await flushPromises();
    expect(shown()).toMatch(/digest[\s\S]*Tried 3 times[\s\S]*greet[\s\S]*Event/);
    expect(() => button('Run again: greet')).toThrow();
    await click('Run again: digest');
    expect(shown()).not.toContain('digest');
    await click('Give up greet');
    expect(asked.some(({ method }) => method === 'DELETE')).toBe(false);
    await click('Give up');
    expect(asked.at(-2)).toMatchObject({ method: 'DELETE', path: `${base}/dead-letters/l2` });
    expect(shown()).not.toContain('Failed work');
  });
});

test('GIVEN a long list WHEN its next page can’t be had THEN what is here stays, and it can be asked for again', async () => {
  const line = (revision: number, to: string) => ({
    revision,
    from: 'installing',
    to,
    version: `${revision}.0.0`,
    at,
    actor: { kind: 'system', userId: null, name: null, avatarUrl: null, reason: 'test' },
    reason: null,
  });
  let isDown = true;
  const path = `GET ${base}/transitions`;
  let asked = 0;
  playHost({
    [path]: () => {
      asked += 1;
      if (asked === 1) return { body: { items: [line(2, 'enabled')], nextCursor: 'next' } };
      return isDown
        ? { status: 503, body: { code: 'not_ready' } }
        : { body: { items: [line(1, 'installing')], nextCursor: null } };
    },
  });
  mountInDashboard(TransitionList, { guildId, pluginId: 'tally' });
  await flushPromises();
  await click('Show more');
  expect(shown()).toMatch(/2\.0\.0[\s\S]*Try again/);
  isDown = false;
  await click('Try again');
  expect(shown()).toMatch(/2\.0\.0[\s\S]*1\.0\.0/);
  expect(shown()).not.toContain('Try again');
});

describe('an update', () => {
  const installation = {
    guildId,
    pluginId: 'tally',
    plugin: { version: '1.0.0', name: 'Tally' },
  } as unknown as Installation;
  const update = (required: boolean) => ({
    from: '1.0.0',
    to: { version: '1.1.0', hash: 'a'.repeat(64), manifestHash: 'b'.repeat(64), changelog: null },
    consent: {
      required,
      capabilities: required ? [{ id: 'messages.send', reason: 'to announce' }] : [],
      intents: [],
      hosts: required ? ['api.example.org'] : [],
      dataLeaving: required ? ['content'] : [],
    },
    tier: required ? { from: 'inline', to: 'sandboxed' } : null,
    sharesContent: required ? false : null,
  });
  const host = (required: boolean, answer: object) =>
    playHost({
      'GET /capabilities': () => ({ body: { items: [] } }),
      [`GET ${base}/update`]: () => ({ body: update(required) }),
      [`POST ${base}/update`]: () => answer,
    });

  test('that asks for nothing new is one click', async () => {
    const asked = host(false, { body: { state: 'enabled', plugin: { version: '1.1.0' } } });
    mountInDashboard(UpdateDialog, { open: true, installation, name: 'Tally' });
    await flushPromises();
    expect(shown()).toMatch(/From 1\.0\.0 to 1\.1\.0[\s\S]*It asks for nothing new/);
    await click('Update');
    expect(asked.at(-1)).toMatchObject({ body: { version: '1.1.0', manifestHash: 'b'.repeat(64) } });
  });

  test('that asks for more shows the difference with its reasons, and what the host refuses', async () => {
    host(true, { status: 409, body: { code: 'consent_outdated' } });
    mountInDashboard(UpdateDialog, { open: true, installation, name: 'Tally' });
    await flushPromises();
    expect(shown()).toMatch(/messages\.send[\s\S]*to announce[\s\S]*api\.example\.org/);
    await click('Update');
    expect(document.querySelector('[role=alert]')?.textContent).toContain('consent_outdated');
  });

  test('that could send away what members write says so, and withholds it unless it is allowed anew', async () => {
    const asked = host(true, { body: { state: 'enabled', plugin: { version: '1.1.0' } } });
    mountInDashboard(UpdateDialog, { open: true, installation, name: 'Tally' });
    await flushPromises();
    expect(shown()).toMatch(/What members write can now be sent[\s\S]*runs locked up/);
    const share = () => document.querySelector<HTMLInputElement>('input[type=checkbox]');
    expect(share()?.checked).toBe(false);
    await click('Update');
    expect(asked.at(-1)).toMatchObject({ body: { sharesContent: false } });

    mountInDashboard(UpdateDialog, { open: true, installation, name: 'Tally' });
    await flushPromises();
    share()?.click();
    await flushPromises();
    await click('Update');
    expect(asked.at(-1)).toMatchObject({ body: { sharesContent: true } });
  });

  test('to a version that was chosen names it', async () => {
    const asked = host(false, { body: { state: 'enabled', plugin: { version: '1.1.0' } } });
    mountInDashboard(UpdateDialog, { open: true, installation, name: 'Tally', version: '1.1.0' });
    await flushPromises();
    await click('Move to 1.1.0');
    expect(asked.at(-1)).toMatchObject({ method: 'POST', body: { version: '1.1.0' } });
  });
});

test('a command is renamed, refused a name that Discord would refuse, and given back its own', async () => {
  const path = `${base}/commands/top/alias`;
  const asked = playHost({ [`PUT ${path}`]: () => ({ body: {} }) });
  const command = { name: 'best', command: 'top', alias: 'best', kind: 'slash', pluginId: 'tally' };
  mountInDashboard(AliasDialog, { guildId, pluginId: 'tally', command });
  await flushPromises();
  const input = document.querySelector<HTMLInputElement>('#alias');
  if (!input) throw new Error('there is no field');
  const write = async (text: string) => {
    input.value = text;
    input.dispatchEvent(new Event('input'));
    await flushPromises();
  };
  await write('Über Name');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(button('Rename').disabled).toBe(true);
  await write('leaders');
  document.querySelector('form')?.requestSubmit();
  await flushPromises();
  expect(asked.at(-1)).toMatchObject({ method: 'PUT', path, body: { alias: 'leaders' } });
  await click('Back to top');
  expect(asked.at(-1)).toMatchObject({ body: { alias: null } });
});

const page = {
  pluginId: 'tally',
  pluginName: 'Tally',
  path: '/top',
  title: 'Top',
  access: 'public',
  locales: { en: {} },
  routes: [
    {
      name: 'POST /notes',
      method: 'POST',
      path: '/notes',
      body: { type: 'object', required: ['text'], properties: { text: { type: 'string', title: 'Text' } } },
    },
  ],
  blocks: [
    { kind: 'form', title: 'Write a note', route: 'POST /notes', submit: 'Send', done: 'Written.' },
    {
      kind: 'table',
      title: 'Best',
      route: 'GET /top',
      columns: [
        { field: 'who', title: 'Who', as: 'member' },
        { field: 'where', title: 'Where', as: 'channel' },
        { field: 'role', title: 'Role', as: 'role' },
      ],
    },
  ],
} as unknown as PluginPage;

test("a form of a plugin's page shows what is wrong at its field, and is empty again once it was sent", async () => {
  let refuses = true;
  const asked = playHost({
    [`POST /guilds/${guildId}/plugins/tally/notes`]: () =>
      refuses
        ? {
            status: 400,
            body: {
              code: 'invalid_request',
              errors: [{ in: 'body', pointer: '/text', code: 'invalid', message: 'is too rude' }],
            },
          }
        : { body: null },
  });
  mountInDashboard(PluginPageBlocks, { guildId, page: { ...page, blocks: page.blocks.slice(0, 1) } }, [
    testRouter(),
  ]);
  await vi.dynamicImportSettled();
  await flushPromises();
  const input = document.querySelector<HTMLInputElement>('input, textarea');
  if (!input) throw new Error('there is no field');
  input.value = 'hello';
  input.dispatchEvent(new Event('input'));
  document.querySelector('form')?.requestSubmit();
  await flushPromises();
  expect(asked.at(-1)).toMatchObject({ method: 'POST', body: { text: 'hello' } });
  expect(shown()).toContain('is too rude');
  refuses = false;
  document.querySelector('form')?.requestSubmit();
  await flushPromises();
  expect(shown()).not.toContain('is too rude');
  expect(document.querySelector<HTMLInputElement>('input, textarea')?.value).toBe('');
});

test('a table names the ids that the host names, and shows the others as they are', async () => {
  const [member, channel, role, hidden] = ['1', '2', '3', '4'].map((end) => `30000000000000000${end}`);
  playHost({
    [`GET /guilds/${guildId}/pages/tally/data`]: () => ({
      body: {
        data: [
          { who: member, where: channel, role },
          { who: member, where: hidden, role },
        ],
        names: {
          members: { [String(member)]: { name: 'Ana', avatarUrl: null } },
          channels: { [String(channel)]: 'general' },
          roles: { [String(role)]: 'Team' },
        },
      },
    }),
  });
  mountInDashboard(PluginPageBlocks, { guildId, page: { ...page, blocks: page.blocks.slice(1) } }, [
    testRouter(),
  ]);
  await flushPromises();
  expect(shown()).toMatch(/Ana[\s\S]*#general[\s\S]*Team/);
  expect(shown()).toContain(hidden);
});
