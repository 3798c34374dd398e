import { startGuild } from '@guildhall/testing';
import { expect, test } from 'vitest';
import starboard from '../src/index.ts';

test('GIVEN no message content intent WHEN a message is starred THEN the post links to it, and lets it embed itself', async () => {
  const stage = await startGuild({
    plugins: [starboard],
    privilegedIntents: { members: true, presences: true, content: false },
    channels: ['general', 'starboard'],
    config: (guild) => ({ starboard: { channel: guild.channel('starboard').id, threshold: 1 } }),
  });
  const { ana, bob } = stage;
  const message = await ana.in('general').say('Nobody may read this');
  await bob.react(message, '⭐');
  await stage.idle();
  const [post] = ana.in('starboard').messages();
  expect(post?.content).toContain(`/${message.id}`);
  expect(post?.embeds).toEqual([]);
  await stage.close();
});
