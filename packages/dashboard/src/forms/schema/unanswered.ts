import type { JsonSchema } from './json-schema.ts';

/**
 * The part of a configuration that has no default and may not be left out: nobody but an admin knows it, and the plugin
 * can't be installed without. `undefined`: there is none.
 */
export function unanswered(schema: JsonSchema): JsonSchema | undefined {
  const { properties = {}, required = [] } = schema;
  const open = required.filter((name) => properties[name] && properties[name].default === undefined);
  if (open.length === 0) return undefined;
  return {
    ...schema,
    required: open,
    properties: Object.fromEntries(
      open.flatMap((name) => (properties[name] ? [[name, properties[name]]] : [])),
    ),
  };
}
