import { type JsonSchema, localize, type ManifestRoute } from '@guildhall/sdk/host';
import type { PluginVersion } from '../../plugins/types.ts';
import type { OpenApiDocument } from './document.ts';

/** Any JSON object. */
type Json = Record<string, unknown>;

/**
 * The host's document with the routes of these plugin versions: below `/guilds/{guildId}/plugins/<id>`, with the tag
 * `plugin:<id>`, and ids of operations and components that begin with the plugin's id.
 */
export function documentWithPlugins(host: OpenApiDocument, plugins: readonly PluginVersion[]): Json {
  const paths: Record<string, Json> = { ...(host.paths as Record<string, Json>) };
  const schemas: Json = { ...(host.components?.schemas as Json | undefined) };
  const tags = [...(host.tags ?? [])];
  for (const { id, version, manifest } of plugins) {
    const routes = manifest.pieces.filter((piece): piece is ManifestRoute => piece.kind === 'route');
    if (routes.length === 0) continue;
    tags.push({ name: `plugin:${id}`, description: `${localize(manifest.name, 'en')} ${version}` });
    for (const route of routes) {
      const path = `/guilds/{guildId}/plugins/${id}${route.path === '/' ? '' : route.path}`;
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(id, route, schemas) };
    }
  }
  return { ...host, paths, tags, components: { ...host.components, schemas } };
}

function operationOf(pluginId: string, route: ManifestRoute, schemas: Json): Json {
  const operationId = operationIdOf(pluginId, route);
  const component = (part: string, schema: JsonSchema): Json => {
    const name = `${operationId}.${part}`;
    hoist(name, schema, schemas);
    return { $ref: `#/components/schemas/${name}` };
  };
  return {
    operationId,
    summary: route.description ? localize(route.description, 'en') : route.name,
    tags: [`plugin:${pluginId}`],
    security: route.access === 'public' ? [{}, { session: [] }] : [{ session: [] }],
    'x-access': `plugin:${route.access}`,
    parameters: [
      {
        in: 'path',
        name: 'guildId',
        required: true,
        schema: { $ref: '#/components/schemas/Snowflake' },
      },
      ...parametersOf('path', route.params),
      ...parametersOf('query', route.query),
      ...headersOf(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: component('body', route.body) } },
          },
        }
      : {}),
    responses: {
      ...(route.returns
        ? {
            200: {
              description: 'What the plugin answers',
              ...(route.revision === undefined
                ? {}
                : { headers: { ETag: { description: 'Its revision', schema: { type: 'string' } } } }),
              content: { 'application/json': { schema: component('answer', route.returns) } },
            },
          }
        : { 204: { description: 'Done' } }),
      '4XX': { description: 'Refused, by Guildhall or by the plugin', ...problemContent },
      '5XX': { description: 'The plugin failed, rests or did not answer', ...problemContent },
    },
  };
}

/** What a call may carry beside its path, query and body. */
function headersOf({ method, ifMatch }: ManifestRoute): Json[] {
  const header = (name: string, required: boolean, description: string): Json => ({
    in: 'header',
    name,
    required,
    description,
    schema: { type: 'string' },
  });
  return [
    ...(ifMatch ? [header('If-Match', ifMatch === 'required', 'The ETag of what was read')] : []),
    ...(method === 'POST'
      ? [
          header(
            'Idempotency-Key',
            false,
            'Of whoever is signed in: sent again with the same key within 24 hours, it is answered as the first time',
          ),
        ]
      : []),
  ];
}

const problemContent = {
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** `leveling` and `GET /top/{id}`: `leveling_get_top_id`. */
function operationIdOf(pluginId: string, { method, path }: ManifestRoute): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return [pluginId, method.toLowerCase(), ...words].join('_');
}

function parametersOf(place: 'path' | 'query', schema: JsonSchema): Json[] {
  const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.entries(properties).map(([name, property]) => ({
    in: place,
    name,
    required: place === 'path' || required.includes(name),
    // References of parameters would point into the schema that they were taken out of.
    schema: inlined(property, (schema.$defs ?? {}) as Record<string, JsonSchema>),
  }));
}

function inlined(schema: JsonSchema, defs: Record<string, JsonSchema>): JsonSchema {
  const name = typeof schema.$ref === 'string' ? /^#\/\$defs\/(.+)$/.exec(schema.$ref)?.[1] : undefined;
  return (name === undefined ? undefined : defs[name]) ?? schema;
}

/** Puts a schema and its own definitions among the components; its references follow. */
function hoist(name: string, schema: JsonSchema, schemas: Json): void {
  const { $defs, $schema, ...rest } = schema as Json;
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key === '$ref' && typeof inner === 'string' ? movedRef(name, inner) : moved(inner),
      ]),
    );
  };
  schemas[name] = moved(rest);
  for (const [key, definition] of Object.entries(($defs ?? {}) as Json)) {
    schemas[`${name}.${key}`] = moved(definition);
  }
}

function movedRef(name: string, ref: string): string {
  if (ref === '#') return `#/components/schemas/${name}`;
  return ref.replace(/^#\/\$defs\//, `#/components/schemas/${name}.`);
}
