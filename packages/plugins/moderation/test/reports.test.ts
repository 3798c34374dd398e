import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, startModeration } from './stage.ts';

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration();
});
afterAll(() => open.stage.close());

test('GIVEN Ana reports Bob WHEN a moderator handles it THEN the notice says so, and Ana is thanked', async () => {
  const { mod, ana, bob, told, log } = await open.scene();
  const filed = await ana.run('/report', { user: bob, reason: 'He insulted me' });
  expect(filed).toMatchObject({ content: 'Thank you. The moderators have your report.', ephemeral: true });
  expect((await ana.run('/report', { user: bob, reason: 'Again!' })).content).toContain('already');
  const [notice] = await log();
  expect(notice).toMatchObject({ title: 'Report 1 · open', description: 'He insulted me' });
  const message = mod.in('log').messages()[0];
  if (!message) throw new Error('the notice is there');
  expect((await mod.click(message, 'Handled')).content).toBe('handled');
  expect((await log())[0]?.title).toBe('Report 1 · handled');
  expect(told(ana)[0]?.title).toContain('have acted on your report');
  // Closed, so that something new can be reported.
  expect((await ana.run('/report', { user: bob, reason: 'And again' })).content).toContain('Thank you.');
});

test('GIVEN a message WHEN it is reported from its menu THEN moderators have its link and words, and can warn for it', async () => {
  const { mod, ana, bob, log } = await open.scene();
  const message = await bob.in('general').say('something rude');
  const form = await ana.contextMenu('Report message', message);
  expect((await form.submit({ reason: 'Rude' })).content).toContain('Thank you.');
  const [notice] = await log();
  expect(fieldsOf(notice)).toMatchObject({
    'It said': 'something rude',
    Message: expect.stringContaining(message.id),
  });
  const posted = mod.in('log').messages()[0];
  if (!posted) throw new Error('the notice is there');
  const warning = await mod.click(posted, 'Warn…');
  const answer = await warning.submit({ reason: 'Rude', points: '2' });
  expect(answer.content).toContain(`<@${bob.id}> was warned`);
});

test('GIVEN two moderators WHEN both dismiss a report THEN one of them did', async () => {
  const { guild, mod, ana, bob, log } = await open.scene();
  const other = guild.member('other', { roles: ['Moderator'] });
  await ana.run('/report', { user: bob, reason: 'I just do not like him' });
  await log();
  const message = mod.in('log').messages()[0];
  if (!message) throw new Error('the notice is there');
  const answers = await Promise.all([mod.click(message, 'Dismiss'), other.click(message, 'Dismiss')]);
  expect(answers.map(({ content }) => content).sort()).toEqual([
    'This report is closed already.',
    'dismissed',
  ]);
});

test('GIVEN a member WHEN they press what is for moderators, or report themselves, THEN they are told no', async () => {
  const { mod, ana, bob, log } = await open.scene();
  expect((await ana.run('/report', { user: ana, reason: 'Me, myself' })).content).toBe(
    'You can’t report yourself.',
  );
  await ana.run('/report', { user: bob, reason: 'Spam' });
  await log();
  const message = mod.in('log').messages()[0];
  if (!message) throw new Error('the notice is there');
  expect((await ana.click(message, 'Dismiss')).content).toBe('⛔ You lack the permission that this takes.');
  const form = await ana.click(message, 'Warn…');
  expect((await form.submit({ reason: 'Ha', points: '100' })).content).toBe(
    '⛔ You lack the permission that this takes.',
  );
});

test('GIVEN the menus on a member WHEN a moderator uses them THEN they warn, and read the record', async () => {
  const { mod, ana, bob } = await open.scene();
  const form = await mod.contextMenu('Warn', bob);
  expect((await form.submit({ reason: '', points: 'lot' })).content).toContain('a number from 1 to 100');
  const again = await mod.contextMenu('Warn', bob);
  await again.submit({ reason: 'Spam', points: '1' });
  expect(String((await mod.contextMenu('History', bob)).embeds[0]?.description)).toContain('Spam');
  await expect(ana.contextMenu('History', bob)).rejects.toThrow();
  const report = await ana.contextMenu('Report member', bob);
  expect((await report.submit({ reason: 'Spam, too' })).content).toContain('Thank you.');
  const message = await bob.in('general').say('buy now');
  const forMessage = await mod.contextMenu('Warn for message', message);
  expect((await forMessage.submit({ reason: 'buy now', points: '1' })).content).toContain(
    'was warned: case 2.',
  );
});

test('GIVEN two messages of Bob’s WHEN Ana reports both THEN both are reports, and who is dismissed is not thanked', async () => {
  const { mod, ana, bob, told, log } = await open.scene();
  for (const text of ['rude', 'ruder']) {
    const form = await ana.contextMenu('Report message', await bob.in('general').say(text));
    expect((await form.submit({ reason: 'Rude' })).content).toContain('Thank you.');
  }
  expect(await log()).toHaveLength(2);
  const [notice] = mod.in('log').messages();
  if (!notice) throw new Error('the notice is there');
  await mod.click(notice, 'Dismiss');
  expect(told(ana)).toEqual([]);
  const own = await ana.contextMenu('Report message', await ana.in('general').say('mine'));
  expect(own.content).toBe('You can’t report yourself.');
  const many = await mod.contextMenu('Warn', bob);
  expect((await many.submit({ reason: '', points: '101' })).content).toContain('a number from 1 to 100');
});
