import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

test('GIVEN a moderator WHEN they warn Bob THEN it is a case, Bob is told, and the log has it', async () => {
  const { mod, bob, told, log } = await open.scene();
  const reply = await mod.run('/warn', { user: bob, reason: 'Spam', points: 2 });
  expect(reply.content).toBe(`✅ <@${bob.id}> was warned: case 1. They have 2 points now.`);
  expect(reply.ephemeral).toBe(true);
  expect(told(bob)).toMatchObject([
    { title: expect.stringMatching(/^You were warned in Guild/), description: 'Spam' },
  ]);
  const [entry] = await log();
  expect(entry).toMatchObject({ title: 'Case 1 · warning', description: 'Spam' });
  expect(fieldsOf(entry)).toMatchObject({ By: `<@${mod.id}>`, Points: '2' });
});

test('GIVEN steps at 3 and 5 points WHEN Bob reaches them THEN each fires once', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/warn', { user: bob, points: 2 });
  const third = await mod.run('/warn', { user: bob });
  expect(third.content).toContain(`<@${bob.id}> is timed out: case 3. It lasts 1 hour.`);
  expect(bob.timedOutUntil).not.toBeNull();
  const fourth = await mod.run('/warn', { user: bob });
  expect(fourth.content).toBe(`✅ <@${bob.id}> was warned: case 4. They have 4 points now.`);
  const fifth = await mod.run('/warn', { user: bob });
  expect(fifth.content).toContain(`<@${bob.id}> was kicked: case 6.`);
  expect(bob.isMember).toBe(false);
});

test('GIVEN ten warnings at once WHEN they cross both steps THEN each step is one case, numbered without a gap', async () => {
  const { guild, bob, log } = await open.scene({
    escalations: [{ points: 4, action: 'timeout', duration: 3_600_000 }],
  });
  const mods = Array.from({ length: 10 }, (_, index) =>
    guild.member(`mod-${index}`, { roles: ['Moderator'] }),
  );
  await open.stage.idle();
  await Promise.all(mods.map((mod) => mod.run('/warn', { user: bob })));
  const titles = (await log()).map(({ title }) => title ?? '');
  expect(titles.filter((title) => title.endsWith('timeout'))).toHaveLength(1);
  expect(titles.map((title) => Number(title.match(/\d+/)?.[0])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 11 }, (_, index) => index + 1),
  );
});
