import type { AnyPluginDeclaration } from '../contract.ts';
import type { LocalizedText } from '../localized.ts';
import { permissionsOf } from '../permissions.ts';
import {
  inspectSapphire,
  type SapphireCommandBody,
  type SapphireOptionBody,
} from '../pieces/inspect-sapphire.ts';
import type { SapphirePiece } from '../pieces/sapphire-types.ts';
import type {
  ManifestCommand,
  ManifestCommandOption,
  ManifestOptionType,
  ManifestPiece,
  ManifestSubcommand,
} from './types.ts';

/** Discord's numbers of option types. */
const subcommandType = 1;
const groupType = 2;
const optionTypes: Readonly<Record<number, ManifestOptionType>> = {
  3: 'string',
  4: 'integer',
  5: 'boolean',
  6: 'user',
  7: 'channel',
  8: 'role',
  9: 'mentionable',
  10: 'number',
  11: 'attachment',
};
/** Discord's numbers of commands that are entries of a menu. */
const menuKinds = { 2: 'userMenu', 3: 'messageMenu' } as const;

/** A Sapphire piece and the commands that members see of it. */
export function describeSapphire(declaration: AnyPluginDeclaration, piece: SapphirePiece): ManifestPiece[] {
  const { name, store } = piece;
  const inspection = inspectSapphire(piece);
  const { event } = inspection;
  const own: ManifestPiece = { kind: 'sapphire', name, store, ...(event === undefined ? {} : { event }) };
  if (store !== 'commands') return [own];
  const described = inspection.bodies.map((body) => describeBody(body, name));
  if (inspection.runs.includes('messageRun')) {
    described.push({
      kind: 'messageCommand',
      name: inspection.name,
      aliases: [...inspection.aliases],
      description: inspection.description === '' ? inspection.name : inspection.description,
      ...(Object.hasOwn(declaration.config.schema.shape, 'prefix') ? { prefixField: 'prefix' } : {}),
      sapphire: name,
    });
  }
  return [own, ...described];
}

function describeBody(body: SapphireCommandBody, sapphire: string): ManifestPiece {
  const permissions = permissionsIn(body);
  if (body.type === 2 || body.type === 3) {
    return { kind: menuKinds[body.type], name: body.name, ...permissions, sapphire };
  }
  const options = body.options ?? [];
  const command: ManifestCommand = {
    kind: 'command',
    name: body.name,
    description: textOf(body),
    ...permissions,
    options: options.flatMap((option) => describeOption(option) ?? []),
    subcommands: options.flatMap(describeSubcommands),
    sapphire,
  };
  return command;
}

/** Nobody but who administers may use one with no permissions at all. */
function permissionsIn({ default_member_permissions: bits }: SapphireCommandBody): {
  permissions?: string[];
} {
  if (bits === undefined || bits === null) return {};
  return { permissions: bits === '0' ? ['Administrator'] : [...permissionsOf(BigInt(bits))] };
}

function describeSubcommands(option: SapphireOptionBody): ManifestSubcommand[] {
  if (option.type === subcommandType) return [describeSubcommand(option)];
  if (option.type !== groupType) return [];
  const group = { name: option.name, description: textOf(option) };
  return (option.options ?? []).map((sub) => ({ ...describeSubcommand(sub), group }));
}

function describeSubcommand(option: SapphireOptionBody): ManifestSubcommand {
  return {
    name: option.name,
    description: textOf(option),
    options: (option.options ?? []).flatMap((inner) => describeOption(inner) ?? []),
  };
}

function describeOption(option: SapphireOptionBody): ManifestCommandOption | undefined {
  const type = optionTypes[option.type];
  if (!type) return undefined;
  const { choices = [], channel_types: channelTypes = [] } = option;
  return {
    name: option.name,
    description: textOf(option),
    type,
    required: option.required ?? false,
    autocomplete: option.autocomplete ?? false,
    ...(choices.length > 0 && {
      choices: choices.map((choice) => ({
        name: translated(choice.name, choice.name_localizations),
        value: choice.value,
      })),
    }),
    ...(channelTypes.length > 0 && { channelTypes: [...channelTypes] }),
    ...(option.min_value !== undefined && { minValue: option.min_value }),
    ...(option.max_value !== undefined && { maxValue: option.max_value }),
    ...(option.min_length !== undefined && { minLength: option.min_length }),
    ...(option.max_length !== undefined && { maxLength: option.max_length }),
  };
}

function textOf(body: Pick<SapphireCommandBody, 'name' | 'description' | 'description_localizations'>) {
  return translated(body.description ?? body.name, body.description_localizations);
}

function translated(
  english: string,
  others: Readonly<Record<string, string | null>> | null | undefined,
): LocalizedText {
  const given = Object.entries(others ?? {}).filter((entry): entry is [string, string] => entry[1] !== null);
  return given.length > 0 ? { ...Object.fromEntries(given), en: english } : english;
}
