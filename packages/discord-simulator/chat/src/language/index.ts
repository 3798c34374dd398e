import { ref, watchEffect } from 'vue';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type Language = 'en' | 'fr';
export type Phrase = keyof typeof en;

const dictionaries: Record<Language, Record<Phrase, string>> = { en, fr };
const key = 'guildhall-chat-language';
const kept = localStorage.getItem(key);

/** What the reader chose, or their browser's language until they do. */
export const language = ref<Language>(
  kept === 'en' || kept === 'fr' ? kept : navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en',
);

export function setLanguage(to: Language): void {
  language.value = to;
  localStorage.setItem(key, to);
}

watchEffect(() => {
  document.documentElement.lang = language.value;
});

/** The phrase in the reader's language, with `{name}` replaced by `values.name`. */
export function t(phrase: Phrase, values: Record<string, string | number> = {}): string {
  return dictionaries[language.value][phrase].replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  );
}

/** `one` for exactly one (in French also for none), else `many`. */
export function count(number: number, one: Phrase, many: Phrase): string {
  const rule = new Intl.PluralRules(language.value).select(number);
  return t(rule === 'one' ? one : many, { count: number });
}
