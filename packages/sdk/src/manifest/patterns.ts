/** Formats that every host checks by rules of its own. */
const knownFormats: ReadonlySet<string> = new Set([
  'date',
  'date-time',
  'duration',
  'email',
  'hostname',
  'ipv4',
  'ipv6',
  'time',
  'uri',
  'uuid',
]);

/** A pattern of a schema, and where it is: `config.schema.properties.name`. */
export interface SchemaPattern {
  readonly where: string;
  readonly pattern: string;
}

/**
 * Whether a schema's pattern only repeats its format: then it adds nothing, and libraries write it in words that no linear matcher
 * knows.
 */
export function repeatsFormat({ format, pattern }: Readonly<Record<string, unknown>>): boolean {
  return typeof pattern === 'string' && typeof format === 'string' && knownFormats.has(format);
}

/** Values in a schema, which are no schemas themselves. */
const values = new Set(['default', 'enum', 'const', 'examples']);

/**
 * The patterns of a manifest that a host runs on what people write. They come from strangers: a host runs them with a matcher
 * without backtracking, so that none can stall it.
 */
export function patternsOf(manifest: unknown, where = ''): readonly SchemaPattern[] {
  if (Array.isArray(manifest))
    return manifest.flatMap((item, index) => patternsOf(item, `${where}[${index}]`));
  if (typeof manifest !== 'object' || manifest === null) return [];
  const node = manifest as Readonly<Record<string, unknown>>;
  const { pattern, patternProperties } = node;
  const own = typeof pattern === 'string' && !repeatsFormat(node) ? [{ where, pattern }] : [];
  const names =
    typeof patternProperties === 'object' && patternProperties !== null
      ? Object.keys(patternProperties).map((name) => ({ where, pattern: name }))
      : [];
  const inner = Object.entries(manifest).flatMap(([key, value]) =>
    values.has(key) ? [] : patternsOf(value, where === '' ? key : `${where}.${key}`),
  );
  return [...own, ...names, ...inner];
}
