import { afterAll, beforeAll, expect, test } from 'vitest';
import { apiOf } from './api-client.ts';
import { startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;
let as: ReturnType<typeof apiOf>;

beforeAll(async () => {
  open = await startModeration();
  as = apiOf(open.stage);
});
afterAll(() => open.stage.close());

test('GIVEN a softban from the dashboard WHEN no days are chosen THEN a week of messages goes with the member', async () => {
  const { guild, mod, bob } = await open.scene();
  await bob.in('general').say('buy this');
  const moderator = await as(mod);
  expect((await moderator('POST', '/actions', { userId: bob.id, deed: 'softban' })).status).toBe(200);
  expect(bob.isMember).toBe(false);
  expect(guild.owner.in('general').messages()).toEqual([]);
});

test('GIVEN a note without words, a role that is not named, or a kick for an hour WHEN it is ordered THEN nothing becomes a case', async () => {
  const { mod, bob } = await open.scene();
  const moderator = await as(mod);
  const order = async (path: string, body: object) => {
    const { status, body: problem } = await moderator('POST', path, body);
    return [status, problem.pluginCode];
  };
  expect(await order('/actions', { userId: bob.id, deed: 'note', reason: '  ' })).toEqual([
    400,
    'NOTE_EMPTY',
  ]);
  expect(await order('/actions', { userId: bob.id, deed: 'role_add' })).toEqual([400, 'ROLE_MISSING']);
  expect(await order('/bulk', { userIds: [bob.id], deed: 'role_remove' })).toEqual([400, 'ROLE_MISSING']);
  expect(await order('/actions', { userId: bob.id, deed: 'kick', duration: 3_600_000 })).toEqual([
    400,
    'NO_DURATION',
  ]);
  expect((await moderator('GET', '/cases')).body.items).toEqual([]);
});

test('GIVEN several members WHEN they are given a role at once THEN all have it, and lose it the same way', async () => {
  const { guild, mod, ana, bob } = await open.scene({}, { roles: ['Muted'] });
  const moderator = await as(mod);
  const body = { userIds: [ana.id, bob.id], roleId: guild.role('Muted').id };
  expect((await moderator('POST', '/bulk', { ...body, deed: 'role_add' })).body).toEqual([
    { id: ana.id, ok: true, problem: null },
    { id: bob.id, ok: true, problem: null },
  ]);
  expect([ana.roles, bob.roles]).toEqual([['Muted'], ['Muted']]);
  await moderator('POST', '/bulk', { ...body, deed: 'role_remove' });
  expect([ana.roles, bob.roles]).toEqual([[], []]);
});

test('GIVEN a warning of a moderator WHEN a lesser one would put it back THEN that is refused, as taking it is', async () => {
  const { guild, mod } = await open.scene(
    { escalations: [] },
    { roles: [{ name: 'Helper', permissions: ['ModerateMembers'] }] },
  );
  const helper = guild.member('helper', { roles: ['Helper'] });
  await open.stage.idle();
  await guild.owner.run('/warn', { user: mod });
  await guild.owner.run('/warnings remove', { number: 1 });
  const [owner, lesser, own] = [await as(guild.owner), await as(helper), await as(mod)];
  expect((await lesser('POST', '/warnings/1/restore')).body.pluginCode).toBe('HIERARCHY');
  expect((await own('POST', '/warnings/1/restore')).body.pluginCode).toBe('TARGET_IS_SELF');
  expect((await owner('POST', '/warnings/1/restore')).status).toBe(204);
});

test('GIVEN a reporter whom Discord lets nobody write to WHEN the report is handled THEN it is, all the same', async () => {
  const { mod, ana, bob } = await open.scene();
  await ana.run('/report', { user: bob, reason: 'Spam' });
  open.stage.discord.faults.next('POST /users/@me/channels', 403);
  const moderator = await as(mod);
  expect((await moderator('POST', '/reports/1/close', { state: 'handled' })).status).toBe(204);
  expect((await moderator('GET', '/reports')).body.items).toMatchObject([{ state: 'handled' }]);
});

test('GIVEN members with records WHEN they are paged THEN each is there once, the latest first', async () => {
  const { mod, ana, bob, guild } = await open.scene({ escalations: [] });
  const cas = guild.member('cas');
  await open.stage.idle();
  for (const user of [ana, bob, cas]) {
    await mod.run('/note', { user, text: 'seen' });
    await open.stage.advance('1s');
  }
  const moderator = await as(mod);
  const first = (await moderator('GET', '/members?limit=2')).body;
  const second = (await moderator('GET', `/members?limit=2&cursor=${first.next}`)).body;
  const ids = [...first.items, ...second.items].map(({ userId }: { userId: string }) => userId);
  expect(ids).toEqual([cas.id, bob.id, ana.id]);
  expect(second.next).toBeNull();
  expect((await moderator('GET', '/members?cursor=nowhere')).status).toBe(400);
});
