import { block, RouteError } from '@guildhall/sdk';
import { manifestSchema } from '@guildhall/sdk/host';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, basics, definePlugin, manifestOf, type Stack, startStack, z } from './scene.ts';

const notes = definePlugin({
  ...basics,
  id: 'notes',
  data: {
    notes: {
      version: 1,
      schema: z.object({ id: z.string(), text: z.string(), by: z.string(), pinned: z.boolean() }),
      key: ['id'],
      personal: ['by'],
    },
  },
});
const row = z.object({ id: z.string(), text: z.string() });
const list = notes.route(
  'GET /notes',
  {
    access: 'public',
    query: z.object({ limit: z.int().min(1).max(50).default(10), pinned: z.boolean().optional() }),
    returns: z.array(row),
  },
  (ctx, { query }) =>
    ctx.data.notes.find(query.pinned === undefined ? {} : { pinned: query.pinned }).limit(query.limit),
);
const one = notes.route('GET /notes/{id}', { access: 'member', returns: row }, async (ctx, { params }) => {
  const note = await ctx.data.notes.findOne({ id: params.id });
  if (!note) throw new RouteError(404, 'NOTE_UNKNOWN', 'There is no such note.');
  return note;
});
const count = notes.route(
  'GET /notes/count',
  { access: 'member', returns: z.object({ count: z.int() }) },
  async (ctx) => ({ count: await ctx.data.notes.count() }),
);
const add = notes.route(
  'POST /notes',
  {
    access: 'manager',
    body: z.object({ id: z.string().max(10), text: z.string().min(1), pinned: z.boolean().default(false) }),
  },
  async (ctx, { body }) => {
    await ctx.data.notes.insertOne({ ...body, by: ctx.actor?.userId ?? '' });
  },
);
const broken = notes.route('GET /broken', { access: 'member', returns: z.object({ n: z.int() }) }, () => ({
  n: 1.5,
}));
interface Circle {
  self?: Circle;
}
const circle = notes.route('GET /circle', { access: 'member', returns: z.any() }, () => {
  const answer: Circle = {};
  answer.self = answer;
  return answer;
});
const huge = notes.route('GET /huge', { access: 'member', returns: z.any() }, () => ({ n: [7n] }));
const page = notes.page('/notes', {
  title: 'Notes',
  access: 'manager',
  blocks: [
    block.markdown('**All** notes.'),
    block.stat(count, { title: 'Notes', value: 'count' }),
    block.table(list, { title: 'Notes', columns: [{ field: 'text', title: 'Text' }], query: { limit: 5 } }),
    block.form(add, { title: 'Add a note', submit: 'Add' }),
  ],
});
const plugin = notes.build(list, one, count, add, broken, circle, huge, page);

