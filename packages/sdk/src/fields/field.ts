import { z } from 'zod';
import type { Duration } from '../clock.ts';
import { parseDuration } from '../duration.ts';
import { type PermissionName, permissionNames } from '../permissions.ts';
import { embedField } from './embed.ts';
import { languages } from './languages.ts';
import { toVariables, withListedPlaceholders } from './placeholders.ts';
import { isCron, isEmoji, isPattern, isTimezone, urlFault, withRule } from './rules.ts';
import type {
  ChannelField,
  EmbedField,
  LocalizedTextField,
  MemberField,
  PermissionField,
  RoleField,
  SnowflakeField,
  UserField,
} from './types.ts';
import {
  type ChannelKind,
  type FieldUi,
  type OverrideScope,
  overrideScopes,
  type TemplateVariable,
} from './ui.ts';

/** No leading zero, so that a snowflake has one spelling and survives being packed as a number. */
const snowflake = /^[1-9]\d{16,19}$/;
const timeOfDay = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const longest = '366 d';
const longestFile = 1_000_000;

/** Schemas of what a form shows in its own way. In config and data ids stay ids; as command options they are Discord's resolved records. */
export interface Fields {
  /** A channel's id, of these kinds (default: any). */
  channel(options?: { readonly types?: readonly ChannelKind[] }): ChannelField;
  /** A role's id. `assignable`: only roles that the bot could give. */
  role(options?: { readonly assignable?: boolean }): RoleField;
  /** A member's user id. */
  member(): MemberField;
  /** Anybody's user id, whether they are in the guild, have left it or never were there: what moderators look up and lift bans of. */
  user(): UserField;
  /** Any id. In custom ids it takes 13 characters. */
  snowflake(): SnowflakeField;
  /** One emoji: `🎉`, or one of the guild's own as `<:name:id>`, as components and messages take it. The host refuses one that the guild does not have. */
  emoji(): z.ZodString;
  /** The name of one of Discord's permissions, such as `ManageMessages`. */
  permission(): PermissionField;
  /** An integer `0x000000…0xFFFFFF`, as Discord has it. */
  color(): z.ZodNumber;
  /** Milliseconds, in whole numbers. Bounds default to 0 and 366 days. */
  duration(options?: { readonly min?: Duration; readonly max?: Duration }): z.ZodNumber;
  /**
   * When something happens again and again: `0 9 * * MON-FRI`, `@daily`. Five fields with names, lists, ranges and steps;
   * one that never falls due is refused. Read it in the guild's time zone; the guide on jobs says what happens when clocks change.
   */
  cron(): z.ZodString;
  /** An IANA name, such as `Europe/Paris`. */
  timezone(): z.ZodString;
  /** A moment, as ISO 8601 in UTC: `2026-12-24T18:00:00Z`. `new Date(…)` reads it. */
  dateTime(): z.ZodISODateTime;
  /** A day: `2026-12-24`. */
  date(): z.ZodISODate;
  /** A time of day, `00:00…23:59`. Which time zone it is of is yours to say: `ctx.guild.timezone`, mostly. */
  time(): z.ZodString;
  /** An https address without credentials, ≤ 2,048 characters. `hosts`: only of these and their subdomains. */
  url(options?: { readonly hosts?: readonly string[] }): z.ZodString;
  /**
   * A password or token, ≤ 4,000 characters. Handlers read it in `ctx.config`; it is encrypted where it is kept, shown to nobody
   * (admins replace it, and never see it again), and left out of history, audit log and exports. It takes no default.
   */
  secret(options?: { readonly maxLength?: number }): z.ZodString;
  /** What to look for in texts, ≤ 500 characters, for `compilePattern` of `@guildhall/sdk/pattern`, which no text can stall. */
  regex(options?: { readonly maxLength?: number }): z.ZodString;
  /**
   * A message with `{placeholders}`, ≤ 2,000 characters, for `renderTemplate`. A placeholder that isn't among
   * `variables` is refused when the configuration is saved.
   */
  messageTemplate(options: {
    readonly variables: readonly (string | TemplateVariable)[];
    readonly maxLength?: number;
  }): z.ZodString;
  /**
   * An embed in Discord's own shape, within Discord's limits. With `variables` its texts and addresses may hold
   * `{placeholders}`, for `renderEmbed`.
   */
  embed(options?: { readonly variables?: readonly (string | TemplateVariable)[] }): EmbedField;
  /** A text in several languages, English among them, each ≤ `maxLength` (default 2,000) characters, for `localize`. */
  localizedText(options?: { readonly maxLength?: number }): LocalizedTextField;
  /**
   * The text of a file that somebody chooses, in UTF-8, such as an export of another bot; for the body of a route that a page has a
   * form of. A route with one at the top of its body takes as much more than other routes' 256 KiB; those who may not call it
   * send no more than to others.
   *
   * @param options - `accept`: how names of files end that are offered, such as `['.json']`; `maxLength`: in characters, ≤ 1,000,000
   *   (the default)
   * @example
   * z.object({ file: field.file({ accept: ['.csv'] }).meta({ title: 'File' }) });
   */
  file(options?: { readonly accept?: readonly string[]; readonly maxLength?: number }): z.ZodString;
  /**
   * Lets admins give a field of the configuration another value for a category, a channel or a role. `ctx.config` of handlers
   * with a channel or a member is what holds there; elsewhere ask `ctx.configFor`. Only for properties of the configuration,
   * also of objects in it; not inside of lists, records and unions.
   *
   * @param options - `by`: for what it may differ; default: all
   * @example
   * z.object({ cooldown: field.overridable(field.duration({ max: '1 h' }).default(60_000)) });
   */
  overridable<T extends z.ZodType>(schema: T, options?: { readonly by?: readonly OverrideScope[] }): T;
}

