import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import leveling from '../src/index.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;

beforeAll(async () => {
  stage = await startGuild({ plugins: [leveling], privilegedIntents: { members: false } });
});

afterAll(() => stage.close());

test('GIVEN no members intent WHEN a member returns THEN the next level gives the rewards back', async () => {
  const { bob } = await stage.guild({
    roles: ['Regular'],
    config: (guild) => ({
      leveling: {
        messageXp: { min: 200, max: 200 },
        cooldown: 0,
        rewards: [{ level: 1, role: guild.role('Regular').id }],
      },
    }),
  });
  await bob.in('general').say('one');
  await stage.idle();
  expect(bob.roles).toContain('Regular');
  await bob.leave();
  await bob.rejoin();
  await stage.idle();
  expect(bob.roles).not.toContain('Regular');

  await bob.in('general').say('two');
  await stage.idle();
  expect(bob.roles).toContain('Regular');
});
