import type { CustomIdParameter, JsonSchema } from '@guildhall/sdk/host';

/** What of a guild a sample may name. */
export interface SampleIds {
  readonly channel: string;
  readonly role: string;
  readonly member: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * A plain value that a JSON Schema takes: the default where there is one, else the smallest. Patterns other than those of ids are
 * not read; a plugin that has such gives samples of its own.
 */
export function sampleOf(schema: JsonSchema, ids: SampleIds): unknown {
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const [either] = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((all) =>
    Array.isArray(all) ? all : [],
  );
  if (either) return sampleOf(either as JsonSchema, ids);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return sampleObject(schema, ids);
    case 'array':
      return Array.from({ length: numberOf(schema.minItems) }, () =>
        sampleOf((schema.items ?? {}) as JsonSchema, ids),
      );
    case 'string':
      return sampleText(schema, ids);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** A value of what a custom id carries. */
export function sampleParameter(parameter: CustomIdParameter, ids: SampleIds): unknown {
  switch (parameter.type) {
    case 'snowflake':
      return ids.member;
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    case 'enum':
      return parameter.values?.[0] ?? '';
    case 'string':
      return 'a';
  }
}

function sampleObject(schema: JsonSchema, ids: SampleIds): Fields {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.fromEntries(
    properties
      .filter(([name]) => required.includes(name))
      .map(([name, property]) => [name, sampleOf(property, ids)]),
  );
}

function sampleText(schema: JsonSchema, ids: SampleIds): string {
  const { widget } = (schema['x-ui'] ?? {}) as { widget?: string };
  if (widget === 'channel' || widget === 'role' || widget === 'member') return ids[widget];
  const looksLikeId = typeof schema.pattern === 'string' && schema.pattern.includes('\\d{');
  if (widget === 'user' || widget === 'snowflake' || looksLikeId) return ids.member;
  if (schema.format === 'date-time') return '2026-01-01T00:00:00Z';
  if (schema.format === 'uri') return 'https://example.com/';
  return 'a'.repeat(Math.max(1, numberOf(schema.minLength)));
}

function sampleNumber(schema: JsonSchema): number {
  if (typeof schema.minimum === 'number')
    return Math.max(schema.minimum, Math.min(1, Number(schema.maximum ?? 1)));
  if (typeof schema.exclusiveMinimum === 'number') return schema.exclusiveMinimum + 1;
  return typeof schema.maximum === 'number' ? Math.min(1, schema.maximum) : 1;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
