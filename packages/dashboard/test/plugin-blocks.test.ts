import { ApiProblem } from '@guildhall/api-client';
import { flushPromises } from '@vue/test-utils';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Router } from 'vue-router';
import type { PageBlock, PluginPage } from '../src/api/index.ts';
import { markedSpans } from '../src/plugin-pages/marked-spans.ts';
import PluginPageBlocks from '../src/plugin-pages/PluginPageBlocks.vue';
import { pageAt } from '../src/plugin-pages/page-at.ts';
import type { Given, PageHost, Sent } from '../src/plugin-pages/page-context.ts';
import { holds, pathParams } from '../src/plugin-pages/record.ts';
import ToastRegion from '../src/ui/ToastRegion.vue';
import { mountInDashboard, testRouter } from './stage.ts';

const rows = [
  { id: '1', name: 'First', kind: 'warn', open: true },
  { id: '2', name: 'Second', kind: 'ban', open: false },
  { id: '3', name: 'Third', kind: 'ban', open: true },
];
const names = { members: {}, channels: {}, roles: {} };
const reason = { type: 'string', title: 'Reason', minLength: 1 };
const none = { type: 'object', properties: {} };
const list = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['warn', 'ban'] },
    text: { type: 'string' },
    cursor: { type: 'string' },
    sort: { type: 'string', enum: ['name', '-name'] },
  },
};
const route = (name: string, body: Record<string, unknown> | null = null, query: object = none) => {
  const [method, path = ''] = name.split(' ');
  return { name, method: method as 'GET', path, query: { ...query }, body };
};
const page: PluginPage = {
  pluginId: 'cases',
  pluginName: 'Cases',
  path: '/cases',
  title: 'Cases',
  access: 'manager',
  locales: { en: {} },
  routes: [
    route('GET /cases', null, list),
    route('GET /cases/{id}'),
    route('PUT /cases/{id}', { type: 'object', required: ['reason'], properties: { reason } }),
    route('DELETE /cases/{id}'),
    route('POST /cases/{id}/restore', { type: 'object', properties: { name: { type: 'string' } } }),
    route('POST /cases/close', { type: 'object', properties: { ids: { type: 'array' } } }),
    route('POST /cases/{id}/place', { type: 'object', properties: { to: { type: 'integer' } } }),
    route('POST /test', { type: 'object', properties: { text: { type: 'string', title: 'Text' } } }),
  ],
  blocks: [],
};
const table = (more: Partial<Extract<PageBlock, { kind: 'table' }>> = {}): PageBlock => ({
  kind: 'table',
  title: 'Cases',
  route: 'GET /cases',
  columns: [
    { field: 'name', title: 'Name' },
    { field: 'kind', title: 'Kind', as: 'badge', badges: { ban: { text: 'Banned', tone: 'danger' } } },
  ],
  ...more,
});

interface Called extends Sent {
  readonly name: string;
  readonly path: string;
}

let read: [string, Given][];
let called: Called[];
let router: Router;
let answers: Record<string, (sent: Sent) => unknown>;
let shows: (given: Given) => unknown;
let mounted: readonly { unmount(): void }[];

beforeEach(() => {
  [read, called, answers, mounted] = [[], [], {}, []];
  shows = () => rows;
  router = testRouter();
});
afterEach(() => {
  for (const each of mounted) each.unmount();
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function open(...blocks: PageBlock[]): Promise<void> {
  const host: PageHost = {
    async read(address, given) {
      read.push([address, given]);
      return { data: shows(given), names };
    },
    async call({ name }, path, sent) {
      called.push({ name, path, ...sent });
      return { data: answers[name]?.(sent), etag: name.startsWith('GET') ? '"7"' : undefined };
    },
  };
  mounted = [
    mountInDashboard(PluginPageBlocks, { guildId: '1', page: { ...page, blocks }, host }, [router]),
    mountInDashboard(ToastRegion),
  ];
  await settle();
}
async function settle(): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    await flushPromises();
    await vi.dynamicImportSettled();
  }
}
const shown = () => document.body.textContent ?? '';
function one(name: string, of = 'button, [role=menuitem], [role=tab], input[type=checkbox]'): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>(of)]
    .filter((each) => (each.getAttribute('aria-label') ?? each.textContent?.trim()) === name)
    .at(-1);
  if (!found) throw new Error(`there is no ${name} in: ${shown()}`);
  return found;
}
async function press(name: string): Promise<void> {
  one(name).click();
  await settle();
}
async function write(text: string): Promise<void> {
  const input = [...document.querySelectorAll<HTMLInputElement>('form input, form textarea')].at(-1);
  if (!input) throw new Error('there is no field');
  input.value = text;
  input.dispatchEvent(new Event('input'));
  await settle();
}

