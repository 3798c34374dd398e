import type { FieldUi } from '@guildhall/sdk';
import type { JsonSchema } from '@guildhall/sdk/host';
import type { GuildDirectory } from '../../discord/index.ts';
import type { ConfigProblem } from '../types.ts';
import { escapePointer } from './config-schema.ts';
import { type ConfigProblemCode, configText } from './config-texts.ts';

/** One value that stands for something in Discord, and where it is. */
interface Mention {
  readonly pointer: string;
  readonly value: string;
  readonly ui: FieldUi;
}

/** Checks that channels, roles and members exist in the guild and can be used as the schema's `x-ui` says. */
export async function checkEntities(
  schema: JsonSchema,
  values: unknown,
  directory: GuildDirectory,
  guildId: string,
  locale: string,
): Promise<readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  const mentions = new Map<string, Mention>();
  collect(schema, values, '', (mention) => mentions.set(`${mention.pointer}\0${mention.ui.widget}`, mention));
  for (const { pointer, value, ui } of mentions.values()) {
    const report = (code: ConfigProblemCode, allowed?: readonly string[]) =>
      problems.push({ pointer, code, message: configText(locale, code, { allowed }) });
    if (ui.widget === 'channel') {
      const channel = directory.channels(guildId).find(({ id }) => id === value);
      if (!channel) report('unknown_channel');
      else if (ui.types && !ui.types.includes(channel.type)) report('wrong_channel_type', ui.types);
    } else if (ui.widget === 'role') {
      const role = directory.roles(guildId).find(({ id }) => id === value);
      if (!role) report('unknown_role');
      else if (ui.assignable && role.id === guildId) report('role_everyone');
      else if (ui.assignable && role.managed) report('role_managed');
      else if (ui.assignable && !role.assignable) report('role_above_bot');
    } else if (ui.widget === 'member') {
      if (!(await directory.member(guildId, value))) report('unknown_member');
    }
  }
  return problems;
}

function collect(schema: unknown, value: unknown, pointer: string, found: (mention: Mention) => void): void {
  if (!isSchema(schema) || value === null || value === undefined) return;
  const ui = schema['x-ui'] as FieldUi | undefined;
  if (ui && typeof value === 'string') found({ pointer, value, ui });
  for (const variants of [schema.anyOf, schema.oneOf, schema.allOf]) {
    if (!Array.isArray(variants)) continue;
    for (const variant of variants) if (couldBe(variant, value)) collect(variant, value, pointer, found);
  }
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(schema.items, item, `${pointer}/${index}`, found);
  } else if (typeof value === 'object') {
    const properties = isSchema(schema.properties) ? schema.properties : {};
    for (const [key, inner] of Object.entries(value)) {
      const of = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      collect(of, inner, `${pointer}/${escapePointer(key)}`, found);
    }
  }
}

/** A union's other variants are told apart by their constants: a discriminator that differs rules a variant out. */
function couldBe(variant: unknown, value: unknown): boolean {
  if (!isSchema(variant) || !isSchema(variant.properties) || !isSchema(value)) return true;
  return Object.entries(variant.properties).every(([key, property]) => {
    const constant = isSchema(property) ? property.const : undefined;
    return constant === undefined || value[key] === constant;
  });
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
