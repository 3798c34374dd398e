import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';
import { makeRules, openScene, sayAll, textsIn } from './scene.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod], privilegedIntents: { content: false } });
});

afterAll(() => stage.close());

test('GIVEN no access to what is written WHEN members flood, join and rename THEN rates, joins and names are judged; words are not, and the list says so', async () => {
  const scene = await openScene(stage, { heat: { enabled: false } });
  const { guild, ana, bob } = scene;
  await makeRules(
    stage,
    scene,
    {
      name: 'Words',
      priority: 9,
      triggers: [{ type: 'words', words: ['tea'] }],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'Fast',
      triggers: [{ type: 'messageRate', count: 4, seconds: 10 }],
      actions: [{ type: 'delete' }],
    },
    {
      name: 'Names',
      triggers: [{ type: 'nickname', words: ['admin'] }],
      actions: [{ type: 'resetNickname' }],
    },
  );
  await sayAll(stage, ana, ['tea', 'more', 'and more']);
  expect(textsIn(ana)).toHaveLength(3);
  await sayAll(stage, ana, ['too much']);
  expect(textsIn(ana)).toEqual([]);
  await bob.rename('Admin');
  await stage.idle();
  expect(bob.nick).toBeNull();
  const list = await guild.owner.run('/automod rule list');
  expect(JSON.stringify(list.embeds)).toContain('can’t see what is written');
});
