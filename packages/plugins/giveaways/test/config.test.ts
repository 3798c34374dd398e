import { describePlugin, localize } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';
import { checkConfig, configSchema } from '../src/config.ts';
import plugin from '../src/index.ts';
import { readDuration } from '../src/rules/read-duration.ts';
import { requirementsSchema } from '../src/rules/shapes.ts';
import { ageShortfall, madeAt } from '../src/rules/shortfall.ts';

const config = configSchema.parse({});

test('the defaults are those of the documentation, and have nothing wrong with them', () => {
  expect(config).toMatchObject({
    maxActive: 20,
    claimMinutes: 0,
    excludePastWinnersDays: 0,
    dmWinners: true,
    removeOnLeave: true,
    entryUpdateSeconds: 10,
    commitReveal: true,
    bonusEntries: [],
    templates: [],
  });
  expect(checkConfig(config)).toEqual([]);
});

test('what JSON Schema can’t say is told at its field', () => {
  const role = '123456789012345678' as (typeof config)['requirements']['roles'][number];
  const [template] = configSchema.parse({ templates: [{ name: 'One' }] }).templates;
  if (!template) throw new Error('there is no template');
  const issues = checkConfig({
    ...config,
    bonusEntries: [
      { role, entries: 2 },
      { role, entries: 3 },
    ],
    requirements: { ...config.requirements, roles: [role], deny: [role] },
    templates: [template, { ...template, name: 'one' }],
  });
  expect(issues.map(({ path }) => path.join('.')).sort()).toEqual([
    'bonusEntries.1.role',
    'requirements.deny.0',
    'templates.1.name',
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
});

test('it needs no privileged intent', () => {
  const { intents } = describePlugin(plugin, { package: 'x', version: '1.0.0' });
  expect(intents.privileged).toEqual([]);
});

test.each([
  ['10s', 10_000],
  ['90m', 5_400_000],
  ['1 h 30 min', 5_400_000],
  ['3 j', 259_200_000],
  ['2w', 1_209_600_000],
  ['9s', undefined],
  ['367d', undefined],
  ['1e309', undefined],
  ['', undefined],
  ['soon', undefined],
])('“%s” is %s milliseconds', (text, expected) => {
  expect(readDuration(text)).toBe(expected);
});

test('an account’s age is counted in whole days, from its id', () => {
  const day = 86_400_000;
  const id = '1000000000000000000';
  const made = madeAt(id);
  expect(new Date(made).toISOString().slice(0, 4)).toBe('2022');
  const asked = requirementsSchema.parse({ accountDays: 2, joinedDays: 1 });
  expect(ageShortfall(asked, id, made, made + 2 * day - 1)).toMatchObject({
    code: 'account',
    parameters: { days: 1 },
  });
  expect(ageShortfall(asked, id, made, made + 2 * day)).toBeUndefined();
  expect(ageShortfall(asked, id, made + 2 * day, made + 3 * day - 1)).toMatchObject({ code: 'joined' });
  expect(ageShortfall(asked, id, undefined, made + 2 * day), 'not known').toBeUndefined();
});
