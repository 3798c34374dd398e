import { startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import giveaways from '../src/index.ts';
import { announced, press, shown, started, winnersIn } from './playing.ts';

let stage: Awaited<ReturnType<typeof startGuild>>;
beforeAll(async () => {
  stage = await startGuild({ plugins: [giveaways] });
});
afterAll(() => stage.close());

test('GIVEN a giveaway WHEN members enter and its time comes THEN one of them wins, once', async () => {
  const scene = await stage.guild();
  const { ana, bob } = scene;
  const message = await started(scene, { prize: 'Cake' });
  expect(shown(message)).toContain('🎉 Cake');
  expect((await press(ana, message)).content).toBe('You’re in for **Cake**. Good luck!');
  expect((await press(bob, message)).content).toContain('You’re in for');
  await stage.advance('10s');
  expect(shown(message)).toContain('"name":"Entries","value":"2"');

  await stage.advance('1h');
  const [text, ...more] = announced(scene);
  expect(more).toEqual([]);
  expect(text).toContain('you’ve won **Cake**');
  const [winner] = winnersIn(text);
  expect([ana.id, bob.id]).toContain(winner);
  expect(shown(message)).toContain(`Winners: <@${winner}>`);
  expect((await press(ana, message).catch((error: Error) => error.message)) as string).toContain('Enter');
});
