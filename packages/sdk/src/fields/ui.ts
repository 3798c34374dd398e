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

/** Where a field may have another value than in the rest of the guild. */
export type OverrideScope = 'category' | 'channel' | 'role';

/** All of them, from the weakest to the strongest: a role's value goes before a channel's, that before a category's. */
export const overrideScopes: readonly OverrideScope[] = Object.freeze(['category', 'channel', 'role']);

/**
 * The `x-ui` of a JSON Schema node: what a form needs to know beyond the schema. The value itself is always what the
 * schema says: a snowflake is a string, a colour an integer `0xRRGGBB`, a duration an integer of milliseconds.
 * A node without `x-ui` is rendered by its type: enum, boolean, integer, number, string, array, record, object,
 * and a union of objects by its discriminator.
 *
 * Texts in other languages are in the manifest's `locales`, under `config.<path>.title`, `config.<path>.description`
 * and, for enums, `config.<path>.options.<value>`. `<path>` joins property names with dots; the element of an array or
 * record is `items`: `config.rewards.items.level.title`. Absent: the schema's own `title` and `description`.
 *
 * Beside it, `x-overridable` lists the {@link OverrideScope}s of a field that may differ by place.
 */
export type FieldUi =
  | { readonly widget: 'channel'; readonly types?: readonly ChannelKind[] }
  /** `assignable`: below the bot's top role and not managed; the host refuses others. */
  | { readonly widget: 'role'; readonly assignable?: boolean }
  | { readonly widget: 'member' }
  /** A user id of anybody, who need not be a member. */
  | { readonly widget: 'user' }
  | { readonly widget: 'snowflake' }
  | { readonly widget: 'color' }
  | { readonly widget: 'duration' }
  /** `pattern` in the schema refuses placeholders other than these. */
  | { readonly widget: 'messageTemplate'; readonly variables: readonly TemplateVariable[] }
  /** One emoji: `🎉`, or one of the guild's own as `<:name:id>` (`<a:name:id>` when it moves). */
  | { readonly widget: 'emoji' }
  /** The name of a permission of Discord's. */
  | { readonly widget: 'permission' }
  | { readonly widget: 'cron' }
  /** An IANA name, such as `Europe/Paris`. */
  | { readonly widget: 'timezone' }
  /** `hosts`: only addresses of these. `placeholders`: it may hold some. */
  | { readonly widget: 'url'; readonly hosts?: readonly string[]; readonly placeholders?: boolean }
  /** Encrypted where it is kept; who configures it can replace it and never reads it again. */
  | { readonly widget: 'secret' }
  /** An embed in the shape of Discord's API. */
  | { readonly widget: 'embed'; readonly variables: readonly TemplateVariable[] }
  | { readonly widget: 'regex' }
  /** A moment: ISO 8601 in UTC. */
  | { readonly widget: 'dateTime' }
  /** A day: `2026-12-24`. */
  | { readonly widget: 'date' }
  /** A time of day: `08:30`, in the guild's time zone. */
  | { readonly widget: 'time' }
  /** A text in several of these languages, by Discord's names of them. */
  | { readonly widget: 'localizedText'; readonly languages: readonly string[] }
  /** The text of a file that is chosen; `accept`: how the names of those end that are offered. */
  | { readonly widget: 'file'; readonly accept?: readonly string[] };

/** The kinds of fields that need more than a schema says. */
export type FieldWidget = FieldUi['widget'];

/** Every kind, for whoever must know them all. */
export const fieldWidgets: readonly FieldWidget[] = Object.freeze([
  'channel',
  'role',
  'member',
  'user',
  'snowflake',
  'color',
  'duration',
  'messageTemplate',
  'emoji',
  'permission',
  'cron',
  'timezone',
  'url',
  'secret',
  'embed',
  'regex',
  'dateTime',
  'date',
  'time',
  'localizedText',
  'file',
] satisfies readonly FieldWidget[]);
