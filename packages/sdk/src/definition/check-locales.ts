import type { AnyPluginDeclaration } from '../contract.ts';
import { placeholdersOf } from '../locales/index.ts';
import type { LocaleCatalogue } from '../localized.ts';
import { configPaths } from '../manifest/describe-config.ts';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import type { Report } from './mistake.ts';

/** A key that Discord or the form reads; only these may exist in a translation without an English one. */
const declaredInPlace = /^(?:plugin|commands|modals|config)\./;

/** Texts that are missing or differ between languages are warnings: English takes their place. */
export function checkLocales(declaration: AnyPluginDeclaration, report: Report): void {
  const catalogues = declaration.locales;
  if (!catalogues) return;
  const { en: english } = catalogues;
  if (english === undefined) {
    report({
      code: 'LOCALE_ENGLISH',
      where: 'locales',
      what: 'there is no "en".',
      why: 'English is what every other language falls back to.',
      remedy: 'Add locales.en with every key.',
    });
    return;
  }
  checkConfigKeys(declaration, catalogues, report);
  for (const [locale, catalogue] of Object.entries(catalogues)) {
    if (locale !== 'en') compare(locale, catalogue, english, report);
  }
}

function compare(locale: string, catalogue: LocaleCatalogue, english: LocaleCatalogue, report: Report): void {
  const where = `locales.${locale}`;
  const missing = Object.keys(english).filter((key) => !Object.hasOwn(catalogue, key));
  if (missing.length > 0) {
    report({
      code: 'LOCALE_MISSING',
      severity: 'warning',
      where,
      what: `it lacks ${missing.join(', ')}.`,
      why: 'Members who use this language read English there.',
      remedy: 'Translate them.',
    });
  }
  // `key.one` and `key.many` have no counterpart where a language has other plural forms.
  const unknown = Object.keys(catalogue).filter(
    (key) => !Object.hasOwn(english, key) && !declaredInPlace.test(key) && !isPluralOf(key, english),
  );
  if (unknown.length > 0) {
    report({
      code: 'LOCALE_UNKNOWN',
      severity: 'warning',
      where,
      what: `it has ${unknown.join(', ')}, which English hasn't.`,
      why: 'It may be a misspelt key.',
      remedy: 'Correct the key, or add it to locales.en.',
    });
  }
  for (const [key, text] of Object.entries(english)) {
    const translated = catalogue[key];
    if (translated === undefined) continue;
    const [expected, found] = [placeholdersOf(text).join(', '), placeholdersOf(translated).join(', ')];
    if (expected === found) continue;
    report({
      code: 'LOCALE_PLACEHOLDERS',
      severity: 'warning',
      where: `${where}["${key}"]`,
      what: `its placeholders are {${found}} where English has {${expected}}.`,
      why: 'A placeholder without a value is shown as it is.',
      remedy: 'Use the same placeholders in every language.',
    });
  }
}

function isPluralOf(key: string, english: LocaleCatalogue): boolean {
  const stem = /^(.*)\.(?:zero|one|two|few|many|other)$/.exec(key)?.[1];
  return stem !== undefined && Object.hasOwn(english, `${stem}.other`);
}

function checkConfigKeys(
  declaration: AnyPluginDeclaration,
  catalogues: Readonly<Record<string, LocaleCatalogue>>,
  report: Report,
): void {
  const places = new Set(configPaths(jsonSchemaOf(declaration.config.schema)));
  for (const [locale, catalogue] of Object.entries(catalogues)) {
    const lost = Object.keys(catalogue).filter((key) => {
      const place = /^(config\..*?)\.(?:title|description|options\..+)$/.exec(key)?.[1];
      return place !== undefined && !places.has(place);
    });
    if (lost.length === 0) continue;
    report({
      code: 'LOCALE_UNKNOWN',
      severity: 'warning',
      where: `locales.${locale}`,
      what: `${lost.join(', ')} belong to no field of the configuration.`,
      why: 'They would never be shown.',
      remedy: 'Write config.<path>.title or .description; the element of a list is "items".',
    });
  }
}
