import { type JsonSchema, resolveNode } from './json-schema.ts';

/**
 * What a new element of a list starts with: defaults where the schema has them, else the least that has the right
 * shape. `undefined`: nobody can guess it (an id, a text), so the person must choose.
 */
export function startingValue(schema: JsonSchema, root: JsonSchema): unknown {
  const { node, nullable } = resolveNode(schema, root);
  if (node.default !== undefined) return structuredClone(node.default);
  if (node.const !== undefined) return node.const;
  if (nullable) return null;
  if (node['x-ui'] && node['x-ui'].widget !== 'messageTemplate') return undefined;
  if (node.enum) return node.enum[0];
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        (node.required ?? [])
          .map((name) => [name, startingValue(node.properties?.[name] ?? {}, root)] as const)
          .filter(([, value]) => value !== undefined),
      );
    case 'array':
      return [];
    case 'boolean':
      return false;
    case 'string':
      return '';
    case 'integer':
    case 'number':
      return (node.minimum ?? 0) > 0 ? node.minimum : 0;
    default: {
      const branch = (node.oneOf ?? node.anyOf)?.[0];
      return branch ? startingValue(branch, root) : undefined;
    }
  }
}
