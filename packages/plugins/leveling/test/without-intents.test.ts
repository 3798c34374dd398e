import { checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import leveling from '../src/index.ts';

test('GIVEN a bot without privileged intents THEN members still earn experience, and no handler fails', async () => {
  const outcomes = await checkWithoutIntents(leveling, {
    async see({ scene }) {
      const reply = await scene.ana.in('general').run('/rank');
      expect(reply.content.length + reply.embeds.length).toBeGreaterThan(0);
    },
  });
  expect(outcomes).toEqual([
    { without: ['GuildMembers'], outcome: 'degraded' },
    { without: ['GuildMembers', 'GuildPresences', 'MessageContent'], outcome: 'degraded' },
  ]);
});
