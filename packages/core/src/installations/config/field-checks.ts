import type { FieldUi, FieldWidget, MessageEmbed, TemplateVariable } from '@guildhall/sdk';
import {
  customEmojiId,
  embedLength,
  embedLimits,
  filledUrl,
  isCron,
  isEmoji,
  isEmptyEmbed,
  isPattern,
  isTimezone,
  type JsonSchema,
  permissionNames,
  unknownPlaceholder,
  urlFault,
} from '@guildhall/sdk/host';
import { compilePattern } from '@guildhall/sdk/pattern';
import type { GuildDirectory } from '../../discord/index.ts';
import type { ConfigProblem } from '../types.ts';
import { type ConfigProblemCode, configText } from './config-texts.ts';
import { fieldsOf } from './fields-of.ts';

/** What is wrong with a value; `undefined`: nothing. */
type Finding = ConfigProblemCode | { readonly code: ConfigProblemCode; readonly allowed: readonly string[] };

interface Place {
  readonly directory: GuildDirectory;
  readonly guildId: string;
}

type FieldCheck<K extends FieldWidget> = (
  value: never,
  ui: Extract<FieldUi, { widget: K }>,
  place: Place,
) => Finding | undefined | Promise<Finding | undefined>;

/** The schema has said all that there is to say. */
const nothingMore = (): undefined => undefined;

/** For every kind of field, what its schema can't say: what of it exists in the guild, and what is well-formed. */
export const fieldChecks: { readonly [K in FieldWidget]: FieldCheck<K> } = {
  channel(value: string, ui, { directory, guildId }) {
    const channel = directory.channels(guildId).find(({ id }) => id === value);
    if (!channel) return 'unknown_channel';
    if (!ui.types || ui.types.includes(channel.type)) return undefined;
    return { code: 'wrong_channel_type', allowed: ui.types };
  },
  role(value: string, ui, { directory, guildId }) {
    const role = directory.roles(guildId).find(({ id }) => id === value);
    if (!role) return 'unknown_role';
    if (!ui.assignable) return undefined;
    if (role.id === guildId) return 'role_everyone';
    if (role.managed) return 'role_managed';
    return role.assignable ? undefined : 'role_above_bot';
  },
  async member(value: string, _ui, { directory, guildId }) {
    return (await directory.member(guildId, value)) ? undefined : 'unknown_member';
  },
  user: nothingMore,
  snowflake: nothingMore,
  color: nothingMore,
  duration: nothingMore,
  messageTemplate: (value: string, { variables }) => placeholderFault(value, variables),
  async emoji(value: string, _ui, { directory, guildId }) {
    if (!isEmoji(value)) return 'emoji_invalid';
    const id = customEmojiId(value);
    if (id === undefined) return undefined;
    const emojis = await directory.emojis(guildId);
    return emojis.some((emoji) => emoji.id === id) ? undefined : 'unknown_emoji';
  },
  permission: (value: string) =>
    permissionNames.some((name) => name === value) ? undefined : 'unknown_permission',
  cron: (value: string) => (isCron(value) ? undefined : 'cron_invalid'),
  timezone: (value: string) => (isTimezone(value) ? undefined : 'timezone_invalid'),
  url(value: string, ui) {
    const fault = urlFault(ui.placeholders ? filledUrl(value) : value, ui.hosts);
    return fault === 'url_host' ? { code: fault, allowed: ui.hosts ?? [] } : fault;
  },
  secret: nothingMore,
  file: nothingMore,
  embed(value: MessageEmbed, { variables }) {
    if (isEmptyEmbed(value)) return 'embed_empty';
    if (embedLength(value) > embedLimits.total) return 'embed_too_long';
    return placeholderFault(JSON.stringify(value), variables);
  },
  regex(value: string) {
    if (!isPattern(value)) return 'pattern_invalid';
    try {
      compilePattern(value);
      return undefined;
    } catch {
      return 'pattern_invalid';
    }
  },
  dateTime: nothingMore,
  date: nothingMore,
  time: nothingMore,
  localizedText(value: object, ui) {
    return Object.keys(value).every((language) => ui.languages.includes(language))
      ? undefined
      : { code: 'unknown_language', allowed: ui.languages };
  },
};

function placeholderFault(text: string, variables: readonly TemplateVariable[]): Finding | undefined {
  if (unknownPlaceholder(text, variables) === undefined) return undefined;
  return { code: 'unknown_placeholder', allowed: variables.map(({ name }) => `{${name}}`) };
}

/** Checks every field of values that fit the schema by what its kind asks for. */
export async function checkFields(
  schema: JsonSchema,
  values: unknown,
  place: Place & { readonly locale: string },
): Promise<readonly ConfigProblem[]> {
  const problems: ConfigProblem[] = [];
  for (const { pointer, value, ui } of fieldsOf(schema, values)) {
    const check = fieldChecks[ui.widget] as FieldCheck<FieldWidget> | undefined;
    // A manifest of a newer SDK may know kinds that this host doesn't; its schema has been checked.
    const finding = await check?.(value as never, ui, place);
    if (finding === undefined) continue;
    const { code, allowed } = typeof finding === 'string' ? { code: finding, allowed: undefined } : finding;
    problems.push({ pointer, code, message: configText(place.locale, code, { allowed }) });
  }
  return problems;
}
