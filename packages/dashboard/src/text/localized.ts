import { useI18n } from 'vue-i18n';
import type { LocalizedText } from '../api/index.ts';

/** A plugin's text in a language: exact, then the same language elsewhere, then English. */
function localizedText(text: LocalizedText | null | undefined, language: string): string {
  if (text === undefined || text === null) return '';
  if (typeof text === 'string') return text;
  const [base = language] = language.split('-');
  return text[language] ?? text[base] ?? text.en;
}

/** `localizedText` in the language of the page. */
export function useLocalized(): (text: LocalizedText | null | undefined) => string {
  const { locale } = useI18n();
  return (text) => localizedText(text, locale.value);
}
