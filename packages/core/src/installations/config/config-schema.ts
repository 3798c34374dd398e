import type { JsonSchema } from '@guildhall/sdk/host';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { manifestAjv, ofChosenVariants, placeOf, readable, textParameters } from '../../json-schema/index.ts';
import type { ConfigProblem } from '../types.ts';
import { configText, isConfigProblemCode } from './config-texts.ts';

const ajv = manifestAjv({ allErrors: true, useDefaults: true });

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

/** Checks values by a manifest's JSON Schema, with objects closed. Values are not changed. */
export function checkSchema(schema: JsonSchema, values: unknown, locale: string): readonly ConfigProblem[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(closed(readable(schema)) as JsonSchema);
    compiled.set(schema, validate);
  }
  if (validate(structuredClone(values))) return [];
  return distinct(ofChosenVariants(validate.errors ?? []).flatMap((error) => toProblem(error, locale) ?? []));
}

/** Unknown keys are refused everywhere: a misspelt setting must not be swallowed. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === 'default' || key === 'enum' ? value : closed(value),
    ]),
  );
  if (copy.type === 'object' && copy.properties && copy.additionalProperties === undefined) {
    copy.additionalProperties = false;
  }
  return copy;
}

function toProblem(error: ErrorObject, locale: string): ConfigProblem | undefined {
  const { keyword } = error;
  if (keyword === 'if') return undefined; // What then should have been says more.
  const code = isConfigProblemCode(keyword) ? keyword : 'invalid';
  return {
    pointer: placeOf(error),
    code,
    message: configText(locale, code, textParameters(error)),
  };
}

/** A field and its variant may say the same. */
function distinct(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.pointer}\0${problem.code}`, problem]));
  return [...seen.values()];
}