describe('a table', () => {
  test('asks its route for what the filters say, and keeps them in the address', async () => {
    await open(
      table({ search: 'text', filters: [{ query: 'kind', title: 'Kind', options: { ban: 'Bans' } }] }),
    );
    const select = document.querySelector('select');
    if (!select) throw new Error('there is no filter');
    expect([...select.options].map((option) => option.text)).toEqual(['All', 'Warn', 'Bans']);
    shows = () => [];
    select.value = 'ban';
    select.dispatchEvent(new Event('change'));
    await settle();
    expect(read.at(-1)).toEqual(['0', { params: {}, query: { kind: 'ban' } }]);
    expect(router.currentRoute.value.query).toEqual({ kind: 'ban' });
    expect(shown()).toContain('Nothing fits these filters.');
    await press('Show everything');
    expect(router.currentRoute.value.query).toEqual({});
  });

  test('is filtered by whom rows are about, also when they have left', async () => {
    vi.stubGlobal('fetch', async () => Response.json({ items: [] }));
    Element.prototype.scrollIntoView = () => {};
    await open(table({ filters: [{ query: 'text', title: 'About', as: 'member' }] }));
    await press('Choose somebody');
    const search = document.querySelector<HTMLInputElement>('[role=combobox]') ?? expect.fail('not open');
    search.value = '812345678901234567';
    search.dispatchEvent(new Event('input'));
    await settle();
    search.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await settle();
    expect(read.at(-1)).toEqual(['0', { params: {}, query: { text: '812345678901234567' } }]);
  });

  test('goes on where its route goes on, and sorts as the route does', async () => {
    shows = ({ query }) =>
      query.cursor ? { items: rows.slice(2), next: null } : { items: rows.slice(0, 2), next: 'two' };
    await open(table({ sort: 'sort' }));
    expect(shown()).not.toContain('Third');
    await press('Show more');
    expect(read.at(-1)?.[1].query).toEqual({ cursor: 'two' });
    expect(shown()).toMatch(/First[\s\S]*Third/);
    await press('Name');
    expect(router.currentRoute.value.query).toEqual({ sort: 'name' });
    expect(read.at(-1)?.[1].query).toEqual({ sort: 'name' });
    await press('Name');
    expect(router.currentRoute.value.query).toEqual({ sort: '-name' });
    // Only what the route knows can be sorted by.
    expect(() => one('Kind')).toThrow();
  });

  test('asks before it takes something away, names it, and offers to undo it', async () => {
    answers['DELETE /cases/{id}'] = () => ({ token: 't' });
    await open(
      table({
        actions: [
          {
            kind: 'action',
            title: 'Delete',
            route: 'DELETE /cases/{id}',
            params: { id: 'id' },
            danger: true,
            confirm: 'Delete “{name}”?',
            when: { field: 'open', is: [true] },
            done: '{name} is gone.',
            undo: { route: 'POST /cases/{id}/restore', params: { id: 'token' }, bodyFrom: { name: 'name' } },
          },
        ],
      }),
    );
    expect(() => one('Delete: Second')).toThrow();
    await press('Delete: Third');
    expect(shown()).toContain('Delete “Third”?');
    expect(called).toEqual([]);
    await press('Delete');
    expect(called).toEqual([{ name: 'DELETE /cases/{id}', path: '/cases/3', query: {}, ifMatch: undefined }]);
    expect(shown()).toContain('Third is gone.');
    await press('Undo');
    expect(called[1]).toMatchObject({ path: '/cases/t/restore', body: { name: 'Third' } });
  });

  test('changes a row with what is there, under its tag, and says what is wrong with which field', async () => {
    let refuses = true;
    answers['GET /cases/{id}'] = () => ({ reason: 'Old', other: 1 });
    answers['PUT /cases/{id}'] = () => {
      if (!refuses) return undefined;
      throw new ApiProblem({
        status: 409,
        code: 'plugin_refused',
        title: 'Refused',
        detail: 'No.',
        remedy: 'Try.',
        errors: [{ in: 'body', pointer: '/reason', code: 'refused', message: 'Too rude.' }],
      });
    };
    await open(
      table({
        actions: [
          {
            kind: 'action',
            title: 'Edit',
            route: 'PUT /cases/{id}',
            params: { id: 'id' },
            ask: ['reason'],
            value: { route: 'GET /cases/{id}', params: { id: 'id' } },
          },
        ],
      }),
    );
    await press('Edit: First');
    expect(document.querySelector<HTMLInputElement>('form input')?.value).toBe('Old');
    await write('New');
    await press('Edit');
    expect(called.at(-1)).toMatchObject({ path: '/cases/1', body: { reason: 'New' }, ifMatch: '"7"' });
    expect(shown()).toContain('Too rude.');
    refuses = false;
    await press('Edit');
    expect(document.querySelector('[role=dialog]')).toBeNull();
  });

  test('does something to many rows and says what became of each', async () => {
    answers['POST /cases/close'] = () => [
      { id: '1', ok: true },
      { id: '2', ok: false, problem: 'It is closed already.' },
    ];
    await open(
      table({ bulk: [{ kind: 'bulk', title: 'Close them', route: 'POST /cases/close', ids: 'ids' }] }),
    );
    await press('Choose all rows that are shown');
    await press('Choose Second');
    await press('Choose Second');
    expect(shown()).toContain('3 rows chosen');
    await press('Close them');
    expect(document.querySelector('[role=dialog]')?.textContent).toMatch(/First[\s\S]*Second[\s\S]*Third/);
    await press('Close them');
    expect(called[0]?.body).toEqual({ ids: ['1', '2', '3'] });
    expect(shown()).toContain('Done for 1 of 3.');
    expect(shown()).toMatch(/Second[\s\S]*It is closed already\./);
    expect(shown()).toMatch(/Third[\s\S]*The plugin did not say what became of it\./);
    await press('Close');
    expect(shown()).not.toContain('rows chosen');
  });

  test('leads to another page of the plugin', async () => {
    const link = { kind: 'link', title: 'Open', page: '/draws/{id}', params: { id: 'id' } } as const;
    await open(table({ actions: [link] }));
    await press('Open: Second');
    expect(router.currentRoute.value.path).toBe('/guilds/1/plugins/cases/pages/draws/2');
  });

  test('moves a row to the place before or after', async () => {
    await open(table({ move: { route: 'POST /cases/{id}/place', params: { id: 'id' }, position: 'to' } }));
    expect(one('Move First up').hasAttribute('disabled')).toBe(true);
    expect(one('Move Third down').hasAttribute('disabled')).toBe(true);
    await press('Move Second down');
    expect(called[0]).toMatchObject({ path: '/cases/2/place', body: { to: 2 } });
  });

  test('opens a row beside it, at an address of its own, with blocks of that row', async () => {
    shows = ({ params }) => (params.id ? { ...rows[1], reason: 'Spam' } : rows);
    await open(
      table({
        detail: {
          title: 'About {name}',
          blocks: [
            {
              kind: 'details',
              title: 'Case',
              route: 'GET /cases/{id}',
              params: { id: 'id' },
              shows: [{ field: 'reason', title: 'Reason' }],
            },
          ],
        },
      }),
    );
    await press('Second');
    expect(router.currentRoute.value.query).toEqual({ _row: '2' });
    expect(read.at(-1)).toEqual(['0.0', { params: { id: '2' }, query: {} }]);
    expect(shown()).toMatch(/About Second[\s\S]*Spam/);
    await press('Close');
    expect(router.currentRoute.value.query).toEqual({});
  });
});

