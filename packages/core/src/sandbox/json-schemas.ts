import { type JsonSchema, repeatsFormat, z } from '@guildhall/sdk/host';
import { compilePattern } from '@guildhall/sdk/pattern';
import { manifestAjv, readable } from '../json-schema/index.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * The schema that a manifest holds as JSON, for the host's own border. Dates are dates (the manifest writes them as texts of a
 * format); what a plugin refines or transforms beyond JSON Schema, it does itself, in its process.
 */
export function schemaOf(json: JsonSchema): z.ZodType {
  // References need the whole of their document, and may go in circles.
  return JSON.stringify(json).includes('"$ref"') ? checked(readable(json)) : read(json);
}

/** The same for an object, whose fields the host looks at one by one. */
export function objectOf(json: JsonSchema): z.ZodObject {
  const schema = 'properties' in json ? readObject(json) : z.strictObject({});
  return schema;
}

const ajv = manifestAjv({ allErrors: true, validateFormats: false });

function checked(json: JsonSchema): z.ZodType {
  const validate = ajv.compile(json);
  return z.unknown().superRefine((value, context) => {
    if (validate(value)) return;
    for (const { instancePath, message } of validate.errors ?? []) {
      const path = instancePath.split('/').slice(1);
      context.addIssue({ code: 'custom', path, message: message ?? 'is not valid' });
    }
  });
}

function read(json: Json): z.ZodType {
  const schema = readType(json);
  // Given to the schema like a value: objects in it may have defaults of their own.
  return 'default' in json ? schema.prefault(json.default as never) : schema;
}

function readType(json: Json): z.ZodType {
  const { default: _, ...rest } = json;
  const options = json.anyOf ?? json.oneOf;
  if (Array.isArray(options) && options.length > 0) {
    return z.union((options as Json[]).map(read) as [z.ZodType, ...z.ZodType[]]);
  }
  if (json.type === 'object' && isRecord(json.properties)) return readObject(json);
  if (json.type === 'array' && isRecord(json.items)) {
    let list = z.array(read(json.items));
    if (typeof json.minItems === 'number') list = list.min(json.minItems);
    if (typeof json.maxItems === 'number') list = list.max(json.maxItems);
    return list;
  }
  if (json.type === 'string' && json.format === 'date-time' && json.pattern === undefined) return z.date();
  const { pattern, ...plain } = rest;
  const schema = z.fromJSONSchema(plain as never);
  if (typeof pattern !== 'string' || repeatsFormat(json)) return schema;
  const compiled = compilePattern(pattern);
  return schema.refine(
    (value) => typeof value !== 'string' || compiled.test(value),
    `does not match ${pattern}`,
  );
}

function readObject(json: Json): z.ZodObject {
  const required = new Set(Array.isArray(json.required) ? json.required : []);
  const shape = Object.fromEntries(
    Object.entries(json.properties as Record<string, Json>).map(([name, property]) => {
      const schema = read(property);
      return [name, required.has(name) || 'default' in property ? schema : schema.optional()];
    }),
  );
  if (json.additionalProperties === false) return z.strictObject(shape);
  if (isRecord(json.additionalProperties)) return z.object(shape).catchall(read(json.additionalProperties));
  return z.looseObject(shape);
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
