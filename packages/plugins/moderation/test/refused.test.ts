import { defineEvents, definePlugin, z } from '@guildhall/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startModeration } from './stage.ts';

const heard: { readonly guildId: string; readonly kind: string; readonly userId: string | null }[] = [];
/** Another plugin, which hears of cases. */
const scribe = definePlugin({
  id: 'scribe',
  name: 'Scribe',
  description: 'Hears of cases.',
  category: 'moderation',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
const events = defineEvents('moderation', {
  caseOpened: z.object({ kind: z.string(), userId: z.string().nullable() }),
});
const hear = scribe.hear(events, 'caseOpened', (ctx, { kind, userId }) => {
  heard.push({ guildId: ctx.guild.id, kind, userId });
});

let open: Awaited<ReturnType<typeof startModeration>>;

beforeAll(async () => {
  open = await startModeration({}, [scribe.build(hear)]);
});
afterAll(() => open.stage.close());

const day = 86_400_000;

test('GIVEN a ban for a time that Discord refuses THEN Bob is told it did not count, nothing is to end, and an older end stays', async () => {
  const { mod, bob, ana, told, log } = await open.scene();
  const { faults } = open.stage.discord;
  faults.next('PUT /guilds/*/bans/*', 403);
  expect((await mod.run('/ban', { user: bob, duration: '1h' })).content).toContain('noted as case 1');
  expect(told(bob).map(({ title }) => title)).toEqual([
    expect.stringContaining('You were banned'),
    expect.stringContaining('was not carried out'),
  ]);
  await mod.run('/note', { user: bob, text: 'Too late' });
  // What failed is no history, and no other plugin hears of it.
  expect(String((await mod.run('/history', { user: bob })).embeds[0]?.description)).not.toContain('ban');
  await mod.run('/ban', { user: ana, duration: '2h' });
  await open.stage.idle();
  const mine = heard.filter(({ userId }) => userId === ana.id || userId === bob.id);
  expect(mine).toMatchObject([
    { kind: 'note', userId: bob.id },
    { kind: 'ban', userId: ana.id },
  ]);
  // A second ban of hers is refused: the first ends as it was to.
  faults.next('PUT /guilds/*/bans/*', 403);
  await mod.run('/ban', { user: ana.id, duration: '9d' });
  await open.stage.advance('1.5h');
  expect((await log()).map(({ title }) => title)).toEqual([
    'Case 1 · ban · failed',
    'Case 2 · note',
    'Case 3 · ban',
    'Case 4 · ban · failed',
  ]);
  await open.stage.advance('1h');
  expect((await log()).at(-1)?.title).toBe('Case 5 · ban lifted');
});

test('GIVEN the end of a ban that Discord refuses for a while THEN admins are told, and it is lifted in the end, as one case', async () => {
  const { mod, bob, log, installation } = await open.scene();
  await mod.run('/ban', { user: bob, duration: '1h' });
  open.stage.discord.faults.next('DELETE /guilds/*/bans/*', 403, 3);
  await open.stage.advance('61min');
  expect((await installation('moderation'))?.problems.map(({ code }) => code)).toContain('END_REFUSED');
  await expect(bob.rejoin()).rejects.toThrow();
  await open.stage.advance('5s');
  await open.stage.advance('10s');
  await open.stage.advance('30min');
  await bob.rejoin();
  expect((await log()).map(({ title }) => title)).toEqual(['Case 1 · ban', 'Case 2 · ban lifted']);
});

test('GIVEN a long timeout WHEN its member is away, or Discord refuses, as it is renewed THEN it goes on all the same', async () => {
  const { mod, ana, bob, installation } = await open.scene();
  await mod.run('/timeout', { user: ana, duration: '60d' });
  await mod.run('/timeout', { user: bob, duration: '60d' });
  await bob.leave();
  await open.stage.idle();
  open.stage.discord.faults.next('PATCH /guilds/*/members/*', 403);
  await open.stage.advance(27.01 * day);
  await open.stage.advance('2h');
  const problems = (await installation('moderation'))?.problems ?? [];
  // Of the member who is away nobody has to be told.
  expect(problems.filter(({ code }) => code === 'END_REFUSED').map(({ count }) => count)).toEqual([1]);
  await bob.rejoin();
  await open.stage.advance(2 * day);
  expect([ana.timedOutUntil, bob.timedOutUntil]).not.toContain(null);
});

test('GIVEN a protected role THEN its members are not kicked either, but noted about and let go', async () => {
  const { guild, mod, bob, configure } = await open.scene({}, { roles: ['Press'] });
  await mod.run('/timeout', { user: bob, duration: '1h' });
  await configure('moderation', { protectedRoles: [guild.role('Press').id] });
  await bob.giveRole('Press');
  expect((await mod.run('/kick', { user: bob })).content).toContain('admins protect');
  expect((await mod.run('/note', { user: bob, text: 'Ours' })).content).toContain('✅');
  expect((await mod.run('/untimeout', { user: bob })).content).toContain('✅');
});

test('GIVEN a timeout WHEN its member becomes an administrator THEN it can still be ended, and none can be given', async () => {
  const { guild, mod, bob, told } = await open.scene(
    { appealUrl: 'https://example.com/appeal' },
    { roles: [{ name: 'Chief', permissions: ['Administrator'] }] },
  );
  await mod.run('/timeout', { user: bob, duration: '1h' });
  await bob.giveRole('Chief');
  await open.stage.idle();
  expect((await guild.owner.run('/untimeout', { user: bob })).content).toContain('✅');
  expect((await guild.owner.run('/timeout', { user: bob, duration: '1h' })).content).toContain(
    'administrators',
  );
  // Nobody contests the end of a timeout.
  expect(told(bob).map(({ fields }) => fields?.map(({ name }) => name))).toEqual([
    ['For', 'To appeal'],
    undefined,
  ]);
});

test('GIVEN a guild without a log channel WHEN one is chosen THEN old cases are not written to it', async () => {
  const { guild, mod, bob, configure, log } = await open.scene({ modLog: undefined });
  await mod.run('/note', { user: bob, text: 'Old' });
  await open.stage.advance('2s');
  await configure('moderation', { modLog: guild.channel('log').id });
  await mod.run('/note', { user: bob, text: 'New' });
  expect((await log()).map(({ description }) => description)).toEqual(['New']);
});