describe('routes and pages', () => {
  let stack: Stack;
  let guildId: string;
  beforeAll(async () => {
    stack = await startStack([plugin]);
    const guild = stack.discord.guild('Routes');
    await stack.idle();
    await stack.install(guild, 'notes');
    guildId = guild.id;
  });
  afterAll(() => stack.close());

  const call = (
    method: string,
    path: string,
    more: Partial<Parameters<Stack['host']['callRoute']>[0]> = {},
  ) =>
    stack.host.callRoute({
      guildId,
      pluginId: 'notes',
      method,
      path,
      actor: { userId: '5' },
      access: 'admin',
      ...more,
    });

  it('GIVEN a manager WHEN they add a note THEN anybody can read it, and only declared fields are answered', async () => {
    expect(await call('POST', '/notes', { access: 'manager', body: { id: 'a b', text: 'hello' } })).toEqual({
      ok: true,
      status: 204,
      body: undefined,
    });
    expect(await call('GET', '/notes', { access: 'public', query: { limit: '3', pinned: 'false' } })).toEqual(
      {
        ok: true,
        status: 200,
        body: [{ id: 'a b', text: 'hello' }],
      },
    );
    expect(await call('GET', '/notes/a%20b')).toMatchObject({ ok: true, body: { id: 'a b', text: 'hello' } });
    // A literal path is closer than one with a name.
    expect(await call('GET', '/notes/count')).toMatchObject({ ok: true, body: { count: 1 } });
  });

  it('GIVEN less access than asked for THEN the call is refused before the plugin runs', async () => {
    expect(await call('POST', '/notes', { access: 'member', body: { id: 'x', text: 'x' } })).toMatchObject({
      status: 403,
      code: 'ACCESS_DENIED',
    });
    const stranger = await stack.host.callRoute({
      guildId,
      pluginId: 'notes',
      method: 'GET',
      path: '/notes/x',
      access: 'public',
    });
    expect(stranger).toMatchObject({ status: 401, code: 'SIGN_IN_REQUIRED' });
  });

  it('GIVEN a request that does not fit THEN each mistake is pointed at', async () => {
    expect(await call('GET', '/notes', { query: { limit: '99', colour: 'red' } })).toMatchObject({
      status: 400,
      code: 'REQUEST_INVALID',
      issues: [{ pointer: '/query/colour' }, { pointer: '/query/limit' }],
    });
    expect(await call('POST', '/notes', { body: { id: 7 } })).toMatchObject({
      issues: [{ pointer: '/body/text' }, { pointer: '/body/id' }],
    });
    expect(await call('GET', '/notes', { body: {} })).toMatchObject({ issues: [{ pointer: '/body' }] });
    expect(await call('GET', '/notes/none')).toMatchObject({
      status: 404,
      code: 'REFUSED_BY_PLUGIN',
      pluginCode: 'NOTE_UNKNOWN',
    });
    expect(await call('PUT', '/notes')).toMatchObject({ status: 404, code: 'ROUTE_UNKNOWN' });
    expect(await call('GET', '/notes/%E0%A4%A')).toMatchObject({ status: 404, code: 'ROUTE_UNKNOWN' });
    expect(await stack.host.installations.get(guildId, 'notes')).toMatchObject({ problems: [] });
  });

  it('GIVEN an answer that was not declared THEN it stays inside, and admins see a problem', async () => {
    const outcome = await call('GET', '/broken');
    expect(outcome).toMatchObject({ ok: false, status: 500, code: 'ROUTE_FAILED' });
    await stack.idle();
    const installation = await stack.host.installations.get(guildId, 'notes');
    expect(installation?.problems[0]?.message).toContain('answered what it did not declare');
  });

  it.each([
    ['/circle', /answered what JSON can’t say: it holds itself: answer with the fields/],
    ['/huge', /answered what JSON can’t say: it holds a big integer: .*String\(n\)/],
  ])(
    'GIVEN an answer that JSON can’t say (%s) THEN its author is told why, and what to do',
    async (path, says) => {
      expect(await call('GET', path)).toMatchObject({ status: 500, code: 'ROUTE_FAILED' });
      await stack.idle();
      const found = await stack.host.installations.get(guildId, 'notes');
      expect(found?.problems.find(({ piece }) => piece === `route GET ${path}`)?.message).toMatch(says);
    },
  );

  it('GIVEN a disabled plugin THEN its routes are gone', async () => {
    await stack.host.installations.setEnabled(guildId, 'notes', false, admin);
    expect(await call('GET', '/notes')).toMatchObject({ status: 404, code: 'PLUGIN_OFF' });
    await stack.host.installations.setEnabled(guildId, 'notes', true, admin);
    expect(await call('GET', '/notes')).toMatchObject({ ok: true });
  });

  it('the manifest says everything that API and dashboard need', () => {
    const manifest = manifestOf(plugin);
    expect(manifestSchema.parse(manifest)).toEqual(manifest);
    expect(manifest.pieces.find((piece) => piece.kind === 'page')).toMatchObject({
      name: '/notes',
      blocks: [
        { kind: 'markdown', text: '**All** notes.' },
        { kind: 'stat', route: 'GET /notes/count', value: 'count' },
        { kind: 'table', route: 'GET /notes', query: { limit: 5 } },
        { kind: 'form', route: 'POST /notes' },
      ],
    });
  });
});
