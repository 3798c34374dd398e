import { type JsonSchema, repeatsFormat } from '@guildhall/sdk/host';
import { compilePattern } from '@guildhall/sdk/pattern';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

type RegExpEngine = NonNullable<NonNullable<Options['code']>['regExp']>;

/**
 * Schemas come from manifests of strangers, and values from members: a pattern such as `(a+)+$` must not stall the bot.
 * So ajv gets a matcher without backtracking. What it cannot compile, the store has refused (`MANIFEST_INVALID`).
 */
const linearTime: RegExpEngine = Object.assign(
  (source: string) => {
    const pattern = compilePattern(source);
    return { test: (text: string) => pattern.test(text), toString: () => source };
  },
  { code: 'compilePattern' },
);

/** An ajv for schemas of manifests. Compile with `readable(schema)`. */
export function manifestAjv(options: Omit<Options, 'code'>): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, ...options, code: { regExp: linearTime } });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}

/** The schema without the patterns that only repeat a format. */
export function readable(schema: unknown): JsonSchema {
  return clean(schema) as JsonSchema;
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  const repeats = repeatsFormat(value as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (repeats && key === 'pattern') return [];
      return [[key, key === 'default' || key === 'enum' || key === 'const' ? inner : clean(inner)]];
    }),
  );
}
