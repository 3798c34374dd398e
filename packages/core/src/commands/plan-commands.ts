import {
  localize,
  type Manifest,
  type ManifestCommand,
  type ManifestCommandOption,
} from '@guildhall/sdk/host';
import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  Locale,
  PermissionFlagsBits,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';

import { carriedAliases } from './carried-aliases.ts';
import { type MenuBody, planMenus } from './plan-menus.ts';

/** Discord's limits for one guild's commands. */
export const commandLimit = 100;
const subcommandLimit = 25;
const nameLimit = 32;
const textLimit = 8_000;

export type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody;

/** Whose handler a full command name calls. */
export interface CommandTarget {
  readonly pluginId: string;
  /** The command's name in the manifest. */
  readonly command: string;
  readonly subcommand?: { readonly name: string; readonly group?: string };
}

export interface PluginCommands {
  readonly pluginId: string;
  readonly manifest: Manifest;
  /** Older installations keep their names when newer ones want the same. */
  readonly installedAt: number;
  /** Names that the guild's admins have chosen, by the command's name in the manifest, or in that of an earlier version. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/**
 * Why a command is not sent: `limit`: Discord takes no more of its kind. `too_long`: its texts are over Discord's 8,000
 * characters. `name_taken`: every name that it could have belongs to others.
 */
export type LeftOutReason = 'limit' | 'too_long' | 'name_taken';

export interface PlannedCommand {
  /** As members type it, without the slash: `top`, or `starboard top` where the name was taken. */
  readonly name: string;
  /** Its name in the manifest. */
  readonly command: string;
  readonly description: Manifest['description'];
  /** `null`: the core's own. */
  readonly pluginId: string | null;
  /** Absent: it has its place. */
  readonly leftOut?: LeftOutReason;
  /** The name that an admin chose, whether or not it could be given. */
  readonly alias?: string;
  /** Who has the name that it wanted, when somebody else does: a plugin, or `null` for the core. */
  readonly takenBy?: string | null;
  /** Discord's type of the menu that it is an entry of; absent: a command. */
  readonly menu?: number;
}

export interface CommandPlan {
  /** What Discord is sent. */
  readonly bodies: readonly (CommandBody | MenuBody)[];
  /** By full name. */
  readonly targets: ReadonlyMap<string, CommandTarget>;
  /** By Discord's type and name (see `menuKey`). */
  readonly menus: ReadonlyMap<string, CommandTarget>;
  readonly commands: readonly PlannedCommand[];
}

/**
 * The commands of one guild: the core's and those of its enabled plugins.
 *
 * 1. The core's names are never given away. Among plugins, who was installed first keeps a name.
 * 2. A command whose name is taken is grouped under its plugin: `/starboard top`; where that can't be (it has groups itself,
 *    or that name is taken too) it becomes `/starboard-top`.
 * 3. A name that an admin has chosen comes before both, also when an update of another plugin brings a command of that name;
 *    where two were given the same, the older installation has it.
 * 4. A set that Discord would reject is never planned: what doesn't fit is left out, the newest first, and said so.
 *
 * Pure and deterministic: the same installations give the same plan.
 */
export function planCommands(
  core: readonly CommandBody[],
  plugins: readonly PluginCommands[],
  coreMenus: readonly MenuBody[] = [],
): CommandPlan {
  const bodies = new Map<string, CommandBody>(core.map((body) => [body.name, body]));
  const targets = new Map<string, CommandTarget>();
  const commands: PlannedCommand[] = core.map((body) => ({
    name: body.name,
    command: body.name,
    description: textOf(body),
    pluginId: null,
  }));
  const owners = new Map<string, string | null>(core.map((body) => [body.name, null]));
  const inOrder = plugins
    .map((plugin) => ({ ...plugin, aliases: carriedAliases(plugin.manifest, plugin.aliases ?? {}) }))
    .sort((a, b) => a.installedAt - b.installedAt || (a.pluginId < b.pluginId ? -1 : 1));
  const names: Names = { bodies, groups: new Set(), chosen: chosenNames(bodies, inOrder) };
  for (const plugin of inOrder) {
    for (const piece of plugin.manifest.pieces) {
      if (piece.kind !== 'command') continue;
      const { name, leftOut } = place(names, plugin, piece);
      const alias = plugin.aliases?.[piece.name];
      const wanted = alias ?? piece.name;
      const owner = name === wanted ? undefined : (owners.get(wanted) ?? names.chosen.get(wanted)?.pluginId);
      commands.push({
        name: name ?? piece.name,
        command: piece.name,
        description: piece.description,
        pluginId: plugin.pluginId,
        ...(leftOut ? { leftOut } : {}),
        ...(alias === undefined ? {} : { alias }),
        ...(owner === undefined || owner === plugin.pluginId ? {} : { takenBy: owner }),
      });
      if (name === undefined) continue;
      const [top = name] = name.split(' ');
      if (!owners.has(top)) owners.set(top, plugin.pluginId);
      addTargets(targets, name, plugin.pluginId, piece);
    }
  }
  const menus = planMenus(coreMenus, inOrder);
  return {
    bodies: [...bodies.values(), ...menus.bodies],
    targets,
    menus: menus.targets,
    commands: [...commands, ...menus.commands],
  };
}

/** Whether Discord takes it as the name of a command. */
export function isCommandName(name: string): boolean {
  return /^[-_'\p{L}\p{N}]{1,32}$/u.test(name) && name === name.toLowerCase();
}

/** The full name that a command got, or why it is left out. */
type Placed =
  | { readonly name: string; readonly leftOut?: undefined }
  | { readonly name?: undefined; readonly leftOut: LeftOutReason };

/** What is taken while a guild's commands are placed one after the other. */
interface Names {
  readonly bodies: Map<string, CommandBody>;
  /** Plugins that have a group of their own. */
  readonly groups: Set<string>;
  /** Names that admins have chosen, with the command that they are kept free for. */
  readonly chosen: ReadonlyMap<string, { readonly pluginId: string; readonly command: string }>;
}

function chosenNames(
  core: ReadonlyMap<string, CommandBody>,
  inOrder: readonly PluginCommands[],
): Names['chosen'] {
  const chosen = new Map<string, { pluginId: string; command: string }>();
  for (const { pluginId, manifest, aliases = {} } of inOrder) {
    for (const piece of manifest.pieces) {
      const alias = piece.kind === 'command' ? aliases[piece.name] : undefined;
      if (alias === undefined || core.has(alias) || chosen.has(alias) || !isCommandName(alias)) continue;
      chosen.set(alias, { pluginId, command: piece.name });
    }
  }
  return chosen;
}

function place({ bodies, groups, chosen }: Names, plugin: PluginCommands, piece: ManifestCommand): Placed {
  const full = bodies.size >= commandLimit;
  const isFree = (name: string): boolean => {
    const kept = chosen.get(name);
    const isKept = kept && (kept.pluginId !== plugin.pluginId || kept.command !== piece.name);
    return !bodies.has(name) && !isKept;
  };
  const fits = (body: CommandBody) => textLength(body) <= textLimit;
  const alone = toBody(piece, piece.name);
  if (!fits(alone)) return { leftOut: 'too_long' };
  const alias = plugin.aliases?.[piece.name];
  if (alias !== undefined && chosen.has(alias) && !full && isFree(alias) && fits(toBody(piece, alias))) {
    bodies.set(alias, toBody(piece, alias));
    return { name: alias };
  }
  if (isFree(piece.name)) {
    if (full) return { leftOut: 'limit' };
    bodies.set(piece.name, alone);
    return { name: piece.name };
  }
  const group = groups.has(plugin.pluginId) ? bodies.get(plugin.pluginId) : undefined;
  const mayGroup = group ? true : isFree(plugin.pluginId) && !full;
  const nested = mayGroup ? toSubcommand(piece) : undefined;
  if (nested) {
    const body: CommandBody = group ?? {
      type: ApplicationCommandType.ChatInput,
      name: plugin.pluginId,
      ...localizedDescription(plugin.manifest.name),
      options: [],
    };
    const grown = { ...body, options: [...(body.options ?? []), nested] } as CommandBody;
    if ((grown.options?.length ?? 0) <= subcommandLimit && fits(grown)) {
      bodies.set(plugin.pluginId, grown);
      groups.add(plugin.pluginId);
      return { name: `${plugin.pluginId} ${piece.name}` };
    }
  }
  const long = `${plugin.pluginId}-${piece.name}`.slice(0, nameLimit);
  if (full) return { leftOut: 'limit' };
  if (!isFree(long)) return { leftOut: 'name_taken' };
  if (!fits(toBody(piece, long))) return { leftOut: 'too_long' };
  bodies.set(long, toBody(piece, long));
  return { name: long };
}

function addTargets(
  targets: Map<string, CommandTarget>,
  name: string,
  pluginId: string,
  piece: ManifestCommand,
): void {
  const command = piece.name;
  if (piece.subcommands.length === 0) targets.set(name, { pluginId, command });
  for (const sub of piece.subcommands) {
    const path = sub.group ? `${name} ${sub.group.name} ${sub.name}` : `${name} ${sub.name}`;
    targets.set(path, {
      pluginId,
      command,
      subcommand: { name: sub.name, ...(sub.group ? { group: sub.group.name } : {}) },
    });
  }
}

function toBody(piece: ManifestCommand, name: string): CommandBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name,
    ...localizedDescription(piece.description),
    options: optionsOf(piece),
    ...(piece.permissions && piece.permissions.length > 0
      ? { default_member_permissions: String(permissionBits(piece.permissions)) }
      : {}),
  } as CommandBody;
}

