import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

test('GIVEN what a moderator does by hand WHEN Discord notes it THEN each is a case in their name, once', async () => {
  const { mod, ana, bob, log } = await open.scene();
  await bob.timeout('1h', mod);
  await bob.timeout(null, mod);
  await bob.kick(mod);
  await ana.ban(mod, 'Spam by hand');
  await ana.unban(mod);
  await open.stage.idle();
  await open.stage.advance('11min');
  const cards = await log();
  expect(cards.map(({ title }) => title)).toEqual([
    'Case 1 · timeout',
    'Case 2 · timeout ended',
    'Case 3 · kick',
    'Case 4 · ban',
    'Case 5 · ban lifted',
  ]);
  expect(cards.map((card) => fieldsOf(card).By)).toEqual(Array.from({ length: 5 }, () => `<@${mod.id}>`));
  expect(fieldsOf(cards[0]).For).toMatch(/^(?:1 hour|59 minutes)/);
  expect(cards[3]?.description).toBe('Spam by hand');
});

test('GIVEN what the bot does WHEN Discord notes it THEN there is no second case', async () => {
  const { mod, bob, log } = await open.scene();
  await mod.run('/timeout', { user: bob, duration: '1h' });
  await mod.run('/kick', { user: bob });
  await open.stage.advance('11min');
  expect(await log()).toHaveLength(2);
});

test('GIVEN a ban for a time WHEN it is lifted by hand and made anew THEN the old end does nothing', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/ban', { user: bob, duration: '1 d' });
  await bob.unban(mod);
  await open.stage.idle();
  await bob.rejoin();
  await bob.ban(mod);
  await open.stage.idle();
  await open.stage.advance('2d');
  await expect(bob.rejoin()).rejects.toThrow();
});

test('GIVEN a plugin that was off WHEN moderators acted meanwhile THEN the log is read when it is on again', async () => {
  const { mod, bob, log, setEnabled } = await open.scene();
  await setEnabled('moderation', false);
  await bob.ban(mod, 'While you slept');
  await open.stage.idle();
  await setEnabled('moderation', true);
  await open.stage.advance('11min');
  expect(await log()).toMatchObject([{ title: 'Case 1 · ban', description: 'While you slept' }]);
});

test('GIVEN a ban for a time WHEN it ends while the plugin is off THEN it is lifted when it is on again', async () => {
  const { mod, bob, setEnabled } = await open.scene();
  await mod.run('/ban', { user: bob, duration: '1 h' });
  await setEnabled('moderation', false);
  await open.stage.advance('2h');
  await expect(bob.rejoin()).rejects.toThrow();
  await setEnabled('moderation', true);
  await open.stage.advance('11min');
  await bob.rejoin();
});

test('GIVEN a member in a timeout WHEN they leave and return THEN they are still in it', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/timeout', { user: bob, duration: '2 d' });
  await bob.leave();
  await open.stage.idle();
  await bob.rejoin();
  await open.stage.idle();
  expect(bob.timedOutUntil).not.toBeNull();
});

test('GIVEN a bot that may not read the audit log THEN admins are told what to do', async () => {
  const { installation } = await open.scene({}, { install: ['ViewChannel', 'SendMessages', 'EmbedLinks'] });
  await open.stage.advance('11min');
  const problems = (await installation('moderation'))?.problems ?? [];
  expect(problems.map(({ code, count }) => [code, count])).toContainEqual(['AUDIT_REFUSED', 1]);
  await open.stage.advance('1h');
  const later = (await installation('moderation'))?.problems ?? [];
  expect(later.map(({ code, count }) => [code, count])).toContainEqual(['AUDIT_REFUSED', 1]);
});
