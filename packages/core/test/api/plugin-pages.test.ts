import { block, definePlugin, field, RouteError, z } from '@guildhall/sdk';
import { describePlugin, type Manifest } from '@guildhall/sdk/host';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Installation } from '../../src/installations/types.ts';
import type { RouteCall, RouteOutcome } from '../../src/runtime/index.ts';
import { ids } from './memory-services.ts';
import { startTestHost, type TestHost } from './start-test-host.ts';

const cases = definePlugin({
  id: 'cases',
  name: 'Cases',
  description: 'Cases of members.',
  category: 'moderation',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
const row = z.object({ id: z.string(), userId: z.string() });
const list = cases.route(
  'GET /cases',
  {
    access: 'public',
    query: z.object({
      of: z.string().optional(),
      open: z.boolean().default(true),
      cursor: z.string().optional(),
    }),
    returns: z.object({ items: z.array(row), next: z.string().nullable() }),
  },
  () => ({ items: [], next: null }),
);
const one = cases.route('GET /cases/{id}', { access: 'public', returns: row }, () => ({
  id: '',
  userId: '',
}));
const note = cases.route(
  'POST /cases',
  { access: 'manager', body: z.object({ text: z.string() }) },
  () => undefined,
);
const takeOver = cases.route(
  'POST /exports/{bot}',
  { access: 'manager', body: z.object({ file: field.file({ maxLength: 100_000 }) }) },
  () => undefined,
);
const hide = cases.route('DELETE /cases/{id}', { access: 'manager' }, () => undefined);
const page = cases.page('/of/{member}', {
  title: 'Cases',
  access: 'public',
  blocks: [
    block.tabs([
      {
        title: 'Other',
        blocks: [
          block.markdown('Nothing.'),
          block.actions([block.action(note, { title: 'New', ask: true })], { title: 'Do' }),
        ],
      },
      {
        title: 'Cases',
        blocks: [
          block.table(list, {
            title: 'Cases',
            query: { open: true },
            queryFrom: { of: 'member' },
            columns: [{ field: 'userId', title: 'Member', as: 'member' }],
            create: block.action(note, { title: 'New', ask: true }),
            actions: [block.action(hide, { title: 'Hide', params: { id: 'id' }, danger: true })],
            detail: {
              title: '{id}',
              blocks: [
                block.details(one, {
                  title: 'Case',
                  params: { id: 'id' },
                  shows: [{ field: 'userId', title: 'Member', as: 'member' }],
                  actions: [block.action(hide, { title: 'Hide', params: { id: 'id' } })],
                }),
              ],
            },
          }),
        ],
      },
    ]),
  ],
});
const plugin = cases.build(list, one, note, takeOver, hide, page);
const manifest: Manifest = describePlugin(plugin, { package: 'cases', version: '1.0.0', sdk: '*' });

let host: TestHost;
let called: RouteCall[];
let outcome: (call: RouteCall) => RouteOutcome;

beforeAll(async () => {
  host = await startTestHost();
});
afterAll(() => host.close());
beforeEach(() => {
  called = [];
  outcome = () => ({ ok: true, status: 204, body: undefined });
  vi.spyOn(host.services, 'callRoute').mockImplementation(async (call) => {
    called.push(call);
    return outcome(call);
  });
});
afterEach(() => vi.restoreAllMocks());

describe('what a call of a route may carry', () => {
  const path = `/guilds/${ids.cafe}/plugins/leveling/cases`;

  it('a key: it is done once, however often it is sent, by each who is signed in', async () => {
    const send = async (userId: string | undefined, text: string) =>
      host.ask(path, {
        method: 'POST',
        ...(userId ? { cookie: await host.cookieOf(userId) } : {}),
        headers: { 'idempotency-key': 'k1' },
        json: { text },
      });
    for (let sent = 0; sent < 3; sent += 1) expect((await send(ids.ana, 'hello')).status).toBe(204);
    expect(called).toHaveLength(1);
    expect(await (await send(ids.ana, 'bye')).json()).toMatchObject({ code: 'idempotency_key_reused' });
    expect((await send(ids.bob, 'hello')).status).toBe(204);
    expect(called.map(({ actor }) => actor?.userId)).toEqual([ids.ana, ids.bob]);
    // Strangers have no keys of their own: theirs are not kept.
    await send(undefined, 'hello');
    await send(undefined, 'hello');
    expect(called).toHaveLength(4);
  });

  it('a file: as much as its field may hold, by those who may call its route', async () => {
    const installation = { state: 'enabled', version: { manifest } } as unknown as Installation;
    vi.spyOn(host.services.installations, 'get').mockResolvedValue(installation);
    const send = async (userId: string, size: number, to = 'exports/zeppelin') =>
      (
        await host.ask(`/guilds/${ids.cafe}/plugins/leveling/${to}`, {
          method: 'POST',
          cookie: await host.cookieOf(userId),
          json: { file: 'x'.repeat(size) },
        })
      ).status;
    expect(await send(ids.ana, 500_000)).toBe(204);
    expect(called).toHaveLength(1);
    expect(await send(ids.ana, 600_000)).toBe(413);
    expect(await send(ids.ana, 500_000, 'cases')).toBe(413);
    // A member may not call it.
    expect(await send(ids.dan, 500_000)).toBe(413);
    expect(called).toHaveLength(1);
  });

  it('the tag of what was read: the plugin gets it back', async () => {
    outcome = ({ revision }) =>
      revision === undefined
        ? { ok: true, status: 200, body: { revision: 4 }, revision: 4 }
        : { ok: false, status: 428, code: 'REVISION_REQUIRED', message: 'No.' };
    const cookie = await host.cookieOf(ids.ana);
    const read = await host.ask(`${path}/1`, { cookie });
    expect(read.headers.get('etag')).toBe('"4"');
    const change = (tag: string) =>
      host.ask(`${path}/1`, { method: 'PUT', cookie, headers: { 'if-match': tag }, json: {} });
    expect(await (await change('"4"')).json()).toMatchObject({ status: 428, code: 'precondition_required' });
    expect(called.at(-1)?.revision).toBe(4);
    expect((await change('seven')).status).toBe(400);
    expect(called).toHaveLength(2);
  });

  it('a language: the plugin’s own words are in it, beside the field that they are about', async () => {
    const error = new RouteError(
      409,
      'NAME_TAKEN',
      { en: 'There is one.', fr: 'Il y en a un.' },
      { remedy: 'Take another.', fields: { 'rule/name': { en: 'Taken.', fr: 'Pris.' } } },
    );
    outcome = () => ({
      ok: false,
      status: 409,
      code: 'REFUSED_BY_PLUGIN',
      message: error.summary,
      pluginCode: error.code,
      texts: JSON.parse(error.texts),
    });
    const cookie = await host.cookieOf(ids.ana);
    const said = async (language: string) =>
      (
        await host.ask(path, { method: 'POST', cookie, headers: { 'accept-language': language }, json: {} })
      ).json();
    expect(await said('fr')).toMatchObject({
      status: 409,
      code: 'plugin_refused',
      pluginCode: 'NAME_TAKEN',
      detail: 'Il y en a un.',
      remedy: 'Take another.',
      errors: [{ in: 'body', pointer: '/rule/name', message: 'Pris.' }],
    });
    expect(await said('en')).toMatchObject({ detail: 'There is one.', errors: [{ message: 'Taken.' }] });
  });
});

describe('a page with tabs, drawers and names in its path', () => {
  beforeEach(() => {
    const installation = {
      guildId: ids.cafe,
      pluginId: 'cases',
      state: 'enabled',
      version: { manifest },
    } as unknown as Installation;
    vi.spyOn(host.services.installations, 'get').mockResolvedValue(installation);
    vi.spyOn(host.services.installations, 'list').mockResolvedValue([installation]);
  });
  const read = async (block: string, given: unknown, userId?: string) => {
    const query = new URLSearchParams({ page: '/of/{member}', block, given: JSON.stringify(given) });
    const cookie = userId ? { cookie: await host.cookieOf(userId) } : {};
    const response = await host.ask(`/guilds/${ids.cafe}/pages/cases/data?${query}`, cookie);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  it('reads a block where it stands, with what it belongs to; what the plugin has fixed stays', async () => {
    outcome = () => ({ ok: true, status: 200, body: { items: [{ id: '1', userId: ids.ana }], next: null } });
    const given = { params: {}, query: { of: '7', open: 'false', cursor: 'c' } };
    expect(await read('0.1.0', given, ids.dan)).toMatchObject({
      status: 200,
      body: { names: { members: { [ids.ana]: { name: 'Ana' } } } },
    });
    expect(called[0]).toMatchObject({
      method: 'GET',
      path: '/cases',
      query: { of: '7', open: 'true', cursor: 'c' },
      access: 'member',
    });
    outcome = () => ({ ok: true, status: 200, body: { id: 'a/b', userId: ids.bob } });
    await read('0.1.0.0', { params: { id: 'a/b' } });
    expect(called[1]).toMatchObject({ path: '/cases/a%2Fb', access: 'public' });
  });

  it('asks the plugin in the language that the caller asks for, if any', async () => {
    outcome = () => ({ ok: true, status: 200, body: { items: [], next: null } });
    const of = new URLSearchParams({ page: '/of/{member}', block: '0.1.0' });
    const cookie = await host.cookieOf(ids.dan);
    for (const language of ['fr-CA,fr;q=0.9', 'en', 'de', '*']) {
      const headers = { 'accept-language': language };
      await host.ask(`/guilds/${ids.cafe}/pages/cases/data?${of}`, { cookie, headers });
      await host.ask(`/guilds/${ids.cafe}/plugins/cases/cases`, { cookie, headers });
    }
    const languages = called.map(({ language }) => language);
    expect(languages).toEqual(['fr', 'fr', 'en', 'en', undefined, undefined, undefined, undefined]);
  });

  it('tells no stranger the name of an id of their choice', async () => {
    outcome = () => ({ ok: true, status: 200, body: { id: ids.bob, userId: ids.bob } });
    const asked = { params: { id: ids.bob } };
    const answer = await read('0.1.0.0', asked);
    expect(answer.status).toBe(200);
    expect(answer.body.names).toHaveProperty('members', {});
    expect(await read('0.1.0.0', { params: { id: 'latest' } })).toMatchObject({
      body: { names: { members: { [ids.bob]: { name: 'Bob' } } } },
    });
    expect(await read('0.1.0.0', asked, ids.dan)).toMatchObject({
      body: { names: { members: { [ids.bob]: { name: 'Bob' } } } },
    });
  });

  it('tells members, not strangers, the names of those who have left; and of nobody whom they only ask for', async () => {
    const gone = '300000000000000404';
    outcome = () => ({ ok: true, status: 200, body: { id: 'latest', userId: gone } });
    const names = async (id: string, userId?: string) =>
      (await read('0.1.0.0', { params: { id } }, userId)).body.names;
    expect(await names('latest', ids.dan)).toMatchObject({ members: { [gone]: { name: 'gone' } } });
    expect(await names('latest')).toHaveProperty('members', {});
    expect(await names(gone, ids.dan)).toHaveProperty('members', {});
  });

  it.each([
    ['0.0.0', {}, 404],
    ['0', {}, 404],
    ['0.1.0.9', {}, 404],
    ['0.1.0', { params: { id: 7 } }, 400],
    ['0.1.0', 'nothing', 400],
    ['x', {}, 400],
  ])('refuses to read %s with %j', async (address, given, status) => {
    expect((await read(address, given, ids.dan)).status).toBe(status);
    expect(called).toEqual([]);
  });

  it('shows nobody a button that they may not press, and keeps every block in its place', async () => {
    const seen = async (userId?: string) => {
      const cookie = userId ? { cookie: await host.cookieOf(userId) } : {};
      const { items } = (await (await host.ask(`/guilds/${ids.cafe}/pages`, cookie)).json()) as {
        items: { blocks: { tabs: { blocks: Record<string, unknown>[] }[] }[]; routes: { name: string }[] }[];
      };
      const [other, main] = items[0]?.blocks[0]?.tabs ?? [];
      return {
        alone: other?.blocks[1],
        table: main?.blocks[0],
        routes: items[0]?.routes.map(({ name }) => name),
      };
    };
    const manager = await seen(ids.chloe);
    expect(manager.table).toMatchObject({
      create: { title: 'New', ask: ['text'] },
      actions: [{ title: 'Hide' }],
    });
    expect(manager.alone).toMatchObject({ kind: 'actions', actions: [{ title: 'New' }] });
    expect(manager.routes).toEqual(['GET /cases', 'GET /cases/{id}', 'POST /cases', 'DELETE /cases/{id}']);
    for (const userId of [ids.dan, undefined]) {
      const { alone, table, routes } = await seen(userId);
      expect(alone).toMatchObject({ kind: 'actions', title: 'Do', actions: [] });
      expect(table).toMatchObject({ actions: [], detail: { blocks: [{ kind: 'details', actions: [] }] } });
      expect(table).not.toHaveProperty('create');
      expect(routes).toEqual(['GET /cases', 'GET /cases/{id}']);
    }
  });
});
