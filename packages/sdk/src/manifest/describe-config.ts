import type { z } from 'zod';
import type { AnyPluginDeclaration } from '../contract.ts';
import { jsonSchemaOf } from './json-schema.ts';
import type { JsonSchema, Manifest } from './types.ts';

/** The configuration's schema with its English texts filled in from the catalogue, and what it starts with. */
export function describeConfig(declaration: AnyPluginDeclaration): Manifest['config'] {
  const { version, schema } = declaration.config;
  const json = jsonSchemaOf(schema);
  fillTexts(json, 'config', declaration.locales?.en ?? {});
  return { version, schema: json, defaults: startingValues(schema) };
}

/** Every place of a configuration that can have a text, by the key that texts use: `config.rewards.items.level`. */
export function configPaths(json: JsonSchema, path = 'config'): readonly string[] {
  return [path, ...children(json, path).flatMap((child) => configPaths(child.json, child.path))];
}

function fillTexts(json: JsonSchema, path: string, english: Readonly<Record<string, string>>): void {
  for (const text of ['title', 'description'] as const) {
    const key = `${path}.${text}`;
    if (json[text] === undefined && Object.hasOwn(english, key)) json[text] = english[key];
  }
  for (const child of children(json, path)) fillTexts(child.json, child.path, english);
}

function children(json: JsonSchema, path: string): { json: JsonSchema; path: string }[] {
  const found: { json: JsonSchema; path: string }[] = [];
  const add = (value: unknown, childPath: string) => {
    if (isSchema(value)) found.push({ json: value, path: childPath });
  };
  if (isSchema(json.properties)) {
    for (const [name, property] of Object.entries(json.properties)) add(property, `${path}.${name}`);
  }
  add(json.items, `${path}.items`);
  add(json.additionalProperties, `${path}.items`);
  for (const variants of [json.oneOf, json.anyOf]) {
    // Variants of a union share their place: their properties' texts are told apart by name only.
    if (Array.isArray(variants)) {
      for (const variant of variants) {
        if (isSchema(variant)) found.push(...children(variant, path));
      }
    }
  }
  return found;
}

function startingValues(schema: z.ZodObject): Record<string, unknown> {
  const whole = schema.safeParse({});
  if (whole.success) return whole.data;
  const values: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.shape)) {
    const parsed = (property as z.ZodType).safeParse(undefined);
    if (parsed.success && parsed.data !== undefined) values[name] = parsed.data;
  }
  return values;
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
