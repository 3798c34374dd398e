import type { JsonSchema } from './json-schema.ts';

/** Flat catalogues of a plugin's texts, by language. */
export type PluginLocales = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The words of a form in one language: the plugin's catalogue, then the schema's own, then the key's words. */
export interface FieldTexts {
  title(textPath: string, node: JsonSchema, key: string): string;
  description(textPath: string, node: JsonSchema): string | undefined;
  option(textPath: string, value: unknown): string;
}

export function fieldTexts(locales: PluginLocales, language: string): FieldTexts {
  const [base = language] = language.split('-');
  const own = (key: string) => locales[language]?.[key] ?? locales[base]?.[key];
  const english = (key: string) => locales.en?.[key];
  return {
    title: (path, node, key) =>
      own(`${path}.title`) ?? node.title ?? english(`${path}.title`) ?? wordsOf(key),
    description: (path, node) =>
      own(`${path}.description`) ?? node.description ?? english(`${path}.description`),
    option: (path, value) =>
      own(`${path}.options.${value}`) ?? english(`${path}.options.${value}`) ?? wordsOf(String(value)),
  };
}

/** `voiceXpPerMinute` → "Voice xp per minute". */
export function wordsOf(key: string): string {
  const words = key
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
