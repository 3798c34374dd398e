import { createI18n } from 'vue-i18n';
import { setRequestLanguage } from '../api/index.ts';

export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

const storageKey = 'guildhall.language';

const load: Record<Language, () => Promise<{ default: Record<string, unknown> }>> = {
  en: () => import('./en.json'),
  fr: () => import('./fr.json'),
};

export const i18n = createI18n({ legacy: false, locale: 'en', fallbackLocale: 'en', messages: {} });

function isLanguage(value: string | null | undefined): value is Language {
  return languages.some((language) => language === value);
}

/** The language chosen here before, else the first of the browser's that we speak. */
export function preferredLanguage(): Language {
  try {
    const stored = localStorage.getItem(storageKey);
    if (isLanguage(stored)) return stored;
  } catch {
    // Storage is blocked: the browser's languages decide.
  }
  return navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

/** Loads a language and shows everything in it, what the API says included. */
export async function useLanguage(language: Language): Promise<void> {
  const { default: messages } = await load[language]();
  i18n.global.setLocaleMessage(language, messages);
  i18n.global.locale.value = language;
  document.documentElement.lang = language;
  setRequestLanguage(language);
}

/** A person's choice: remembered in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  await useLanguage(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}
