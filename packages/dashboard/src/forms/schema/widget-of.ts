import { type JsonSchema, resolveNode } from './json-schema.ts';

export type WidgetKind =
  | 'text'
  | 'number'
  | 'switch'
  | 'select'
  | 'choices'
  | 'channel'
  | 'channels'
  | 'role'
  | 'roles'
  | 'member'
  | 'members'
  | 'color'
  | 'duration'
  | 'messageTemplate'
  | 'emoji'
  | 'permission'
  | 'permissions'
  | 'cron'
  | 'timezone'
  | 'timezones'
  | 'url'
  | 'secret'
  | 'embed'
  | 'regex'
  | 'dateTime'
  | 'date'
  | 'time'
  | 'localizedText'
  | 'file'
  | 'list'
  | 'record'
  | 'object'
  | 'union'
  | 'json';

const several: Partial<Record<WidgetKind, WidgetKind>> = {
  channel: 'channels',
  role: 'roles',
  member: 'members',
  permission: 'permissions',
  timezone: 'timezones',
  select: 'choices',
};

/** Which widget edits a node: by its hint, else by its type. What no widget knows is edited as JSON. */
export function widgetOf(schema: JsonSchema, root: JsonSchema): WidgetKind {
  const { node } = resolveNode(schema, root);
  const hint = node['x-ui']?.widget;
  if (hint === 'user') return 'member';
  if (hint) return hint === 'snowflake' ? 'text' : hint;
  if (node.enum) return 'select';
  switch (node.type) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'switch';
    case 'array':
      return node.items ? (several[widgetOf(node.items, root)] ?? 'list') : 'json';
    case 'object':
      if (node.properties) return 'object';
      return typeof node.additionalProperties === 'object' ? 'record' : 'json';
    default:
      return discriminatorOf(node, root) ? 'union' : 'json';
  }
}

/** The property whose constant tells the branches of a union apart. */
export function discriminatorOf(node: JsonSchema, root: JsonSchema): string | undefined {
  const branches = (node.oneOf ?? node.anyOf)?.map((branch) => resolveNode(branch, root).node);
  const [first] = branches ?? [];
  if (!branches || !first?.properties) return undefined;
  return Object.keys(first.properties).find((name) =>
    branches.every((branch) => typeof branch.properties?.[name]?.const === 'string'),
  );
}
