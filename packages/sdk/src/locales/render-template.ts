const placeholder = /\{([A-Za-z][\w.]*)\}/g;

/**
 * Fills `{placeholders}`. A placeholder without a value stays as it is, so that a mistake is seen and not swallowed.
 *
 * @example
 * renderTemplate('{user} reached level {level}!', { user: '<@1>', level: 3 });
 */
export function renderTemplate(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(placeholder, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
}

/** Names of the placeholders in a text, each once, sorted. */
export function placeholdersOf(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(placeholder), (match) => match[1] ?? ''))].sort();
}
