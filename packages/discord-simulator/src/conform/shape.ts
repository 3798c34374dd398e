/** What an answer looks like, without anything of what it says: what golden files hold. */
export type Shape = string | number | boolean | null | Shape[] | { [key: string]: Shape };

/** Keys whose small numbers mean something by themselves, and tell nothing of anybody. */
const telling = new Set(['type', 'code', 'flags', 'entity_type', 'status', 'trigger_type', 'event_type']);

/**
 * Reduces JSON to its shape: ids, times, texts and numbers become the names of their kinds, lists the different
 * shapes in them. So nothing of a guild, a person or a token can get into a golden file.
 */
export function shapeOf(value: unknown, key = ''): Shape {
  if (value === null || typeof value === 'boolean') return value === null ? null : 'boolean';
  if (typeof value === 'number') return telling.has(key) ? value : 'number';
  if (typeof value === 'string') {
    if (/^\d{15,20}$/.test(value)) return 'id';
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return 'time';
    return /^\d+$/.test(value) ? 'digits' : 'text';
  }
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((item) => shapeOf(item)).map((shape) => [JSON.stringify(shape), shape]));
    return [...shapes.values()];
  }
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown>)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, shapeOf(inner, name)]),
  );
}

/**
 * What differs between two shapes, as paths. A kind may be `null` on one side: whether there is a topic depends on the
 * guild; a key that is missing, or of another kind, does not. Lists are compared only where both have something in them.
 */
export function differences(discord: Shape, simulator: Shape, at = ''): string[] {
  if (discord === null || simulator === null) return [];
  if (Array.isArray(discord) && Array.isArray(simulator)) {
    const [theirs] = discord;
    if (theirs === undefined || simulator.length === 0) return [];
    const each = simulator.map((ours) => differences(theirs, ours, `${at}[]`));
    return each.sort((a, b) => a.length - b.length)[0] ?? [];
  }
  if (isFields(discord) && isFields(simulator)) {
    return [...new Set([...Object.keys(discord), ...Object.keys(simulator)])].sort().flatMap((key) => {
      const path = at === '' ? key : `${at}.${key}`;
      const [theirs, ours] = [discord[key], simulator[key]];
      if (theirs === undefined) return [`${path}: only the simulator has it`];
      if (ours === undefined) return [`${path}: only Discord has it`];
      return differences(theirs, ours, path);
    });
  }
  if (JSON.stringify(discord) === JSON.stringify(simulator)) return [];
  return [`${at || '(whole)'}: ${kind(discord)} at Discord, ${kind(simulator)} in the simulator`];
}

function isFields(shape: Shape): shape is { [key: string]: Shape } {
  return typeof shape === 'object' && shape !== null && !Array.isArray(shape);
}

function kind(shape: Shape): string {
  if (Array.isArray(shape)) return 'a list';
  return isFields(shape) ? 'an object' : String(shape);
}
