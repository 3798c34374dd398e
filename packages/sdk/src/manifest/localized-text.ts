import type { LocaleCatalogue, LocalizedText } from '../localized.ts';

export type Catalogues = Readonly<Record<string, LocaleCatalogue>>;

/** The text declared in place, joined by the translations that the catalogues have under `key`. */
export function withTranslations(
  declared: LocalizedText | undefined,
  catalogues: Catalogues,
  key: string,
): LocalizedText | undefined {
  const texts: Record<string, string> = {};
  for (const [locale, catalogue] of Object.entries(catalogues)) {
    const text = Object.hasOwn(catalogue, key) ? catalogue[key] : undefined;
    if (text !== undefined) texts[locale] = text;
  }
  Object.assign(texts, typeof declared === 'string' ? { en: declared } : declared);
  const { en, ...others } = texts;
  if (en === undefined) return undefined;
  return Object.keys(others).length === 0 ? en : { en, ...others };
}
