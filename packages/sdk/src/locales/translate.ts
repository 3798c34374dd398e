import type { LocaleCatalogue, LocalizedText } from '../localized.ts';
import { renderTemplate } from './render-template.ts';

/** `fr-CA` → `fr-CA`, `fr`, then `en`. */
function fallbacks(locale: string): readonly string[] {
  const language = locale.split('-')[0] ?? locale;
  return [...new Set([locale, language, 'en'])];
}

/** The text in this language, else in its base language, else in English. */
export function localize(text: LocalizedText, locale: string): string {
  if (typeof text === 'string') return text;
  for (const candidate of fallbacks(locale)) {
    const found = text[candidate];
    if (found !== undefined) return found;
  }
  return text.en;
}

/**
 * A text of a plugin's catalogues. With a numeric `count` the plural form of the language is looked for first
 * (`key.one`, `key.few`, `key.other` …). A key that no catalogue has is returned as it is.
 */
export function translate(
  catalogues: Readonly<Record<string, LocaleCatalogue>>,
  locale: string,
  key: string,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  for (const candidate of fallbacks(locale)) {
    const catalogue = catalogues[candidate];
    if (!catalogue) continue;
    const keys =
      typeof parameters.count === 'number'
        ? [`${key}.${pluralForm(candidate, parameters.count)}`, `${key}.other`, key]
        : [key];
    for (const name of keys) {
      const text = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
      if (text !== undefined) return renderTemplate(text, parameters);
    }
  }
  return key;
}

function pluralForm(locale: string, count: number): Intl.LDMLPluralRule {
  return new Intl.PluralRules(locale).select(count);
}
