import { expect, test } from 'vitest';
import { createI18n } from 'vue-i18n';
import en from '../src/locales/en.json' with { type: 'json' };
import fr from '../src/locales/fr.json' with { type: 'json' };

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(en);
const french = flat(fr);
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

test('both languages have the same texts', () => {
  expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
});

test('no text is empty, and each has the same placeholders and as many plural forms in both languages', () => {
  for (const [key, text] of english) {
    const other = french.get(key) ?? '';
    expect(text.trim(), key).not.toBe('');
    expect(other.trim(), key).not.toBe('');
    expect(placeholders(other), key).toEqual(placeholders(text));
    expect(other.split(' | ').length, key).toBe(text.split(' | ').length);
  }
});

test('every text compiles', () => {
  const i18n = createI18n({ legacy: false, locale: 'en', messages: { en, fr }, missingWarn: false });
  for (const locale of ['en', 'fr'] as const) {
    for (const key of english.keys()) expect(() => i18n.global.t(key, {}, { locale }), key).not.toThrow();
  }
});

test('every text that the source names is there', () => {
  const sources = import.meta.glob('../src/**/*.{vue,ts}', { query: '?raw', import: 'default', eager: true });
  for (const [file, source] of Object.entries(sources)) {
    for (const [, key] of String(source).matchAll(/\bt\('([\w.]+)'/g)) {
      expect(english.has(key ?? ''), `${file}: ${key}`).toBe(true);
    }
  }
});
