import { sameValue } from './diff.ts';

/**
 * What to save: the form's values without defaults that nobody chose, so that a plugin's better default of tomorrow
 * reaches those who never had an opinion. A default that was given before stays given.
 */
export function withoutUntouchedDefaults(
  values: Readonly<Record<string, unknown>>,
  defaults: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([key, value]) =>
        value !== undefined && (Object.hasOwn(given, key) || !sameValue(value, defaults[key])),
    ),
  );
}
