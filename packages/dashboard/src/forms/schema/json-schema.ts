import type { LocalizedText } from '../../api/index.ts';

/** The `x-ui` of a node, as the SDK writes it. */
type FieldUi =
  | { readonly widget: 'channel'; readonly types?: readonly string[] }
  | { readonly widget: 'role'; readonly assignable?: boolean }
  | { readonly widget: 'member' }
  | { readonly widget: 'user' }
  | { readonly widget: 'snowflake' }
  | { readonly widget: 'color' }
  | { readonly widget: 'duration' }
  | { readonly widget: 'messageTemplate'; readonly variables: readonly TemplateVariable[] }
  | { readonly widget: 'emoji' }
  | { readonly widget: 'permission' }
  | { readonly widget: 'cron' }
  | { readonly widget: 'timezone' }
  | { readonly widget: 'url'; readonly hosts?: readonly string[]; readonly placeholders?: boolean }
  | { readonly widget: 'secret' }
  | { readonly widget: 'embed'; readonly variables: readonly TemplateVariable[] }
  | { readonly widget: 'regex' }
  | { readonly widget: 'dateTime' }
  | { readonly widget: 'date' }
  | { readonly widget: 'time' }
  | { readonly widget: 'localizedText'; readonly languages: readonly string[] }
  | { readonly widget: 'file'; readonly accept?: readonly string[] };

/** Where a field may have another value than in the rest of the guild. */
export type OverrideScope = 'category' | 'channel' | 'role';

export interface TemplateVariable {
  readonly name: string;
  readonly description?: LocalizedText;
}

/** What of JSON Schema 2020-12 a form reads. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly 'x-ui'?: FieldUi;
  readonly 'x-overridable'?: readonly OverrideScope[];
}

/** Follows a reference and takes the `null` out of a nullable union. */
export function resolveNode(schema: JsonSchema, root: JsonSchema): { node: JsonSchema; nullable: boolean } {
  let node = schema;
  for (let hops = 0; node.$ref && hops < 8; hops += 1) {
    const name = node.$ref.split('/').pop() ?? '';
    const { $ref: _, ...beside } = node;
    node = { ...root.$defs?.[name], ...beside };
  }
  const union = node.anyOf ?? node.oneOf;
  if (union) {
    const rest = union.filter((branch) => branch.type !== 'null');
    if (rest.length === 1 && rest.length < union.length && rest[0]) {
      const { anyOf: _a, oneOf: _o, ...beside } = node;
      return { node: { ...resolveNode(rest[0], root).node, ...beside }, nullable: true };
    }
  }
  if (Array.isArray(node.type) && node.type.includes('null')) {
    const types = node.type.filter((type) => type !== 'null');
    return { node: { ...node, type: types.length === 1 ? (types[0] ?? 'string') : types }, nullable: true };
  }
  return { node, nullable: false };
}
