/** Locales that Guildhall's own texts come in. Plugins may bring more; `en` is always there. */
export type Locale = 'en' | 'fr' | (string & {});

/**
 * A text in several languages. A bare string is English.
 *
 * @example
 * const title: LocalizedText = { en: 'Level-up channel', fr: 'Salon des niveaux' };
 */
export type LocalizedText = string | ({ readonly en: string } & Readonly<Record<string, string>>);

/** Flat catalogue of one language: key → text with `{placeholders}`. */
export type LocaleCatalogue = Readonly<Record<string, string>>;
