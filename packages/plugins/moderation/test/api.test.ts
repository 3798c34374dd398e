import { type SignedIn, signIn, type VirtualMember } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cell } from '../src/cases/csv.ts';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what a route answers is what the test is about
  readonly body: any;
}

const known = new Map<string, SignedIn>();

/** The API as somebody may use it. */
async function as(member: VirtualMember) {
  // One name is one person in every guild of the stage.
  const signedIn = known.get(member.id) ?? (await signIn(open.stage.guildhall, member));
  known.set(member.id, signedIn);
  const base = `/api/v1/guilds/${member.guild.id}/plugins/moderation`;
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await signedIn.fetch(`${base}${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    await open.stage.idle();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown) => call('POST', path, body),
    patch: (path: string, body: unknown) => call('PATCH', path, body),
    delete: (path: string) => call('DELETE', path),
  };
}

test('GIVEN a moderator of Discord’s THEN the API is open to them, and closed to other members', async () => {
  const { mod, ana, bob } = await open.scene();
  await mod.run('/warn', { user: bob, reason: 'Spam' });
  const [moderator, member] = [await as(mod), await as(ana)];
  expect(await moderator.get('/cases')).toMatchObject({
    status: 200,
    body: { items: [{ number: 1, kind: 'warn', userId: bob.id, moderatorId: mod.id }], next: null },
  });
  for (const path of ['/cases', '/cases/1', '/warnings', '/reports', '/overview', '/members', '/logs.csv']) {
    expect([path, (await member.get(path)).status]).toEqual([path, 403]);
  }
  expect((await member.post('/actions', { userId: bob.id, deed: 'kick' })).status).toBe(403);
  await ana.run('/report', { user: bob, reason: 'Spam' });
  expect((await member.post('/reports/1/close', { state: 'handled' })).status).toBe(403);
  expect((await member.get(`/members/${bob.id}/timeline`)).status).toBe(403);
  expect((await moderator.delete('/warnings/1')).status).toBe(204);
  expect((await member.post('/warnings/1/restore')).status).toBe(403);
  expect(bob.isMember).toBe(true);
});

test('GIVEN a question before a click WHEN it is asked THEN the answer is what the deed then says', async () => {
  const { guild, mod, bob } = await open.scene();
  const moderator = await as(mod);
  const ask = async (userId: string, deed: string) =>
    (await moderator.post('/decision', { userId, deed })).body;
  expect(await ask(bob.id, 'kick')).toEqual({
    allowed: 'yes',
    refusal: null,
    why: 'Nothing stands in the way.',
  });
  expect(await ask(guild.owner.id, 'ban')).toMatchObject({ allowed: 'no', refusal: 'target_is_owner' });
  const refused = await moderator.post('/actions', { userId: guild.owner.id, deed: 'ban' });
  expect(refused).toMatchObject({ status: 403, body: { pluginCode: 'TARGET_IS_OWNER' } });
  const kicked = await moderator.post('/actions', { userId: bob.id, deed: 'kick', reason: 'From afar' });
  expect(kicked).toMatchObject({
    status: 200,
    body: { kind: 'kick', state: 'done', source: 'dashboard', moderatorId: mod.id },
  });
  expect(bob.isMember).toBe(false);
});

test('GIVEN every deed WHEN it is ordered through the API THEN it is done, as a case of the dashboard’s', async () => {
  const { guild, mod, bob } = await open.scene({ escalations: [] }, { roles: ['Muted'] });
  const moderator = await as(mod);
  const order = (deed: string, more: object = {}) =>
    moderator.post('/actions', { userId: bob.id, deed, ...more });
  const roleId = guild.role('Muted').id;
  expect((await order('note', { reason: 'Watch him' })).status).toBe(200);
  expect((await order('warn', { points: 2 })).body.points).toBe(2);
  expect((await order('role_add', { roleId })).status).toBe(200);
  expect(bob.roles).toContain('Muted');
  expect((await order('role_remove', { roleId })).status).toBe(200);
  expect(bob.roles).not.toContain('Muted');
  expect((await order('timeout', { duration: 60_000 })).body.duration).toBe(60_000);
  expect((await order('untimeout')).status).toBe(200);
  expect((await order('untimeout')).status).toBe(409);
  expect((await order('ban', { duration: 3_600_000, deleteDays: 1 })).status).toBe(200);
  expect((await order('unban')).status).toBe(200);
  expect((await order('unban')).body.pluginCode).toBe('NOT_BANNED');
});

test('GIVEN many members WHEN a bulk is ordered THEN the answer has a result for each', async () => {
  const { guild, mod, ana, bob } = await open.scene();
  const moderator = await as(mod);
  const userIds = [ana.id, guild.owner.id, bob.id, ana.id];
  const { status, body } = await moderator.post('/bulk', {
    userIds,
    deed: 'timeout',
    duration: 60_000,
    reason: 'Quiet',
  });
  expect(status).toBe(200);
  expect(body).toEqual([
    { id: ana.id, ok: true, problem: null },
    { id: guild.owner.id, ok: false, problem: 'Nobody moderates the owner of the server.' },
    { id: bob.id, ok: true, problem: null },
  ]);
  expect(ana.timedOutUntil).not.toBeNull();
  const tooMany = Array.from({ length: 51 }, (_, index) => String(900_000_000_000_000_000n + BigInt(index)));
  expect((await moderator.post('/bulk', { userIds: tooMany, deed: 'ban' })).status).toBe(400);
});

test('GIVEN cases WHEN they are filtered and paged THEN each is there once, and the file has them all', async () => {
  const { mod, ana, bob } = await open.scene({ escalations: [] });
  for (let index = 0; index < 5; index += 1)
    await mod.run('/note', { user: index % 2 ? ana : bob, text: `=note, "${index}"` });
  await mod.run('/warn', { user: bob });
  const moderator = await as(mod);
  const first = (await moderator.get('/cases?limit=4')).body;
  const second = (await moderator.get(`/cases?limit=4&cursor=${first.next}`)).body;
  const numbers = [...first.items, ...second.items].map(({ number }: { number: number }) => number);
  expect(numbers).toEqual([6, 5, 4, 3, 2, 1]);
  expect(second.next).toBeNull();
  expect((await moderator.get(`/cases?kind=note&userId=${ana.id}`)).body.items).toHaveLength(2);
  const later = new Date(open.stage.discord.world.now() + 1000).toISOString();
  expect((await moderator.get(`/cases?since=${later}`)).body.items).toEqual([]);
  const file = (await moderator.get('/logs.csv')).body;
  expect(file).toMatchObject({ name: 'cases.csv', rows: 6 });
  const lines = file.csv.split('\r\n');
  expect(lines[0]).toMatch(/^number,kind,state,userId/);
  // What would be a formula in a spreadsheet is a text.
  expect(lines.at(-2)).toContain(`"'=note, ""0"""`);
});

test('GIVEN a day’s work WHEN the overview is read THEN it counts what was done, by day and by moderator', async () => {
  const { mod, ana, bob } = await open.scene({ escalations: [] });
  await mod.run('/warn', { user: bob });
  await mod.run('/timeout', { user: ana, duration: '1h' });
  await mod.run('/ban', { user: bob, duration: '2 d' });
  await ana.run('/report', { user: bob, reason: 'Spam' }).catch(() => undefined);
  const moderator = await as(mod);
  expect((await moderator.get('/overview')).body).toMatchObject({ today: 3, warnings: 1, bans: 1, timed: 2 });
  const days = (await moderator.get('/overview/days')).body;
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ warnings: 1, timeouts: 1, kicks: 0, bans: 1 });
  expect((await moderator.get('/overview/moderators')).body).toMatchObject([
    { moderatorId: mod.id, actions: 3 },
  ]);
});

test('GIVEN warnings and reports WHEN they are worked off in the dashboard THEN they are done with, once', async () => {
  const { mod, ana, bob } = await open.scene({ escalations: [] });
  await mod.run('/warn', { user: bob, points: 3 });
  await ana.run('/report', { user: bob, reason: 'Spam' });
  const moderator = await as(mod);
  expect((await moderator.get('/warnings')).body.items).toMatchObject([
    { number: 1, points: 3, userId: bob.id },
  ]);
  expect((await moderator.delete('/warnings/1')).status).toBe(204);
  expect((await moderator.delete('/warnings/1')).status).toBe(404);
  expect((await moderator.get(`/members/${bob.id}`)).body).toMatchObject({
    points: 0,
    reports: 1,
    cases: 1,
    isMember: true,
  });
  expect((await moderator.post('/warnings/1/restore')).status).toBe(204);
  expect((await moderator.get('/members')).body).toMatchObject({
    items: [{ userId: bob.id, points: 3, cases: 1 }],
    next: null,
  });
  expect((await moderator.post('/reports/1/close', { state: 'handled' })).status).toBe(204);
  expect((await moderator.post('/reports/1/close', { state: 'handled' })).status).toBe(409);
  expect((await moderator.get('/reports?state=handled')).body.items).toMatchObject([
    { number: 1, closedBy: mod.id },
  ]);
});

test('GIVEN a case WHEN its reason is changed through the API THEN the timeline has it, and hidden cases not', async () => {
  const { mod, bob } = await open.scene({ escalations: [] });
  await mod.run('/warn', { user: bob, reason: 'Spma' });
  const moderator = await as(mod);
  expect((await moderator.patch('/cases/1', { reason: 'Spam' })).body).toMatchObject({
    reason: 'Spam',
    editedBy: mod.id,
  });
  const timeline = () => moderator.get(`/members/${bob.id}/timeline`);
  expect((await timeline()).body.items).toMatchObject([{ number: 1, reason: 'Spam' }]);
  await moderator.patch('/cases/1', { hidden: true });
  expect((await timeline()).body.items).toEqual([]);
  expect((await moderator.patch('/cases/9', { hidden: true })).status).toBe(404);
});

test('GIVEN a moderator’s own warning, one that has expired, and a role above them THEN the API is as strict as Discord', async () => {
  const { guild, mod, bob } = await open.scene(
    { warnExpiryDays: 1 },
    { roles: [{ name: 'High', permissions: [] }] },
  );
  await guild.owner.run('/warn', { user: mod, reason: 'Too harsh' });
  const moderator = await as(mod);
  expect((await moderator.delete('/warnings/1')).body.pluginCode).toBe('TARGET_IS_SELF');
  const { world } = open.stage.discord;
  const before = world.tables.role.get(guild.role('High').id);
  if (!before) throw new Error('the role is there');
  world.emit({ type: 'roleUpdate', role: world.tables.role.put({ ...before, position: 40 }), before });
  await open.stage.idle();
  const given = await moderator.post('/actions', { userId: bob.id, deed: 'role_add', roleId: before.id });
  expect([given.status, bob.roles]).toEqual([403, []]);
  expect((await moderator.get('/cases')).body.items).toHaveLength(1);
  await open.stage.advance('25h');
  // Sessions have ended meanwhile.
  known.clear();
  expect((await (await as(mod)).get('/warnings')).body.items).toEqual([]);
});

test('GIVEN messages of two people WHEN both are banned at once with a day of messages THEN these go', async () => {
  const { mod, ana, bob, guild } = await open.scene();
  await ana.in('general').say('spam');
  await bob.in('general').say('spam, too');
  const moderator = await as(mod);
  await moderator.post('/bulk', { userIds: [ana.id, bob.id], deed: 'ban', deleteDays: 1 });
  expect(guild.owner.in('general').messages()).toEqual([]);
});

test('what a spreadsheet would take for a formula is a text in the file, and nothing else is changed', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM', '\tx']) expect(cell(text)).toBe(`'${text}`);
  for (const text of ['1+1', 'a@b', 'minus -1']) expect(cell(text)).toBe(text);
  expect(cell('\r=1')).toBe('"\'\r=1"');
});
