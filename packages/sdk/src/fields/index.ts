export { embedLimits, type MessageEmbed, renderEmbed } from './embed.ts';
export { type Fields, field } from './field.ts';
export type {
  ChannelField,
  EmbedField,
  Id,
  LocalizedTextField,
  LocalizedTexts,
  MemberField,
  PermissionField,
  RoleField,
  SnowflakeField,
  UserField,
} from './types.ts';
export type { ChannelKind, FieldUi, FieldWidget, OverrideScope, TemplateVariable } from './ui.ts';
