import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

const descriptionOf = (reply: { readonly embeds: readonly Record<string, unknown>[] }) =>
  String(reply.embeds[0]?.description ?? '');

test('GIVEN a case WHEN it is edited THEN it says so, and the log has it anew', async () => {
  const { mod, bob, log } = await open.scene();
  await mod.run('/warn', { user: bob, reason: 'Spma' });
  expect(await log()).toHaveLength(1);
  const edited = await mod.run('/case edit', { number: 1, reason: 'Spam' });
  expect(edited.embeds[0]).toMatchObject({ description: 'Spam', footer: { text: 'Edited' } });
  expect((await log()).map(({ description }) => description)).toEqual(['Spma', 'Spam']);
  expect((await mod.run('/case view', { number: 1 })).embeds[0]).toMatchObject({ title: 'Case 1 · warning' });
  expect((await mod.run('/case view', { number: 7 })).content).toBe('There is no case 7.');
});

test('GIVEN a case that was a mistake WHEN it is hidden THEN the history is without it until it is put back', async () => {
  const { mod, bob } = await open.scene();
  await mod.run('/warn', { user: bob, reason: 'Wrong person' });
  await mod.run('/note', { user: bob, text: 'Nice fellow' });
  await mod.run('/case hide', { number: 1 });
  const hidden = descriptionOf(await mod.run('/history', { user: bob }));
  expect(hidden).not.toContain('Wrong person');
  expect(hidden).toContain('Nice fellow');
  await mod.run('/case hide', { number: 1 });
  expect(descriptionOf(await mod.run('/history', { user: bob }))).toContain('Wrong person');
});

test('GIVEN a case about a moderator WHEN they edit it themselves THEN they may not', async () => {
  const { guild, mod, log } = await open.scene();
  await guild.owner.run('/warn', { user: mod, reason: 'Too harsh' });
  expect((await mod.run('/case edit', { number: 1, reason: 'Nothing' })).content).toBe(
    '⛔ Nobody moderates themselves.',
  );
  expect((await mod.run('/warnings clear', { user: mod })).content).toBe('⛔ Nobody moderates themselves.');
  expect(await log()).toHaveLength(1);
});

test('GIVEN twelve cases WHEN the history is paged THEN each is there once, the newest first', async () => {
  const { mod, bob } = await open.scene({ escalations: [] });
  for (let number = 1; number <= 12; number += 1)
    await mod.run('/note', { user: bob, text: `note ${number}` });
  const reply = await mod.run('/history', { user: bob });
  const numbers = () =>
    Array.from(descriptionOf(reply).matchAll(/note (\d+)$/gm), ([, number]) => Number(number));
  expect(reply.ephemeral).toBe(true);
  expect(reply.embeds[0]?.title).toBe('12 cases');
  expect(numbers()).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  await reply.click('▶');
  expect(numbers()).toEqual([2, 1]);
});

test('GIVEN warnings WHEN one is taken back, then all, THEN the points follow', async () => {
  const { mod, bob } = await open.scene({ escalations: [] });
  await mod.run('/warn', { user: bob, points: 2, reason: 'first' });
  await mod.run('/warn', { user: bob, points: 3, reason: 'second' });
  await mod.run('/warn', { user: bob, points: 4, reason: 'third' });
  const list = await mod.run('/warnings list', { user: bob });
  expect(list.embeds[0]?.title).toBe('Warnings of bob: 9 points');
  expect((await mod.run('/warnings remove', { number: 2 })).content).toBe(
    `One warning of <@${bob.id}> was taken back.`,
  );
  expect((await mod.run('/warnings remove', { number: 2 })).content).toBe(
    'No warning in force has the number 2.',
  );
  expect(descriptionOf(await mod.run('/warnings list', { user: bob }))).not.toContain('second');
  expect((await mod.run('/warnings clear', { user: bob })).content).toBe(
    `2 warnings of <@${bob.id}> were taken back.`,
  );
  expect((await mod.run('/warnings list', { user: bob })).content).toContain('has no warning in force');
  await mod.run('/warn', { user: bob, points: 1, reason: 'fourth' });
  expect((await mod.run('/warnings list', { user: bob })).embeds[0]).toMatchObject({
    title: 'Warnings of bob: 1 point',
    description: expect.stringContaining('1 point ·'),
  });
  expect(descriptionOf(await mod.run('/history', { user: bob }))).toContain('1 point in force');
});

test('GIVEN points that fell below a step WHEN they reach it again THEN it fires again, and not before', async () => {
  const { mod, bob } = await open.scene({
    escalations: [{ points: 2, action: 'timeout', duration: 60_000 }],
  });
  const warned = async () => (await mod.run('/warn', { user: bob })).content.includes('is timed out');
  expect([await warned(), await warned(), await warned()]).toEqual([false, true, false]);
  await mod.run('/warnings remove', { number: 1 });
  // Two are in force: the step is not left, and does not fire anew.
  expect(await warned()).toBe(false);
  await mod.run('/warnings clear', { user: bob });
  expect([await warned(), await warned()]).toEqual([false, true]);
});

test('GIVEN warnings that expire WHEN their days are over THEN they count no more, and the step can be reached again', async () => {
  const { mod, bob } = await open.scene({
    warnExpiryDays: 7,
    escalations: [{ points: 2, action: 'timeout', duration: 60_000 }],
  });
  const warn = async () => (await mod.run('/warn', { user: bob })).content;
  await warn();
  expect(await warn()).toContain('is timed out');
  await open.stage.advance('8d');
  expect(await warn()).toContain('They have one point now.');
  expect(await warn()).toContain('is timed out');
});

test('GIVEN a step within a window WHEN warnings are far apart THEN it does not fire', async () => {
  const { mod, bob } = await open.scene({ escalations: [{ points: 2, window: 1, action: 'kick' }] });
  await mod.run('/warn', { user: bob });
  await open.stage.advance('25h');
  expect((await mod.run('/warn', { user: bob })).content).toContain('They have 2 points now.');
  expect(bob.isMember).toBe(true);
  await mod.run('/warn', { user: bob });
  expect(bob.isMember).toBe(false);
});

test('GIVEN one warning that jumps over several steps WHEN it is given THEN the highest is carried out', async () => {
  const { mod, bob, log } = await open.scene();
  await mod.run('/warn', { user: bob, points: 10 });
  expect(bob.isMember).toBe(false);
  expect((await log()).map(({ title }) => title)).toEqual(['Case 1 · warning', 'Case 2 · kick']);
});

test('GIVEN a member who takes no direct messages WHEN they are warned THEN the moderator is told so', async () => {
  const { mod, bob, log } = await open.scene();
  open.stage.discord.faults.next('POST /users/@me/channels', 403);
  const reply = await mod.run('/warn', { user: bob });
  expect(reply.content).toContain('They take no direct messages, so they were not told.');
  expect(fieldsOf((await log())[0])).toMatchObject({ Told: 'no: takes no direct messages' });
});
