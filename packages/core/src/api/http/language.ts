import type { Context } from 'koa';
import type { ProblemLanguage } from '../problems/texts.ts';

/** The caller's language, of those that we speak. */
export function languageOf(context: Context): ProblemLanguage {
  return askedLanguageOf(context) ?? 'en';
}

/** The same; `undefined` for who asks for none of them, or takes any. */
export function askedLanguageOf(context: Context): ProblemLanguage | undefined {
  if (context.acceptsLanguages()[0] === '*') return undefined;
  const language = context.acceptsLanguages('en', 'fr');
  return language === 'en' || language === 'fr' ? language : undefined;
}
