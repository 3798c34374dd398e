import type { z } from 'zod';
import { isOwnRule } from '../fields/rules.ts';

/** A node of a schema with its place, as keys from the root; the element of an array or record is `items`. */
export interface SchemaNode {
  readonly schema: z.core.$ZodTypes;
  readonly path: readonly string[];
}

/** Visits a schema and everything in it, parents first. A schema that contains itself is visited once. */
export function walkSchema(schema: z.core.$ZodType, visit: (node: SchemaNode) => void): void {
  const seen = new Set<z.core.$ZodType>();
  const step = (node: z.core.$ZodType, path: readonly string[]): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const known = node as z.core.$ZodTypes;
    visit({ schema: known, path });
    const { def } = known._zod;
    switch (def.type) {
      case 'object':
        for (const [name, property] of Object.entries(def.shape)) step(property, [...path, name]);
        // A strict object says so by a catch-all that nothing fits.
        if (def.catchall && (def.catchall as z.core.$ZodTypes)._zod.def.type !== 'never') {
          step(def.catchall, [...path, 'items']);
        }
        break;
      case 'array':
        step(def.element, [...path, 'items']);
        break;
      case 'record':
        step(def.valueType, [...path, 'items']);
        break;
      case 'union':
        for (const option of def.options) step(option, path);
        break;
      case 'optional':
      case 'default':
      case 'prefault':
      case 'nullable':
      case 'readonly':
      case 'nonoptional':
        step(def.innerType, path);
        break;
      default:
    }
  };
  step(schema, []);
}

/** Kinds of an author's checks on a node: `custom` is `.refine()`, `overwrite` is `.trim()` and its like. */
export function checkKinds(schema: z.core.$ZodTypes): readonly string[] {
  return (schema._zod.def.checks ?? [])
    .filter((check) => !isOwnRule(check))
    .map((check) => check._zod.def.check);
}