/**
 * @example
 * z.object({
 *   channel: field.channel({ types: ['text'] }).meta({ title: 'Starboard channel' }),
 *   cooldown: field.duration({ max: '1 h' }).default(60_000),
 * });
 */
export const field: Fields = Object.freeze<Fields>({
  channel: (options = {}) => snowflakeOf({ widget: 'channel', ...options }) as unknown as ChannelField,
  role: (options = {}) => snowflakeOf({ widget: 'role', ...options }) as unknown as RoleField,
  member: () => snowflakeOf({ widget: 'member' }) as unknown as MemberField,
  user: () => snowflakeOf({ widget: 'user' }) as unknown as UserField,
  snowflake: () => snowflakeOf({ widget: 'snowflake' }) as unknown as SnowflakeField,
  emoji: () => as({ widget: 'emoji' }, withRule(z.string().min(1).max(64), isEmoji, 'must be one emoji')),
  permission: () =>
    as(
      { widget: 'permission' },
      z.enum(permissionNames as readonly [PermissionName, ...PermissionName[]]),
    ) as unknown as PermissionField,
  color: () => as({ widget: 'color' }, z.int().min(0).max(0xffffff)),
  duration: (options = {}) =>
    as(
      { widget: 'duration' },
      z
        .int()
        .min(parseDuration(options.min ?? 0))
        .max(parseDuration(options.max ?? longest)),
    ),
  cron: () =>
    as({ widget: 'cron' }, withRule(z.string().min(1).max(120), isCron, 'must be a cron expression')),
  timezone: () =>
    as(
      { widget: 'timezone' },
      withRule(z.string().min(1).max(64), isTimezone, 'must be the name of a time zone'),
    ),
  dateTime: () => as({ widget: 'dateTime' }, z.iso.datetime()),
  date: () => as({ widget: 'date' }, z.iso.date()),
  time: () => as({ widget: 'time' }, z.string().regex(timeOfDay)),
  url: (options = {}) =>
    as(
      { widget: 'url', ...options },
      withRule(
        z.string().min(1).max(2048),
        (text) => urlFault(text, options.hosts) === undefined,
        'must be an https address without credentials',
      ),
    ),
  secret: (options = {}) =>
    as(
      { widget: 'secret' },
      z
        .string()
        .min(1)
        .max(Math.min(options.maxLength ?? 4000, 4000)),
    ),
  regex: (options = {}) =>
    as(
      { widget: 'regex' },
      withRule(
        z
          .string()
          .min(1)
          .max(Math.min(options.maxLength ?? 500, 500)),
        isPattern,
        'must be a pattern without look-around and back-references',
      ),
    ),
  messageTemplate: (options) => {
    const variables = toVariables(options.variables);
    return as(
      { widget: 'messageTemplate', variables },
      withListedPlaceholders(z.string().max(Math.min(options.maxLength ?? 2000, 2000)), variables),
    );
  },
  embed: (options = {}) => embedField(toVariables(options.variables)),
  localizedText: (options = {}) => {
    const text = z.string().max(options.maxLength ?? 2000);
    return as(
      { widget: 'localizedText', languages },
      withRule(
        z.object({ en: text.min(1) }).catchall(text),
        (texts) => Object.keys(texts).every((language) => languages.includes(language)),
        'must be in languages of Discord’s',
      ),
    ) as unknown as LocalizedTextField;
  },
  file: ({ accept, maxLength = longestFile } = {}) =>
    as(
      { widget: 'file', ...(accept && { accept }) },
      z.string().min(1).max(Math.min(maxLength, longestFile)),
    ),
  overridable: (schema, options = {}) => schema.meta({ 'x-overridable': options.by ?? overrideScopes }),
});

function as<T extends z.ZodType>(ui: FieldUi, schema: T): T {
  return schema.meta({ 'x-ui': ui });
}

function snowflakeOf(ui: FieldUi): z.ZodString {
  return as(ui, z.string().regex(snowflake));
}
