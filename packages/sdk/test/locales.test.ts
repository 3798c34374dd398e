import { field, renderTemplate } from '@guildhall/sdk';
import { localize, placeholdersOf, translate } from '@guildhall/sdk/host';
import { expect, test } from 'vitest';

const catalogues = {
  en: { hi: 'Hi {name}', 'apples.one': '{count} apple', 'apples.other': '{count} apples' },
  fr: { 'apples.one': '{count} pomme', 'apples.other': '{count} pommes' },
};

test('a text is looked for in the region, the language, and English', () => {
  expect(translate(catalogues, 'fr-CA', 'apples', { count: 0 })).toBe('0 pomme');
  expect(translate(catalogues, 'en-GB', 'apples', { count: 0 })).toBe('0 apples');
  expect(translate(catalogues, 'fr', 'hi', { name: 'Ana' })).toBe('Hi Ana');
  expect(translate(catalogues, 'fr', 'unknown.key')).toBe('unknown.key');
  expect(localize({ en: 'Hi', fr: 'Salut' }, 'fr-CA')).toBe('Salut');
  expect(localize({ en: 'Hi', fr: 'Salut' }, 'de')).toBe('Hi');
});

test('a placeholder without a value stays visible, and values are not expanded again', () => {
  expect(renderTemplate('{a} {b}', { a: '{b}' })).toBe('{b} {b}');
  expect(renderTemplate('{toString}', {})).toBe('{toString}');
  expect(placeholdersOf('{b} {a} {b} { c }')).toEqual(['a', 'b']);
});

test('a message template takes its own placeholders and refuses others', () => {
  const template = field.messageTemplate({ variables: ['user', 'guild.name'] });
  for (const good of ['', 'Hi!', '{user} in {guild.name}', 'code { like this } {1}', '{\n}']) {
    expect(template.safeParse(good).success, good).toBe(true);
  }
  for (const bad of ['{usr}', 'line\n{user}\n{nope}', '{users}', '{guildxname}', 'x'.repeat(2001)]) {
    expect(template.safeParse(bad).success, bad).toBe(false);
  }
});
