import type { z } from 'zod';

/** The events that a plugin emits, in a file of their own, so that others may hear them without its code. */
export interface PluginEvents<
  Id extends string = string,
  E extends Readonly<Record<string, z.ZodType>> = Readonly<Record<string, z.ZodType>>,
> {
  readonly id: Id;
  readonly events: E;
}

/**
 * Declares a plugin's events. Its contract takes them as `emits`, other plugins hear them with `hear`.
 *
 * @example
 * export const starboardEvents = defineEvents('starboard', { starred: z.object({ stars: z.int() }) });
 * definePlugin({ id: 'starboard', emits: starboardEvents.events, … });
 * digest.hear(starboardEvents, 'starred', (ctx, { stars }) => …);
 */
export function defineEvents<const Id extends string, const E extends Readonly<Record<string, z.ZodType>>>(
  id: Id,
  events: E,
): PluginEvents<Id, E> {
  return { id, events };
}
