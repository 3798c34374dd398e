import { checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import starboard from '../src/index.ts';

test('GIVEN a bot without privileged intents THEN starred messages are posted all the same, as links', async () => {
  const outcomes = await checkWithoutIntents(starboard, {
    channels: ['starboard'],
    config: (guild) => ({ starboard: { channel: guild.channel('starboard').id, threshold: 1 } }),
    see: ({ scene }) => {
      const [post] = scene.ana.in('starboard').messages();
      expect(post?.content).toContain('/channels/');
    },
  });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['degraded', 'degraded']);
});
