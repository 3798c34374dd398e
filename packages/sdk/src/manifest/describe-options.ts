import type { z } from 'zod';
import type { Report } from '../definition/mistake.ts';
import type { ChannelKind } from '../fields/ui.ts';
import type { LocalizedText } from '../localized.ts';
import type { Parameters } from '../pieces/types.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { type Catalogues, withTranslations } from './localized-text.ts';
import type { JsonSchema, ManifestCommandOption, ManifestOptionType } from './types.ts';

/** Discord's numbers of the channel types. */
export const channelTypeNumbers: Readonly<Record<ChannelKind, readonly number[]>> = {
  text: [0],
  voice: [2],
  category: [4],
  announcement: [5],
  thread: [10, 11, 12],
  stage: [13],
  forum: [15],
  media: [16],
};

const mostChoices = 25;

const entityTypes: Readonly<Record<string, ManifestOptionType>> = {
  member: 'user',
  user: 'user',
  channel: 'channel',
  role: 'role',
};
const plainTypes: Readonly<Record<string, ManifestOptionType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

interface OptionPlace {
  /** `command "xp add"`, for mistakes. */
  readonly where: string;
  /** `commands.xp.add`, for texts. */
  readonly key: string;
  readonly catalogues: Catalogues;
  readonly autocompleted: readonly string[];
  readonly report: Report;
}

/** Options as Discord has them. Required ones are moved to the front, as Discord demands; otherwise the order is kept. */
export function describeOptions(options: Parameters, place: OptionPlace): ManifestCommandOption[] {
  const described = Object.entries(options).flatMap(
    ([name, schema]) => describeOption(name, schema, place) ?? [],
  );
  return [
    ...described.filter((option) => option.required),
    ...described.filter((option) => !option.required),
  ];
}

function describeOption(
  name: string,
  schema: z.ZodType,
  place: OptionPlace,
): ManifestCommandOption | undefined {
  const where = `${place.where}, option "${name}"`;
  const json = jsonSchemaOf(schema);
  const type = optionType(json);
  if (!type) {
    place.report({
      code: 'OPTION_TYPE',
      where,
      what: 'its schema is nothing that Discord has an option for.',
      why: 'Discord knows texts, whole and other numbers, booleans, members, channels and roles.',
      remedy:
        'Use z.string(), z.int(), z.number(), z.boolean(), z.enum(), field.member(), field.user(), field.channel() or field.role().',
    });
    return undefined;
  }
  const key = `${place.key}.options.${name}`;
  const description = withTranslations(textOf(json.description), place.catalogues, key);
  if (description === undefined) {
    place.report({
      code: 'OPTION_DESCRIPTION',
      where,
      what: 'it has no description.',
      why: 'Discord shows one beside every option and refuses a command without.',
      remedy: `Add .meta({ description: '…' }), or the text "${key}" to locales.en.`,
    });
  }
  checkLimits(where, json, description, place.report);
  checkChannels(where, json, place.report);
  return {
    name,
    description: description ?? name,
    type,
    required: !schema.safeParse(undefined).success,
    autocomplete: place.autocompleted.includes(name),
    ...choices(json, place.catalogues, key),
    ...channelTypes(json),
    ...(uiOf(json)?.widget === 'user' && { anybody: true }),
    ...bounds(type, json),
  };
}

function checkLimits(
  where: string,
  json: JsonSchema,
  description: LocalizedText | undefined,
  report: Report,
): void {
  const texts =
    description === undefined
      ? []
      : typeof description === 'string'
        ? [description]
        : Object.values(description);
  const choiceCount = Array.isArray(json.enum) ? json.enum.length : 0;
  if (texts.every((text) => text.length >= 1 && text.length <= 100) && choiceCount <= mostChoices) return;
  report({
    code: 'OPTION_LIMITS',
    where,
    what:
      choiceCount > mostChoices ? `it has ${choiceCount} choices.` : 'its description is empty or too long.',
    why: `Discord takes ${mostChoices} choices, and descriptions of 1–100 characters in every language.`,
    remedy: 'Use a text with `autocomplete` for more choices; shorten the description.',
  });
}

/** Discord's description of its API lists the types that an option may name; media channels are not among them. */
function checkChannels(where: string, json: JsonSchema, report: Report): void {
  const types = channelTypes(json).channelTypes ?? [];
  if (!types.some((type) => channelTypeNumbers.media.includes(type))) return;
  report({
    code: 'OPTION_CHANNELS',
    where,
    what: 'it takes media channels.',
    why: 'Discord does not take that type there, and takes the commands of a server all or none.',
    remedy: "Leave 'media' out of `types`, or leave out `types` and check the channel in the handler.",
  });
}

function optionType(json: JsonSchema): ManifestOptionType | undefined {
  const ui = uiOf(json);
  if (ui && typeof ui.widget === 'string' && entityTypes[ui.widget]) return entityTypes[ui.widget];
  return typeof json.type === 'string' ? plainTypes[json.type] : undefined;
}

function choices(
  json: JsonSchema,
  catalogues: Catalogues,
  key: string,
): Pick<ManifestCommandOption, 'choices'> {
  if (!Array.isArray(json.enum)) return {};
  const values = json.enum.filter((value) => typeof value === 'string' || typeof value === 'number');
  return {
    choices: values.map((value) => ({
      name: choiceName(value, catalogues, `${key}.choices.${value}`),
      value,
    })),
  };
}

/** The value is its own English name unless the catalogue has a better one. */
function choiceName(value: string | number, catalogues: Catalogues, key: string): LocalizedText {
  const text = String(value);
  return withTranslations(undefined, catalogues, key) ?? withTranslations(text, catalogues, key) ?? text;
}

function channelTypes(json: JsonSchema): Pick<ManifestCommandOption, 'channelTypes'> {
  const ui = uiOf(json);
  if (ui?.widget !== 'channel' || !Array.isArray(ui.types)) return {};
  return { channelTypes: ui.types.flatMap((kind: ChannelKind) => channelTypeNumbers[kind]) };
}

function bounds(type: ManifestOptionType, json: JsonSchema): Partial<ManifestCommandOption> {
  if (type === 'string') {
    return { ...numberOf('minLength', json.minLength), ...numberOf('maxLength', json.maxLength) };
  }
  if (type !== 'integer' && type !== 'number') return {};
  // Discord's bounds are inclusive; of a fraction, the handler's own validation keeps the exact one.
  const step = type === 'integer' ? 1 : 0;
  const above = typeof json.exclusiveMinimum === 'number' ? json.exclusiveMinimum + step : undefined;
  const below = typeof json.exclusiveMaximum === 'number' ? json.exclusiveMaximum - step : undefined;
  return {
    ...numberOf('minValue', significant(json.minimum ?? above)),
    ...numberOf('maxValue', significant(json.maximum ?? below)),
  };
}

/** `z.int()` states the safe integers as bounds; they are Discord's own. */
function significant(bound: unknown): number | undefined {
  return typeof bound === 'number' && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
}

function numberOf<K extends string>(name: K, value: unknown): { [N in K]?: number } {
  return typeof value === 'number' ? ({ [name]: value } as { [N in K]?: number }) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function uiOf(json: JsonSchema): Record<string, unknown> | undefined {
  const ui = json['x-ui'];
  return typeof ui === 'object' && ui !== null ? (ui as Record<string, unknown>) : undefined;
}
