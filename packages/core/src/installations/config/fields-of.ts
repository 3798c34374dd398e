import type { FieldUi } from '@guildhall/sdk';
import type { JsonSchema } from '@guildhall/sdk/host';
import { escapePointer } from '../../json-schema/index.ts';

/** One value of a kind of its own (`x-ui`), and where it is. */
export interface FieldAt {
  readonly pointer: string;
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly ui: FieldUi;
}

/** Every value that the schema gives a kind, each once, also inside of lists, records and the fitting variant of a union. */
export function fieldsOf(schema: JsonSchema, values: unknown): readonly FieldAt[] {
  const found = new Map<string, FieldAt>();
  collect(schema, values, [], (field) => found.set(`${field.pointer}\0${field.ui.widget}`, field));
  return [...found.values()];
}

function collect(
  schema: unknown,
  value: unknown,
  path: FieldAt['path'],
  found: (field: FieldAt) => void,
): void {
  if (!isSchema(schema) || value === null || value === undefined) return;
  const ui = schema['x-ui'] as FieldUi | undefined;
  if (ui) found({ pointer: pointerOf(path), path, value, ui });
  for (const variants of [schema.anyOf, schema.oneOf, schema.allOf]) {
    if (!Array.isArray(variants)) continue;
    for (const variant of variants) if (couldBe(variant, value)) collect(variant, value, path, found);
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(schema.items, item, [...path, index], found);
  } else if (typeof value === 'object') {
    const properties = isSchema(schema.properties) ? schema.properties : {};
    for (const [key, inner] of Object.entries(value)) {
      const of = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      collect(of, inner, [...path, key], found);
    }
  }
}

/** A union's other variants are told apart by their constants: a discriminator that differs rules a variant out. */
function couldBe(variant: unknown, value: unknown): boolean {
  if (!isSchema(variant) || !isSchema(variant.properties) || !isSchema(value)) return true;
  return Object.entries(variant.properties).every(([key, property]) => {
    const constant = isSchema(property) ? property.const : undefined;
    return constant === undefined || value[key] === constant;
  });
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((segment) => `/${escapePointer(String(segment))}`).join('');
}

/** RFC 6901, backwards. */
export function pathOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function valueAt(root: unknown, path: readonly (string | number)[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}

/** A copy with another value at the path; objects on the way are made. What is elsewhere is shared, not copied. */
export function withValueAt<T>(root: T, path: readonly (string | number)[], value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  if (Array.isArray(root)) {
    return root.with(Number(key), withValueAt(root[Number(key)], rest, value)) as T;
  }
  const inner = valueAt(root, [key]);
  return { ...(root as object), [key]: withValueAt(inner, rest, value) } as T;
}
