import type { TemplateVariable } from './ui.ts';

export function toVariables(
  variables: readonly (string | TemplateVariable)[] = [],
): readonly TemplateVariable[] {
  return variables.map((variable) => (typeof variable === 'string' ? { name: variable } : variable));
}

/** Matches texts without placeholders that aren't listed. Text in braces that isn't a word, such as code, is left alone. */
export function knownPlaceholders(variables: readonly TemplateVariable[]): RegExp {
  const names = variables.map(({ name }) => name);
  const known = names.length > 0 ? `(?!(?:${names.join('|').replaceAll('.', '\\.')})\\})` : '';
  return new RegExp(`^(?![\\s\\S]*\\{${known}[A-Za-z][\\w.]*\\})`, 'u');
}
