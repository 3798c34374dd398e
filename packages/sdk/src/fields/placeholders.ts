import type { z } from 'zod';
import { withRule } from './rules.ts';
import type { TemplateVariable } from './ui.ts';

export function toVariables(
  variables: readonly (string | TemplateVariable)[] = [],
): readonly TemplateVariable[] {
  return variables.map((variable) => (typeof variable === 'string' ? { name: variable } : variable));
}

/**
 * The first placeholder of a text that isn't listed. Text in braces that isn't a word, such as code, is left alone.
 * A rule and no pattern: to say so, a pattern needs look-around, which no host takes.
 */
export function unknownPlaceholder(text: string, variables: readonly TemplateVariable[]): string | undefined {
  const known = new Set(variables.map(({ name }) => name));
  for (const [, name = ''] of text.matchAll(/\{([A-Za-z][\w.]*)\}/g)) if (!known.has(name)) return name;
  return undefined;
}

/** A text that holds no other placeholders. */
export function withListedPlaceholders(
  schema: z.ZodString,
  variables: readonly TemplateVariable[],
): z.ZodString {
  return withRule(
    schema,
    (text) => unknownPlaceholder(text, variables) === undefined,
    'holds a placeholder that is not listed',
  );
}
