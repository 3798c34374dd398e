import { signIn } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { csvRows } from '../src/imports/csv-rows.ts';
import { readExport } from '../src/imports/read-export.ts';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

const mod = '100000000000000009';

const zeppelin = (userId: string) =>
  JSON.stringify({
    cases: [
      {
        case_number: 1,
        user_id: userId,
        user_name: 'bob',
        mod_id: mod,
        mod_name: 'm',
        type: 4,
        created_at: '2021-03-04 05:06:07',
        is_hidden: false,
        pp_id: null,
        pp_name: null,
        notes: [{ mod_id: mod, mod_name: 'm', body: 'Spam', created_at: '2021-03-04 05:06:07' }],
      },
      {
        case_number: 2,
        user_id: userId,
        user_name: 'bob',
        mod_id: null,
        mod_name: null,
        type: 6,
        created_at: '2021-03-05 05:06:07',
        is_hidden: false,
        pp_id: null,
        pp_name: null,
        notes: [],
      },
      {
        case_number: 3,
        user_id: userId,
        user_name: 'bob',
        mod_id: mod,
        mod_name: 'm',
        type: 3,
        created_at: '2021-03-06 05:06:07',
        is_hidden: true,
        pp_id: null,
        pp_name: null,
        notes: [],
      },
      {
        case_number: 4,
        user_id: userId,
        user_name: 'bob',
        mod_id: mod,
        mod_name: 'm',
        type: 8,
        created_at: '2021-03-06 05:06:07',
        is_hidden: false,
        pp_id: null,
        pp_name: null,
        notes: [],
      },
    ],
  });

test('GIVEN exports of three bots WHEN they are read THEN cases are what they were, and what is none is counted', () => {
  const user = '200000000000000001';
  const read = readExport('zeppelin', zeppelin(user));
  expect(read.unread).toBe(1);
  expect(read.cases).toMatchObject([
    {
      theirId: '1',
      kind: 'warn',
      userId: user,
      moderatorId: mod,
      reason: 'Spam',
      at: Date.UTC(2021, 2, 4, 5, 6, 7),
    },
    { theirId: '2', kind: 'timeout', moderatorId: null, reason: null },
    { theirId: '3', kind: 'note', hidden: true },
  ]);
  const yagpdb = `id,created_at,updated_at,guild_id,user_id,author_id,author_username_discrim,message,logs_link\n7,2022-01-02 03:04:05.6+00,x,1,${user},${mod},m#1,"Rude, ""again""\nand again",\n8,x,x,1,nobody,${mod},m,hm,`;
  expect(readExport('yagpdb', yagpdb)).toEqual({
    cases: [
      {
        theirId: '7',
        kind: 'warn',
        userId: user,
        moderatorId: mod,
        reason: 'Rude, "again"\nand again',
        at: Date.UTC(2022, 0, 2, 3, 4, 5, 600),
        hidden: false,
      },
    ],
    unread: 1,
  });
  const rowboat = `1,${user},bob#1,${mod},m#1,tempban,None\n2,${user},bob#1,${mod},m#1,warning,Spam\n3,${user},b,${mod},m,temprole,x\n`;
  expect(readExport('rowboat', rowboat)).toMatchObject({
    cases: [
      { kind: 'ban', reason: null, at: null },
      { kind: 'warn', reason: 'Spam' },
    ],
    unread: 1,
  });
  expect(csvRows('a,"b\r\nc",\r\n\r\nd')).toEqual([['a', 'b\r\nc', ''], ['d']]);
  for (const [source, text] of [
    ['zeppelin', '{'],
    ['zeppelin', '[]'],
    ['yagpdb', 'a,b'],
    ['rowboat', 'hello'],
  ] as const) {
    expect(() => readExport(source, text)).toThrow();
  }
});

test('GIVEN an export WHEN it is read THEN nothing counts before it was compared and accepted, and nothing comes twice', async () => {
  const { guild, mod: moderator, bob, log } = await open.scene();
  await moderator.run('/warn', { user: bob, reason: 'Here' });
  const owner = await signIn(open.stage.guildhall, guild.owner);
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await owner.fetch(`/api/v1/guilds/${guild.id}/plugins/moderation${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    await open.stage.idle();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const read = await call('POST', '/imports', { source: 'zeppelin', text: zeppelin(bob.id) });
  expect(read.body).toMatchObject({ state: 'draft', cases: 3, unread: 1 });
  expect((await call('GET', `/imports/${read.body.id}/members`)).body).toEqual([
    { userId: bob.id, casesHere: 1, casesThere: 3, warningsHere: 1, warningsThere: 1, casesAfter: 4 },
  ]);
  expect((await call('GET', '/cases')).body.items).toHaveLength(1);

  expect((await call('POST', `/imports/${read.body.id}/accept`, { countWarnings: true })).status).toBe(204);
  expect((await call('POST', `/imports/${read.body.id}/accept`, {})).status).toBe(409);
  const { items } = (await call('GET', '/cases')).body;
  expect(items.map(({ number, kind, source }: Record<string, unknown>) => [number, kind, source])).toEqual([
    [4, 'note', 'import'],
    [3, 'timeout', 'import'],
    [2, 'warn', 'import'],
    [1, 'warn', 'command'],
  ]);
  expect((await call('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 2, cases: 3 });
  expect(bob.timedOutUntil).toBeNull();
  expect(await log()).toHaveLength(1);

  const again = await call('POST', '/imports', { source: 'zeppelin', text: zeppelin(bob.id) });
  await call('POST', `/imports/${again.body.id}/accept`, { countWarnings: true });
  expect((await call('GET', '/imports')).body).toMatchObject([
    { state: 'done', added: 0 },
    { state: 'done', added: 3 },
  ]);
  expect((await call('GET', '/cases')).body.items).toHaveLength(4);

  const unwanted = await call('POST', '/imports', { source: 'zeppelin', text: zeppelin(bob.id) });
  expect((await call('DELETE', `/imports/${unwanted.body.id}`)).status).toBe(204);
  expect((await call('POST', '/imports', { source: 'yagpdb', text: 'nonsense' })).body).toMatchObject({
    pluginCode: 'IMPORT_UNREADABLE',
  });
});
