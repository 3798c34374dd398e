/** A picker's ids from a value that is one id, several, or none. */
export function chosenIds(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.filter((id): id is string => typeof id === 'string' && id !== '');
}
