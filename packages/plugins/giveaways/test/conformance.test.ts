import { checkOffMeansOff, checkWithoutIntents } from '@guildhall/testing';
import { expect, test } from 'vitest';
import giveaways from '../src/index.ts';

test('off means off', async () => {
  const { reached } = await checkOffMeansOff(giveaways);
  expect(reached).toEqual(
    expect.arrayContaining(['/giveaway start', '/giveaway list', 'a message, its edit and its end']),
  );
});

test('GIVEN a bot without privileged intents THEN nothing is missing', async () => {
  const outcomes = await checkWithoutIntents(giveaways, {
    async see({ scene }) {
      const reply = await scene.guild.owner
        .in('general')
        .run('/giveaway start', { prize: 'Cake', duration: '1h', winners: 1 });
      expect(reply.content).toContain('is on');
      const [message] = scene.ana
        .in('general')
        .messages()
        .filter(({ json }) => JSON.stringify(json.embeds).includes('Cake'));
      if (!message) throw new Error('there is no giveaway');
      expect((await scene.ana.click(message, 'Enter')).content).toContain('You’re in');
    },
  });
  expect(outcomes).toEqual([
    { without: ['GuildMembers', 'GuildPresences', 'MessageContent'], outcome: 'unaffected' },
  ]);
});
