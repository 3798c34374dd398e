import { z } from 'zod';
import type { JsonSchema } from './types.ts';

/** Values in a collection may be dates, which MongoDB has and JSON hasn't: a host stores this format as a date. */
export const dateFormat = 'date-time';

/**
 * JSON Schema of a value as it is written (`input`) or read (`output`). Objects refuse unknown keys unless they are
 * declared loose.
 * @throws when a schema has no JSON form.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override(node) {
      const { type } = node.zodSchema._zod.def;
      if (type === 'object') node.jsonSchema.additionalProperties ??= false;
      if (type === 'date') Object.assign(node.jsonSchema, { type: 'string', format: dateFormat });
    },
  });
  // Its methods and `~standard` are not enumerable JSON; a copy keeps only what is.
  return JSON.parse(JSON.stringify(json));
}
