import { checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import automod from '../src/index.ts';

test('GIVEN a bot without privileged intents THEN rates are still judged, and no handler fails', async () => {
  const outcomes = await checkWithoutIntents(automod, {
    async see({ scene }) {
      const list = await scene.guild.owner.in('general').run('/automod rule list');
      expect(JSON.stringify(list.embeds)).toContain('Spam');
    },
  });
  expect(outcomes).toEqual([
    { without: ['MessageContent'], outcome: 'degraded' },
    { without: ['GuildMembers'], outcome: 'degraded' },
    { without: ['GuildMembers', 'GuildPresences', 'MessageContent'], outcome: 'degraded' },
  ]);
}, 120_000);
