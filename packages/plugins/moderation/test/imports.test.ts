import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf } from './api-client.ts';
import { redModLog, redWarnings, theirMod, zeppelinExport, zeppelinNote } from './exports.ts';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;
let as: ReturnType<typeof apiOf>;

beforeAll(async () => {
  open = await startModeration();
  as = apiOf(open.stage);
});
afterAll(() => open.stage.close());

test('GIVEN an export WHEN it is read THEN it is shown side by side, and counts only as it was accepted, once', async () => {
  const { guild, mod, bob, log } = await open.scene();
  await mod.run('/warn', { user: bob, reason: 'Here' });
  const now = new Date(open.stage.discord.world.now()).toISOString();
  const file = zeppelinExport([
    { user_id: bob.id, notes: [zeppelinNote('Spam'), zeppelinNote('Sorry')] },
    { user_id: bob.id, type: 6, mod_id: guild.owner.id },
    { user_id: bob.id, type: 8, notes: [zeppelinNote('A mistake')] },
    { user_id: bob.id, created_at: now, notes: [zeppelinNote('Seen by two')] },
    { user_id: 'nobody' },
  ]);
  const api = await as(guild.owner);
  const read = (await api('POST', '/imports', { source: 'zeppelin', file })).body;
  expect(read).toMatchObject({ state: 'draft', cases: 5, unread: 1, canUndo: false });
  expect((await api('GET', `/imports/${read.id}/totals`)).body).toMatchObject({
    ...{ new: 4, conflict: 1, same: 0, known: 0, unknown: 1, unread: 1 },
    from: Date.UTC(2021, 2, 1, 5, 6, 7),
    moderatorsGone: [theirMod],
  });
  expect((await api('GET', `/imports/${read.id}/members`)).body).toEqual([
    {
      userId: bob.id,
      ...{ casesHere: 1, casesThere: 5, pointsHere: 1, pointsThere: 2 },
      ...{ new: 4, same: 0, conflict: 1, unknown: 1 },
    },
  ]);
  expect((await api('GET', `/imports/${read.id}/cases?verdict=conflict`)).body.items).toMatchObject([
    { reason: 'Seen by two', here: '#1 Here' },
  ]);
  expect((await api('GET', `/imports/${read.id}/refusals`)).body.items).toMatchObject([
    { place: 'cases[4]', why: 'user' },
  ]);
  expect((await api('GET', '/cases')).body.items).toHaveLength(1);

  const wishes = { unknownAsNotes: true, kinds: ['warn', 'note'] };
  expect((await api('POST', `/imports/${read.id}/accept`, wishes)).status).toBe(204);
  expect((await api('POST', `/imports/${read.id}/accept`, wishes)).status).toBe(409);
  const { items } = (await api('GET', '/cases')).body;
  expect(
    items.map(({ number, kind, sourceName, reason }: Record<string, unknown>) => [
      ...[number, kind, sourceName, reason],
    ]),
  ).toEqual([
    [4, 'note', 'Zeppelin 1:note:1', 'Sorry'],
    [3, 'note', 'Zeppelin 3', '[deleted] A mistake'],
    [2, 'warn', 'Zeppelin 1', 'Spam'],
    [1, 'warn', null, 'Here'],
  ]);
  // Warnings were not to count; nothing is news.
  expect((await api('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 1, cases: 4 });
  expect(await log()).toHaveLength(1);

  const again = (await api('POST', '/imports', { source: 'zeppelin', file })).body;
  expect(again).toMatchObject({ id: read.id, state: 'done', added: 3, left: 2, progress: '5 / 5' });
  // A later export of the same bot: what came before is known by its name.
  const later = zeppelinExport([
    { user_id: bob.id, notes: [zeppelinNote('Edited since')] },
    { user_id: bob.id, case_number: 9, type: 5, created_at: '2021-03-01 05:06:30' },
  ]);
  const second = (await api('POST', '/imports', { source: 'zeppelin', file: later })).body;
  await api('POST', `/imports/${second.id}/accept`, {});
  expect((await api('GET', '/imports')).body).toContainEqual(
    expect.objectContaining({ id: second.id, state: 'done', added: 1, left: 1 }),
  );
  expect((await api('GET', '/cases/5')).body).toMatchObject({ kind: 'kick', sourceName: 'Zeppelin 9' });
});

test('GIVEN warnings that shall count WHEN they are taken over THEN no step is taken for them, only those behind them', async () => {
  const { guild, mod, bob } = await open.scene({
    escalations: [
      { points: 3, action: 'timeout', duration: 60_000 },
      { points: 5, action: 'kick' },
    ],
  });
  const api = await as(guild.owner);
  const { body } = await api('POST', '/imports', { source: 'red', file: redWarnings(guild.id, bob.id) });
  await api('POST', `/imports/${body.id}/accept`, { countWarnings: true });
  expect((await api('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 4, warnings: 2 });
  expect(bob.timedOutUntil).toBeNull();
  // The other file tells of the same warning: it is here.
  const modLog = await api('POST', '/imports', { source: 'red', file: redModLog(guild.id, bob.id) });
  expect((await api('GET', `/imports/${modLog.body.id}/totals`)).body).toMatchObject({
    ...{ same: 1, new: 2, unknown: 1, elsewhere: 1 },
  });
  await mod.run('/warn', { user: bob });
  expect(bob.isMember).toBe(false);
  expect((await api('GET', '/cases')).body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...['kick', 'warn', 'warn', 'warn'],
  ]);
});

test('GIVEN an import WHEN it is undone THEN nothing of it is left, unless somebody has built on it', async () => {
  const { guild, mod, ana, bob } = await open.scene({ escalations: [{ points: 2, action: 'kick' }] });
  await mod.run('/note', { user: ana, text: 'Mine' });
  const api = await as(guild.owner);
  const file = zeppelinExport([{ user_id: bob.id }, { user_id: bob.id }, { user_id: ana.id, type: 3 }]);
  const take = async () => {
    const { body } = await api('POST', '/imports', { source: 'zeppelin', file });
    await api('POST', `/imports/${body.id}/accept`, { countWarnings: true });
    return body.id as string;
  };
  const id = await take();
  expect((await api('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 2 });
  expect((await api('POST', `/imports/${id}/undo`)).status).toBe(204);
  expect((await api('GET', '/imports')).body).toMatchObject([{ state: 'undone', added: 0 }]);
  expect((await api('GET', '/cases')).body.items).toMatchObject([{ number: 1 }]);
  // The step that those points stood on can be reached again, by warnings that count.
  await mod.run('/warn', { user: bob });
  expect(bob.isMember).toBe(true);

  expect(await take()).toBe(id);
  await mod.run('/case edit', { number: 8, reason: 'Clearer' });
  const refused = await api('POST', `/imports/${id}/undo`);
  expect(refused).toMatchObject({ status: 409, body: { pluginCode: 'IMPORT_BUILT_ON' } });
  expect(refused.body.detail ?? refused.body.title).toContain('8');
  expect((await api('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 3 });
});

test('GIVEN conflicts that are wanted, cases that are the same, and a hidden warning THEN each is taken over as it should be', async () => {
  const { guild, mod, ana, bob } = await open.scene({ escalations: [] });
  await mod.run('/warn', { user: bob, reason: 'Here' });
  await mod.run('/note', { user: ana, text: 'Known' });
  const now = new Date(open.stage.discord.world.now()).toISOString();
  const file = zeppelinExport([
    { user_id: bob.id, created_at: now, notes: [zeppelinNote('Seen by two')] },
    { user_id: ana.id, created_at: now, type: 3, notes: [zeppelinNote('Known')] },
    { user_id: bob.id, is_hidden: true },
    { user_id: bob.id, type: 2 },
  ]);
  const api = await as(guild.owner);
  const { body } = await api('POST', '/imports', { source: 'zeppelin', file });
  const wishes = { conflictsToo: true, countWarnings: true, kinds: ['warn', 'note'] };
  for (const path of ['', `/${body.id}/totals`]) {
    expect((await (await as(mod))('GET', `/imports${path}`)).status).toBe(403);
  }
  for (const path of ['accept', 'undo']) {
    const refused = await (await as(mod))('POST', `/imports/${body.id}/${path}`, wishes);
    expect(refused.status).toBe(403);
  }
  await api('POST', `/imports/${body.id}/accept`, wishes);
  expect((await api('GET', '/imports')).body).toMatchObject([{ added: 2, left: 2 }]);
  // The one here and the conflicting one; the hidden one is a case without points.
  expect((await api('GET', `/members/${bob.id}`)).body).toMatchObject({ points: 2 });
});

test('GIVEN warnings of an import WHEN one was taken back, or somebody was warned since, THEN it can’t be undone', async () => {
  const { guild, mod, ana, bob } = await open.scene({
    escalations: [{ points: 2, action: 'timeout', duration: 60_000 }],
  });
  const api = await as(guild.owner);
  const take = async (userId: string, number: number) => {
    const file = zeppelinExport([1, 2].map((index) => ({ user_id: userId, case_number: number + index })));
    const { body } = await api('POST', '/imports', { source: 'zeppelin', file });
    await api('POST', `/imports/${body.id}/accept`, { countWarnings: true });
    return body.id as string;
  };
  const undo = async (id: string) => (await api('POST', `/imports/${id}/undo`)).body?.pluginCode ?? 'undone';
  const taken = await take(ana.id, 10);
  await mod.run('/warnings remove', { number: 1 });
  expect(await undo(taken)).toBe('IMPORT_BUILT_ON');
  const warned = await take(bob.id, 20);
  await open.stage.advance('1s');
  await mod.run('/warn', { user: bob });
  expect(await undo(warned)).toBe('IMPORT_BUILT_ON');
  // Undone, the steps that its points stood on are free, for warnings that are given here.
  const carl = guild.member('carl');
  await open.stage.idle();
  expect(await undo(await take(carl.id, 30))).toBe('undone');
  await mod.run('/warn', { user: carl });
  expect(carl.timedOutUntil).toBeNull();
  await mod.run('/warn', { user: carl });
  expect(carl.timedOutUntil).not.toBeNull();
});

test('GIVEN a staged import WHEN it is forgotten, or its week is over, THEN nothing is kept, and no undo is offered', async () => {
  const { guild, bob } = await open.scene();
  const api = await as(guild.owner);
  const file = (number: number) => zeppelinExport([{ user_id: bob.id, case_number: number }]);
  const send = async (number: number) =>
    (await api('POST', '/imports', { source: 'zeppelin', file: file(number) })).body.id as string;
  const dropped = await send(1);
  expect((await api('DELETE', `/imports/${dropped}`)).status).toBe(204);
  expect((await api('GET', `/imports/${dropped}/totals`)).status).toBe(404);
  const done = await send(2);
  await api('POST', `/imports/${done}/accept`, {});
  const staged = await send(3);
  await open.stage.advance('7d');
  await open.stage.advance('7h');
  // Sessions have ended meanwhile.
  as = apiOf(open.stage);
  const later = await as(guild.owner);
  expect((await later('GET', '/imports')).body).toMatchObject([{ id: done, canUndo: false }]);
  expect((await later('GET', `/imports/${staged}/members`)).body).toEqual([]);
  expect((await later('POST', `/imports/${done}/undo`)).body).toMatchObject({
    pluginCode: 'IMPORT_NOT_DONE',
  });
  expect((await later('GET', '/cases')).body.items).toHaveLength(1);
});

test('GIVEN a large export, a wrong one, and a moderator WHEN they come THEN only what may is read', async () => {
  const { guild, mod, bob } = await open.scene();
  const api = await as(guild.owner);
  const many = Array.from({ length: 700 }, (_, index) => ({
    user_id: bob.id,
    case_number: index + 1,
    created_at: '2021-03-04 05:06:07',
    notes: [zeppelinNote('x'.repeat(500))],
  }));
  const file = zeppelinExport(many);
  expect(file.length).toBeGreaterThan(600_000);
  const { body } = await api('POST', '/imports', { source: 'zeppelin', file });
  await api('POST', `/imports/${body.id}/accept`, { countWarnings: true });
  expect((await api('GET', '/imports')).body).toMatchObject([{ state: 'done', added: 700 }]);
  expect((await api('GET', '/cases?limit=1')).body.items).toMatchObject([
    { number: 700, sourceName: 'Zeppelin 700' },
  ]);
  const table = await api('POST', '/imports', { source: 'csv', file: `userId,kind\n${bob.id},ban\n` });
  const [unnumbered] = (await api('GET', `/imports/${table.body.id}/cases`)).body.items;
  expect(unnumbered).toMatchObject({ theirId: null, kind: 'ban' });
  await api('POST', `/imports/${table.body.id}/accept`, {});
  expect((await api('GET', '/cases?limit=1')).body.items).toMatchObject([{ number: 701, sourceName: 'CSV' }]);
  const wrong = await api('POST', '/imports', { source: 'yagpdb', file: 'nonsense' });
  expect(wrong.body).toMatchObject({ status: 400, pluginCode: 'IMPORT_UNREADABLE' });
  expect((await (await as(mod))('POST', '/imports', { source: 'csv', file: 'x' })).status).toBe(403);
});