/** The command as part of its plugin's group; `undefined` when it is nested too deeply for that. */
function toSubcommand(piece: ManifestCommand): APIApplicationCommandOption | undefined {
  // Who may use it can only be said for a whole command.
  if (piece.permissions && piece.permissions.length > 0) return undefined;
  if (piece.subcommands.some((sub) => sub.group)) return undefined;
  return {
    type:
      piece.subcommands.length > 0
        ? ApplicationCommandOptionType.SubcommandGroup
        : ApplicationCommandOptionType.Subcommand,
    name: piece.name,
    ...localizedDescription(piece.description),
    options: optionsOf(piece),
  } as APIApplicationCommandOption;
}

function optionsOf(piece: ManifestCommand): APIApplicationCommandOption[] {
  if (piece.subcommands.length === 0) return piece.options.map(toOption);
  const options: APIApplicationCommandOption[] = [];
  const groups = new Map<string, { options: APIApplicationCommandOption[] }>();
  for (const sub of piece.subcommands) {
    const option = {
      type: ApplicationCommandOptionType.Subcommand,
      name: sub.name,
      ...localizedDescription(sub.description),
      options: sub.options.map(toOption),
    } as APIApplicationCommandOption;
    if (!sub.group) {
      options.push(option);
      continue;
    }
    const known = groups.get(sub.group.name);
    if (known) {
      known.options.push(option);
      continue;
    }
    const group = {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: sub.group.name,
      ...localizedDescription(sub.group.description),
      options: [option],
    };
    groups.set(sub.group.name, group);
    options.push(group as APIApplicationCommandOption);
  }
  return options;
}