test('a tester asks once somebody pauses, and shows the newest answer with its marks', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  answers['POST /test'] = ({ body }) => ({
    read: { text: (body as { text: string }).text, marks: [{ from: 0, to: 2, title: 'Word list' }] },
  });
  await open({
    kind: 'tester',
    title: 'Try',
    route: 'POST /test',
    ask: ['text'],
    shows: [{ field: 'read', title: 'As read', as: 'marked text' }],
  });
  await write('ba');
  await vi.advanceTimersByTimeAsync(200);
  await write('bad word');
  await vi.advanceTimersByTimeAsync(400);
  await settle();
  expect(called.map(({ body }) => body)).toEqual([{ text: 'bad word' }]);
  expect(document.querySelector('mark')?.textContent).toBe('ba (Word list)');
});

test('tabs show one group of blocks, by the address', async () => {
  await open({
    kind: 'tabs',
    tabs: [
      { title: 'One', blocks: [table({ title: 'Table of one' })] },
      { title: 'Two', blocks: [table({ title: 'Table of two' })] },
    ],
  });
  expect(shown()).toContain('Table of one');
  expect(read.map(([address]) => address)).toEqual(['0.0.0']);
  await router.push('/?tab=2');
  await settle();
  expect(shown()).toContain('Table of two');
  expect(read.at(-1)?.[0]).toBe('0.1.0');
});

test('a page with names in its path is found by an address, and one without goes before it', () => {
  const draws = { ...page, path: '/draws/{id}' };
  const latest = { ...page, path: '/draws/latest' };
  expect(pageAt([draws, latest], 'cases', '/draws/a7')).toEqual({ page: draws, params: { id: 'a7' } });
  expect(pageAt([draws, latest], 'cases', '/draws/latest')?.page).toBe(latest);
  expect(pageAt([draws], 'other', '/draws/a7')).toBeUndefined();
  expect(pathParams('/draws/{id}', '/draws/a/b')).toBeUndefined();
});

test('a button is there when its field says so', () => {
  expect(holds(undefined, {})).toBe(true);
  expect(holds({ field: 'state', is: ['open', 'paused'] }, { state: 'paused' })).toBe(true);
  expect(holds({ field: 'state', is: ['open'] }, {})).toBe(false);
  expect(holds({ field: 'endedAt', is: [null] }, {})).toBe(true);
  expect(holds({ field: 'state', not: ['open'] }, { state: 'open' })).toBe(false);
});

test('whatever is marked, the text itself is whole and in order', () => {
  const mark = fc.record({ from: fc.integer({ min: -5, max: 40 }), to: fc.integer({ min: -5, max: 40 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(mark, { maxLength: 8 }), (text, marks) => {
      const spans = markedSpans({ text, marks });
      expect(spans.map((span) => span.text).join('')).toBe(text);
    }),
  );
});
