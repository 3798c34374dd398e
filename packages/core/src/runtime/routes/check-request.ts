import type { JsonSchema } from '@guildhall/sdk/host';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { manifestAjv, ofChosenVariants, placeOf, readable, schemaText } from '../../json-schema/index.ts';
import type { RouteIssue } from './types.ts';

const options = { allErrors: true, useDefaults: true } as const;
/** Paths and queries are texts: numbers and booleans are read from them, a single value is a list of one. */
const texts = manifestAjv({ ...options, coerceTypes: 'array' });
const values = manifestAjv(options);

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Checks one part of a request by the manifest, at the host's border. @returns the value to go on with. */
export function checkPart(
  part: 'params' | 'query' | 'body' | 'returns',
  schema: JsonSchema,
  value: unknown,
  language?: string,
): { readonly value: unknown; readonly issues: readonly RouteIssue[] } {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = (part === 'params' || part === 'query' ? texts : values).compile(readable(schema));
    compiled.set(schema, validate);
  }
  const copy = structuredClone(value);
  if (validate(copy)) return { value: copy, issues: [] };
  return {
    value: copy,
    issues: ofChosenVariants(validate.errors ?? []).map((error) => ({
      pointer: `/${part}${placeOf(error)}`,
      message: schemaText(error, language),
    })),
  };
}