const optionTypes = {
  string: ApplicationCommandOptionType.String,
  integer: ApplicationCommandOptionType.Integer,
  number: ApplicationCommandOptionType.Number,
  boolean: ApplicationCommandOptionType.Boolean,
  user: ApplicationCommandOptionType.User,
  channel: ApplicationCommandOptionType.Channel,
  role: ApplicationCommandOptionType.Role,
  mentionable: ApplicationCommandOptionType.Mentionable,
  attachment: ApplicationCommandOptionType.Attachment,
} as const;

function toOption(option: ManifestCommandOption): APIApplicationCommandOption {
  return withoutUndefined({
    type: optionTypes[option.type],
    name: option.name,
    ...localizedDescription(option.description),
    required: option.required,
    autocomplete: option.autocomplete || undefined,
    choices: option.autocomplete
      ? undefined
      : option.choices?.map((choice) => ({
          name: localize(choice.name, 'en'),
          ...localizations('name_localizations', choice.name),
          value: choice.value,
        })),
    channel_types: option.channelTypes,
    min_value: option.minValue,
    max_value: option.maxValue,
    min_length: option.minLength,
    max_length: option.maxLength,
  }) as unknown as APIApplicationCommandOption;
}

const locales = new Set<string>(Object.values(Locale));
/** Discord has no bare `es`, `pt` and the like. */
const discordLocales: Readonly<Record<string, Locale>> = {
  es: Locale.SpanishES,
  pt: Locale.PortugueseBR,
  sv: Locale.Swedish,
  zh: Locale.ChineseCN,
};

function localizedDescription(text: Manifest['description']) {
  return { description: localize(text, 'en'), ...localizations('description_localizations', text) };
}

function localizations(key: string, text: Manifest['description']): Record<string, unknown> {
  if (typeof text === 'string') return {};
  const found = Object.entries(text).flatMap(([locale, value]) => {
    const name = locales.has(locale) ? locale : discordLocales[locale];
    return name ? [[name, value] as const] : [];
  });
  return found.length > 0 ? { [key]: Object.fromEntries(found) } : {};
}

function permissionBits(names: readonly string[]): bigint {
  return names.reduce(
    (bits, name) => bits | (PermissionFlagsBits[name as keyof typeof PermissionFlagsBits] ?? 0n),
    0n,
  );
}

/** Discord counts names, descriptions and choice values of the whole command, the longest translation of each. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + textLength(inner), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const body = value as Record<string, unknown>;
  const longest = (text: unknown, translations: unknown) =>
    Math.max(
      ...[text, ...Object.values(translations ?? {})].map((one) =>
        typeof one === 'string' ? one.length : 0,
      ),
    );
  return (
    longest(body.name, body.name_localizations) +
    longest(body.description, body.description_localizations) +
    (typeof body.value === 'string' ? body.value.length : 0) +
    textLength(body.options) +
    textLength(body.choices)
  );
}

function textOf(body: CommandBody): Manifest['description'] {
  const french = body.description_localizations?.fr;
  return french ? { en: body.description, fr: french } : body.description;
}

function withoutUndefined(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}
