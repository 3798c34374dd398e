import type { z } from 'zod';
import { jsonSchemaOf } from '../manifest/json-schema.ts';
import type { JsonSchema } from '../manifest/types.ts';

/** What a route answers: the fields of its record, of the rows of its list, and whether the list comes page by page. */
export interface Answered {
  readonly record: readonly string[];
  readonly row: readonly string[];
  readonly isList: boolean;
  readonly isPaged: boolean;
}

const nothing: Answered = { record: [], row: [], isList: false, isPaged: false };
/** Many blocks and buttons ask about one route, and each plugin is checked whenever it is loaded. */
const known = new WeakMap<z.ZodType, Answered>();

export function answeredFields(returns: z.ZodType | undefined): Answered {
  if (!returns) return nothing;
  const answered = known.get(returns) ?? describe(returns);
  known.set(returns, answered);
  return answered;
}

function describe(returns: z.ZodType): Answered {
  const root = jsonSchemaOf(returns, 'output');
  const record = fieldsOf(root, root);
  const items = (found(root, root).properties as JsonSchema | undefined)?.items as JsonSchema | undefined;
  const paged = items && record.includes('next') ? found(items, root) : undefined;
  const list = paged ?? found(root, root);
  return {
    record,
    row: fieldsOf((list.items ?? {}) as JsonSchema, root),
    isList: list.type === 'array',
    isPaged: paged?.type === 'array',
  };
}

/** The names of an object's properties, in any of its variants. */
export function fieldsOf(schema: JsonSchema, root: JsonSchema): readonly string[] {
  const node = found(schema, root);
  const variants = [node.oneOf, node.anyOf, node.allOf].flatMap((each) =>
    Array.isArray(each) ? (each as JsonSchema[]) : [],
  );
  const own = Object.keys((node.properties as JsonSchema | undefined) ?? {});
  return [...new Set([...own, ...variants.flatMap((variant) => fieldsOf(variant, root))])];
}

function found(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = typeof schema.$ref === 'string' ? /^#\/\$defs\/(.+)$/.exec(schema.$ref)?.[1] : undefined;
  if (schema.$ref === '#') return root;
  return name === undefined ? schema : ((root.$defs as Record<string, JsonSchema>)[name] ?? {});
}
