import { z } from 'zod';
import type { Duration } from '../clock.ts';
import { parseDuration } from '../duration.ts';
import type { ChannelField, MemberField, RoleField, SnowflakeField } from './types.ts';
import type { ChannelKind, FieldUi, TemplateVariable } from './ui.ts';

/** No leading zero, so that a snowflake has one spelling and survives being packed as a number. */
const snowflake = /^[1-9]\d{16,19}$/;
const longest = '366 d';

function snowflakeOf(ui: FieldUi): z.ZodString {
  return z.string().regex(snowflake).meta({ 'x-ui': ui });
}

/** Schemas of things that Discord knows. In config and data they hold ids; as command options, Discord's resolved records. */
export interface Fields {
  /** A channel's id, of these kinds (default: any). */
  channel(options?: { readonly types?: readonly ChannelKind[] }): ChannelField;
  /** A role's id. `assignable`: only roles that the bot could give. */
  role(options?: { readonly assignable?: boolean }): RoleField;
  member(): MemberField;
  /** Any id. In custom ids it takes 13 characters. */
  snowflake(): SnowflakeField;
  /** An integer `0x000000…0xFFFFFF`, as Discord has it. */
  color(): z.ZodNumber;
  /** Milliseconds, in whole numbers. Bounds default to 0 and 366 days. */
  duration(options?: { readonly min?: Duration; readonly max?: Duration }): z.ZodNumber;
  /**
   * A message with `{placeholders}`, ≤ 2,000 characters, for `renderTemplate`. A placeholder that isn't among
   * `variables` is refused when the configuration is saved.
   */
  messageTemplate(options: {
    readonly variables: readonly (string | TemplateVariable)[];
    readonly maxLength?: number;
  }): z.ZodString;
}

/**
 * @example
 * z.object({
 *   channel: field.channel({ types: ['text'] }).meta({ title: 'Starboard channel' }),
 *   cooldown: field.duration({ max: '1 h' }).default(60_000),
 * });
 */
export const field: Fields = Object.freeze({
  channel: (options: { readonly types?: readonly ChannelKind[] } = {}) =>
    snowflakeOf({ widget: 'channel', ...options }) as unknown as ChannelField,
  role: (options: { readonly assignable?: boolean } = {}) =>
    snowflakeOf({ widget: 'role', ...options }) as unknown as RoleField,
  member: () => snowflakeOf({ widget: 'member' }) as unknown as MemberField,
  snowflake: () => snowflakeOf({ widget: 'snowflake' }) as unknown as SnowflakeField,
  color: () =>
    z
      .int()
      .min(0)
      .max(0xffffff)
      .meta({ 'x-ui': { widget: 'color' } satisfies FieldUi }),
  duration: (options: { readonly min?: Duration; readonly max?: Duration } = {}) =>
    z
      .int()
      .min(parseDuration(options.min ?? 0))
      .max(parseDuration(options.max ?? longest))
      .meta({ 'x-ui': { widget: 'duration' } satisfies FieldUi }),
  messageTemplate: (options: {
    readonly variables: readonly (string | TemplateVariable)[];
    readonly maxLength?: number;
  }) => {
    const variables = options.variables.map((variable) =>
      typeof variable === 'string' ? { name: variable } : variable,
    );
    return z
      .string()
      .max(Math.min(options.maxLength ?? 2000, 2000))
      .regex(knownPlaceholders(variables.map((variable) => variable.name)))
      .meta({ 'x-ui': { widget: 'messageTemplate', variables } satisfies FieldUi });
  },
});

/** Text in braces that isn't a word, such as code, is left alone. */
function knownPlaceholders(names: readonly string[]): RegExp {
  const known = names.length > 0 ? `(?!(?:${names.join('|').replaceAll('.', '\\.')})\\})` : '';
  return new RegExp(`^(?![\\s\\S]*\\{${known}[A-Za-z][\\w.]*\\})`, 'u');
}
