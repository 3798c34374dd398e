export { type Fields, field } from './field.ts';
export type { ChannelField, Id, MemberField, RoleField, SnowflakeField } from './types.ts';
export type { ChannelKind, FieldUi, FieldWidget, TemplateVariable } from './ui.ts';
