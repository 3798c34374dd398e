import { describePlugin, localize } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';
import { checkConfig, configSchema } from '../src/config.ts';
import plugin from '../src/index.ts';

const config = configSchema.parse({});

test('the defaults are those of the documentation, and have nothing wrong with them', () => {
  expect(config).toMatchObject({
    dmOnAction: true,
    reasonRequired: false,
    warnExpiryDays: 0,
    protectedRoles: [],
    escalations: [
      { points: 3, action: 'timeout', duration: 3_600_000 },
      { points: 5, action: 'kick' },
    ],
  });
  expect(checkConfig(config)).toEqual([]);
});

test('what JSON Schema can’t say is told at its field', () => {
  const issues = checkConfig({
    ...config,
    escalations: [
      { points: 3, window: 0, action: 'timeout' },
      { points: 3, window: 0, action: 'kick', duration: 60_000 },
    ],
  });
  expect(issues.map(({ path }) => path.join('.'))).toEqual([
    'escalations.0.duration',
    'escalations.1.points',
    'escalations.1.duration',
  ]);
  for (const { message } of issues) expect(localize(message, 'fr')).not.toBe(localize(message, 'en'));
});

test('every text is there in English and French, and every field has a title', () => {
  expect(plugin.warnings).toEqual([]);
  const { config: described, locales } = describePlugin(plugin, { package: 'x', version: '1.0.0' });
  const untitled = Object.keys(described.schema.properties as object).filter(
    (name) => !locales.fr?.[`config.${name}.title`] || !locales.en?.[`config.${name}.title`],
  );
  expect(untitled).toEqual([]);
  const same = Object.entries(locales.en ?? {}).filter(
    ([key, text]) => locales.fr?.[key] === text && text.replaceAll(/\{\w+\}/g, '').length > 20,
  );
  expect(same).toEqual([]);
});
