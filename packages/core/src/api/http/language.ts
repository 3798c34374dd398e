import type { Context } from 'koa';
import type { ProblemLanguage } from '../problems/texts.ts';

/** The caller's language, of those that we speak. */
export function languageOf(context: Context): ProblemLanguage {
  return context.acceptsLanguages('en', 'fr') === 'fr' ? 'fr' : 'en';
}
