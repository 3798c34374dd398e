import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { announced, press, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({
    plugins: [giveaways],
    roles: ['Gold'],
    privilegedIntents: { members: false, presences: false, content: false },
  });
});
afterAll(() => stage.close());

test('GIVEN a bot that nobody tells of members WHEN roles are lost, members leave and come back THEN the draw asks Discord', async () => {
  const { first: guild, ana, bob } = stage;
  const [carl, dora] = [guild.member('carl'), guild.member('dora')];
  const here = { ...stage, guild };
  for (const member of [ana, bob, carl, dora]) await member.giveRole('Gold');
  const message = await started(here, { role: guild.role('Gold'), winners: 4 });
  for (const member of [ana, bob, carl, dora]) {
    // A bot remembers who has written.
    await member.in('general').say('hi');
    expect((await press(member, message)).content).toContain('You’re in');
  }
  await stage.advance('10min');
  await ana.removeRole('Gold');
  await bob.leave();
  await carl.leave();
  await carl.rejoin();
  await carl.giveRole('Gold');
  await stage.advance('1h');
  expect(winnersIn(announced(here)[0])).toEqual([dora.id]);
});
