import { type SignedIn, signIn, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import leveling from '../src/index.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;

beforeAll(async () => {
  stage = await startGuild({ plugins: [leveling] });
});

afterAll(() => stage.close());

async function call(caller: SignedIn, guildId: string, method: string, path: string, body?: unknown) {
  const response = await caller.fetch(`/api/v1/guilds/${guildId}/plugins/leveling${path}`, {
    method,
    headers: {
      origin: stage.guildhall.url,
      'accept-language': 'fr',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('GIVEN the leaderboard’s page WHEN a manager sets XP there THEN level and roles follow, and it can be undone', async () => {
  const { guild, bob, ana, configure } = await stage.guild();
  const role = guild.addRole('Regular').id;
  await configure('leveling', { rewards: [{ level: 2, role }] });
  await guild.owner.run('/xp set', { user: bob, amount: 90 });
  const owner = await signIn(stage.guildhall, guild.owner);
  const path = `/members/${bob.id}`;

  const set = await call(owner, guild.id, 'PATCH', path, { xp: 450 });
  expect(set).toEqual({ status: 200, body: { xp: 450, level: 2, before: 90 } });
  expect(bob.roles).toContain('Regular');
  expect(await call(owner, guild.id, 'GET', path)).toMatchObject({
    status: 200,
    body: { userId: bob.id, rank: 1, level: 2, xp: 450, toNext: 450 },
  });
  // Discord tells of the role before anybody can press undo.
  await stage.idle();
  await call(owner, guild.id, 'PATCH', path, { xp: set.body.before });
  expect(bob.roles).not.toContain('Regular');

  const member = await signIn(stage.guildhall, ana);
  expect((await call(member, guild.id, 'GET', path)).status).toBe(200);
  expect((await call(member, guild.id, 'PATCH', path, { xp: 1 })).status).toBe(403);
  // Whoever has none is no mistake of the plugin's; it says so in the reader's language.
  expect(await call(member, guild.id, 'GET', `/members/${ana.id}`)).toMatchObject({
    status: 404,
    body: { pluginCode: 'MEMBER_WITHOUT_XP', detail: 'Ce membre n’a pas encore d’XP.' },
  });
});
