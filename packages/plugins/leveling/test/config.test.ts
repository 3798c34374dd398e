import { describePlugin, localize } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';
import { checkConfig, configSchema } from '../src/config.ts';
import plugin from '../src/index.ts';

const config = configSchema.parse({});

test('the defaults are those of the documentation, and have nothing wrong with them', () => {
  expect(config).toMatchObject({
    messageXp: { min: 15, max: 25 },
    cooldown: 60_000,
    curve: 'sqrt',
    rewards: [],
    rewardMode: 'stack',
    announce: 'same',
  });
  expect(checkConfig(config)).toEqual([]);
});

test('what JSON Schema can’t say is told at its field', () => {
  const role = '123456789012345678';
  const issues = checkConfig({
    ...config,
    messageXp: { min: 30, max: 20 },
    announce: 'channel',
    rewards: [
      { level: 5, role },
      { level: 5, role },
      { level: 6, role },
    ],
  });
  expect(issues.map(({ path }) => path.join('.'))).toEqual(['messageXp.max', 'announceChannel', 'rewards.1']);
  for (const { message } of issues) expect(localize(message, 'fr')).not.toBe(localize(message, 'en'));
});

test('every text is there in English and French, and every field has a title', () => {
  expect(plugin.warnings).toEqual([]);
  const { config: described, locales } = describePlugin(plugin, { package: 'x', version: '1.0.0' });
  const untitled = Object.keys(described.schema.properties as object).filter(
    (name) => !locales.fr?.[`config.${name}.title`] || !locales.en?.[`config.${name}.title`],
  );
  expect(untitled).toEqual([]);
});

test('it asks for no message content', () => {
  const { intents } = describePlugin(plugin, { package: 'x', version: '1.0.0' });
  expect(intents.standard).toEqual(['GuildMessages']);
  expect(intents.privileged.map(({ name }) => name)).toEqual(['GuildMembers']);
});
