import type { Answers } from './answers.ts';

/** Everything that a template may mention. */
export interface TemplateValues extends Omit<Answers, 'template'> {
  readonly sdk: string;
  readonly discordJs: string;
  readonly typescript: string;
  readonly vitest: string;
  readonly nodeTypes: string;
}

const forms = {
  /** As it is, for prose. */
  text: (value: string) => value,
  /** A string of TypeScript, quotes included. */
  string: (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  /** A string of JSON, quotes included. */
  json: (value: string) => JSON.stringify(value),
} as const;

const mention = /\{\{(\w+)(?::(\w+))?\}\}/g;

/** Replaces `{{name}}`, `{{name:string}}` and `{{name:json}}`. @throws for a mention that means nothing. */
export function fillTemplate(template: string, values: TemplateValues): string {
  return template.replace(mention, (whole, name: string, form = 'text') => {
    if (!isKey(values, name) || !isKey(forms, form)) throw new Error(`The template mentions ${whole}.`);
    return forms[form](values[name]);
  });
}

function isKey<T extends object>(object: T, key: PropertyKey): key is keyof T {
  return Object.hasOwn(object, key);
}
