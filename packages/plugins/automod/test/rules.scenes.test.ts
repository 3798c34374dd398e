import { type Stage, startGuild } from '@guildhall/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import automod from '../src/index.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await startGuild({ plugins: [automod] });
});

afterAll(() => stage.close());

/** A guild of its own for each scene, with no rules but those that the scene makes. */
async function scene(config: Record<string, unknown> = {}) {
  return stage.guild({
    channels: ['general', 'alerts'],
    config: (guild) => ({
      automod: { start: 'nothing', alertChannel: guild.channel('alerts').id, ...config },
    }),
  });
}

test('GIVEN a rule against a word WHEN Ana writes it, hidden, THEN it is deleted, and what else she writes stays', async () => {
  const { guild, ana } = await scene();
  const made = await guild.owner.run('/automod rule create', {
    name: 'No slime',
    trigger: 'words',
    action: 'delete',
    list: 'slime, goo',
  });
  expect(made.content).toContain('**No slime** (on): words → delete');
  await ana.in('general').say('I like tea');
  await ana.in('general').say('I like s\u200bl\u0456me');
  await stage.idle();
  expect(
    ana
      .in('general')
      .messages()
      .map(({ content }) => content),
  ).toEqual(['I like tea']);
});
