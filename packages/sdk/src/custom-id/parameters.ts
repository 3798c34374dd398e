import { z } from 'zod';
import { CustomIdError } from '../errors.ts';
import type { Parameters } from '../pieces/types.ts';

/** How one value of a component's parameters is packed into its custom id. */
export interface CustomIdParameter {
  readonly name: string;
  readonly type: 'snowflake' | 'integer' | 'enum' | 'string' | 'boolean';
  readonly maxLength?: number | undefined;
  readonly values?: string[] | undefined;
}

const snowflakeWidgets: readonly unknown[] = ['channel', 'role', 'member', 'user', 'snowflake'];

/** Base 36 of 2⁶⁴ takes 13 characters, of 2⁵³ with its sign 12. */
const longestSnowflake = 13;

/**
 * How a parameter travels: `field.*` ids, `z.int()`, `z.enum()`, `z.boolean()`, and `z.string().max(n)`.
 * @throws `CustomIdError` for anything else: a custom id has 100 characters and is seen by members.
 */
function describeParameter(name: string, schema: z.ZodType): CustomIdParameter {
  const json = jsonOf(name, schema);
  const ui = json['x-ui'];
  if (isRecord(ui) && snowflakeWidgets.includes(ui.widget)) return { name, type: 'snowflake' };
  if (Array.isArray(json.enum) && json.enum.every((value) => typeof value === 'string')) {
    return { name, type: 'enum', values: json.enum };
  }
  if (json.type === 'boolean') return { name, type: 'boolean' };
  if (json.type === 'integer') {
    const bounds = [json.minimum, json.maximum].map((bound) =>
      typeof bound === 'number' ? bound : Number.MIN_SAFE_INTEGER,
    );
    return {
      name,
      type: 'integer',
      maxLength: Math.max(...bounds.map((bound) => bound.toString(36).length)),
    };
  }
  if (json.type === 'string' && typeof json.maxLength === 'number') {
    return { name, type: 'string', maxLength: json.maxLength };
  }
  throw new CustomIdError(
    'CUSTOM_ID_INVALID',
    json.type === 'string'
      ? `Parameter "${name}" is a text without a maximum length.`
      : `Parameter "${name}" can't be put into a custom id.`,
    'Use field.snowflake(), z.int(), z.enum(), z.boolean() or z.string().max(n), and keep the rest in a collection.',
  );
}

export function describeParameters(parameters: Parameters): readonly CustomIdParameter[] {
  return Object.entries(parameters).map(([name, schema]) => describeParameter(name, schema));
}

/** The most characters that a value can take, without its separator. */
export function longestPacked(parameter: CustomIdParameter): number {
  switch (parameter.type) {
    case 'snowflake':
      return longestSnowflake;
    case 'boolean':
      return 1;
    case 'integer':
      return parameter.maxLength ?? 0;
    case 'enum':
      return Math.max(0, ...(parameter.values ?? []).map((value) => prefixed(value).length));
    case 'string':
      return prefixed('x'.repeat(parameter.maxLength ?? 0)).length;
  }
}

/** Text goes with its length in front, so that no character needs escaping. */
export function prefixed(text: string): string {
  return `${text.length.toString(36)}~${text}`;
}

function jsonOf(name: string, schema: z.ZodType): Record<string, unknown> {
  try {
    return z.toJSONSchema(schema, { io: 'input' });
  } catch (cause) {
    throw new CustomIdError(
      'CUSTOM_ID_INVALID',
      `Parameter "${name}" has no JSON form.`,
      'Use field.snowflake(), z.int(), z.enum(), z.boolean() or z.string().max(n).',
      { cause },
    );
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
