import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import warnings from './warnings/plugin.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [warnings] });
});
afterAll(() => stage.close());

test('GIVEN reasons and consequences WHEN moderators warn THEN points add up, act, and can be taken back, also of who left', async () => {
  const { guild, ana, bob } = await stage.guild({
    roles: [{ name: 'Moderator', permissions: ['ModerateMembers'] }, 'On notice'],
    channels: ['general', 'log'],
    config: (guild) => ({
      'port-warnings': {
        reasons: {
          spam: { text: 'Please don’t repeat yourself', points: 2 },
          rude: { text: 'Be kind', points: 5 },
        },
        channel: guild.channel('log').id,
        consequences: [
          { points: 2, what: { do: 'role', role: guild.role('On notice').id } },
          { points: 7, what: { do: 'timeout', for: 3_600_000 } },
        ],
      },
    }),
  });
  await ana.giveRole('Moderator');

  await expect(bob.run('/warn', { member: ana, reason: 'spam' }), 'only moderators see it').rejects.toThrow();
  expect((await ana.run('/warn', { member: ana, reason: 'spam' })).content).toBe('You can’t warn yourself.');
  expect((await ana.run('/warn', { member: guild.owner, reason: 'spam' })).content).toBe(
    'The owner can’t be warned.',
  );
  expect((await ana.run('/warn', { member: bob, reason: 'nonsense' })).content).toContain('no reason');
  expect(await ana.autocomplete('/warn', 'reason', 'ru')).toEqual([{ name: 'rude (5)', value: 'rude' }]);

  const first = await ana.run('/warn', { member: bob, reason: 'spam' });
  expect(first.content).toBe(
    `${bob.mention} has been warned: Please don’t repeat yourself. They have 2 points.`,
  );
  await stage.idle();
  expect(bob.roles).toEqual(['On notice']);
  expect((await bob.run('/my-warnings')).embeds[0]).toMatchObject({
    description: expect.stringContaining('repeat yourself'),
  });
  await ana.run('/warn', { member: bob, reason: 'rude' });
  await stage.idle();
  expect(bob.timedOutUntil, 'seven points').not.toBeNull();
  expect(ana.in('log').messages()).toHaveLength(2);

  // The warnings of whoever has been chosen, and nobody else's.
  const [newest, oldest] = await ana.autocomplete('/unwarn', 'warning', '', { user: bob });
  expect([newest?.name, oldest?.name]).toEqual(['Be kind', 'Please don’t repeat yourself']);
  expect(await ana.autocomplete('/unwarn', 'warning', '', { user: ana })).toEqual([]);
  await ana.run('/unwarn', { user: bob, warning: String(newest?.value) });
  await stage.idle();
  expect(bob.timedOutUntil, 'two points again').toBeNull();

  await bob.leave();
  await stage.idle();
  expect((await ana.run('/warnings', { user: bob })).embeds[0]).toMatchObject({
    description: expect.stringContaining('repeat yourself'),
  });
  expect((await ana.run('/unwarn', { user: bob, warning: String(oldest?.value) })).content).toBe(
    'That warning is gone.',
  );
});

test('GIVEN more warnings than a page holds WHEN a moderator leafs THEN each page is asked for anew', async () => {
  const { ana, bob } = await stage.guild({
    roles: [{ name: 'Moderator', permissions: ['ModerateMembers'] }],
    config: { 'port-warnings': { ownReasons: true, tellMember: false } },
  });
  await ana.giveRole('Moderator');
  // At the same moment: nobody's points are lost.
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((number) => ana.run('/warn', { member: bob, reason: `reason ${number}` })),
  );
  expect(answers.map(({ content }) => /have (\d)/.exec(content)?.[1]).sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
  ]);
  const list = await ana.run('/warnings', { user: bob });
  const lines = (of: typeof list) => String(of.embeds[0]?.description).split('\n');
  expect(lines(list)).toHaveLength(5);
  const second = await ana.click(list, '▶');
  expect(lines(second)).toHaveLength(1);
  expect(lines(await ana.click(second, '◀'))).toEqual(lines(await ana.run('/warnings', { user: bob })));
});
