import type { LocalizedText } from '../localized.ts';

/** Kinds of channels, by the names that the whole of Guildhall uses. */
export type ChannelKind =
  | 'text'
  | 'announcement'
  | 'voice'
  | 'stage'
  | 'forum'
  | 'media'
  | 'category'
  | 'thread';

/** A placeholder that a message template may hold, written `{name}`. */
export interface TemplateVariable {
  readonly name: string;
  readonly description?: LocalizedText;
}

/**
 * The `x-ui` of a JSON Schema node: what a form needs to know beyond the schema. The value itself is always what the
 * schema says: a snowflake is a string, a colour an integer `0xRRGGBB`, a duration an integer of milliseconds.
 * A node without `x-ui` is rendered by its type: enum, boolean, integer, number, string, array, record, object,
 * and a union of objects by its discriminator.
 *
 * Texts in other languages are in the manifest's `locales`, under `config.<path>.title`, `config.<path>.description`
 * and, for enums, `config.<path>.options.<value>`. `<path>` joins property names with dots; the element of an array or
 * record is `items`: `config.rewards.items.level.title`. Absent: the schema's own `title` and `description`.
 */
export type FieldUi =
  | { readonly widget: 'channel'; readonly types?: readonly ChannelKind[] }
  /** `assignable`: below the bot's top role and not managed; the host refuses others. */
  | { readonly widget: 'role'; readonly assignable?: boolean }
  | { readonly widget: 'member' }
  | { readonly widget: 'snowflake' }
  | { readonly widget: 'color' }
  | { readonly widget: 'duration' }
  /** `pattern` in the schema refuses placeholders other than these. */
  | { readonly widget: 'messageTemplate'; readonly variables: readonly TemplateVariable[] };

/** The kinds of fields that need more than a schema says. */
export type FieldWidget = FieldUi['widget'];
