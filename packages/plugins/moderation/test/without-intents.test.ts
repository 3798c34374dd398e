import { checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import moderation from '../src/index.ts';

test('GIVEN a bot without privileged intents THEN members are moderated all the same, and no handler fails', async () => {
  const outcomes = await checkWithoutIntents(moderation, {
    async see({ scene }) {
      const carl = scene.guild.member('carl');
      const warned = await scene.guild.owner.run('/warn', { user: carl, reason: 'Spam' });
      expect(warned.content).toContain('was warned');
      await carl.in('general').say('hi');
      const purged = await scene.guild.owner.in('general').run('/purge', { count: 1, user: carl });
      expect(purged.content).toContain('One message is gone.');
    },
  });
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['degraded', 'degraded', 'degraded']);
}, 120_000);
