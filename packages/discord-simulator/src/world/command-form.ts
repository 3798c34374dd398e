import type { Command, CommandOption } from './entities.ts';
import { FormCheck } from './errors.ts';
import { limits } from './limits.ts';

type Fields = Record<string, unknown>;
type Path = (string | number)[];

const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** Source: https://discord.com/developers/docs/reference#locales */
const locales = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

/** What a command is made of, without what Discord adds. */
export type CommandForm = Omit<Command, 'id' | 'application_id' | 'guild_id' | 'version'>;

/**
 * Reads a command's form, checking all that Discord documents. Throws one 50035 that names every field.
 * `path` is where the command is in the form: `[3]` in a bulk overwrite.
 */
export function readCommand(body: Fields, path: Path = [], before?: Command): CommandForm {
  const check = new FormCheck();
  const given = before ? { ...before, ...body } : body;
  const type = Number(given.type ?? 1);
  const name = String(given.name ?? '');
  checkName(check, name, [...path, 'name'], type === 1);
  const description = String(given.description ?? '');
  if (type === 1) checkLength(check, description, 1, 100, [...path, 'description']);
  else if (description !== '') {
    check.add(
      [...path, 'description'],
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_EMPTY',
      'Context menu commands cannot have description',
    );
  }
  const names = readLocalizations(
    check,
    given.name_localizations,
    [...path, 'name_localizations'],
    (value, at) => checkName(check, value, at, type === 1),
  );
  const descriptions = readLocalizations(
    check,
    given.description_localizations,
    [...path, 'description_localizations'],
    (value, at) => checkLength(check, value, 1, 100, at),
  );
  const rawOptions = (given.options ?? []) as Fields[];
  if (type !== 1 && rawOptions.length > 0) {
    check.add(
      [...path, 'options'],
      'APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS',
      'Context menu commands cannot have options',
    );
  }
  const options = readOptions(check, rawOptions, [...path, 'options'], 0);
  if (type === 1 && textLength({ name, description, options }) > limits.commandTotal) {
    check.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${limits.commandTotal})`);
  }
  check.done();
  const permissions = given.default_member_permissions;
  const dm = given.dm_permission;
  const contexts = given.contexts;
  return {
    type,
    name,
    name_localizations: names,
    description,
    description_localizations: descriptions,
    options,
    default_member_permissions:
      permissions === null || permissions === undefined ? null : String(permissions),
    dm_permission: typeof dm === 'boolean' ? dm : true,
    nsfw: given.nsfw === true,
    integration_types: Array.isArray(given.integration_types) ? (given.integration_types as number[]) : [0],
    contexts: Array.isArray(contexts) ? (contexts as number[]) : null,
  };
}

function checkName(check: FormCheck, name: string, path: Path, slash: boolean): void {
  if (name.length < 1 || name.length > 32) {
    check.add(path, 'BASE_TYPE_BAD_LENGTH', 'Must be between 1 and 32 in length.');
  } else if (slash && (!slashName.test(name) || name !== name.toLowerCase())) {
    check.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  }
}

function checkLength(check: FormCheck, text: string, least: number, most: number, path: Path): void {
  if (text.length === 0 && least > 0) check.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  else if (text.length < least || text.length > most) {
    check.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }
}

function readLocalizations(
  check: FormCheck,
  value: unknown,
  path: Path,
  each: (text: string, path: Path) => void,
): Record<string, string> | null {
  if (value === null || value === undefined) return null;
  const out: Record<string, string> = {};
  for (const [locale, text] of Object.entries(value as Record<string, string | null>)) {
    if (!locales.has(locale)) {
      check.add([...path, locale], 'APPLICATION_COMMAND_INVALID_LOCALE', `Locale '${locale}' is not valid`);
    }
    if (text === null) continue;
    each(text, [...path, locale]);
    out[locale] = text;
  }
  return out;
}

/** @param depth - 0 in the command, 1 in a subcommand or group, 2 in a group's subcommand. */
function readOptions(check: FormCheck, options: Fields[], path: Path, depth: number): CommandOption[] {
  if (options.length > 25) check.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  const names = new Set<string>();
  let optionalSeen = false;
  const hasNested = options.some((option) => Number(option.type) <= 2);
  return options.map((option, index) => {
    const at = [...path, index];
    const type = Number(option.type);
    const name = String(option.name ?? '');
    checkName(check, name, [...at, 'name'], true);
    checkLength(check, String(option.description ?? ''), 1, 100, [...at, 'description']);
    if (names.has(name)) {
      check.add([...at, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE', 'Option names must be unique');
    }
    names.add(name);
    if (!(type >= 1 && type <= 11)) {
      check.add(
        [...at, 'type'],
        'UNION_TYPE_CHOICES',
        'Value of field "type" must be one of (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).',
      );
    }
    if (hasNested && type > 2) {
      check.add(
        [...at, 'type'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-command and sub-command group option types are mutually exclusive to all other types',
      );
    }
    if ((type === 2 && depth > 0) || (type === 1 && depth > 1)) {
      check.add(
        [...at, 'type'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'Sub-commands and groups cannot be nested this deep',
      );
    }
    if (type > 2) {
      if (option.required === true) {
        if (optionalSeen) {
          check.add(
            at,
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          );
        }
      } else optionalSeen = true;
    }
    return readOption(check, option, type, name, at, depth);
  });
}

function readOption(
  check: FormCheck,
  option: Fields,
  type: number,
  name: string,
  at: Path,
  depth: number,
): CommandOption {
  const out: CommandOption = { type, name, description: String(option.description ?? '') };
  const names = readLocalizations(
    check,
    option.name_localizations,
    [...at, 'name_localizations'],
    (text, path) => checkName(check, text, path, true),
  );
  const descriptions = readLocalizations(
    check,
    option.description_localizations,
    [...at, 'description_localizations'],
    (text, path) => checkLength(check, text, 1, 100, path),
  );
  if (names) out.name_localizations = names;
  if (descriptions) out.description_localizations = descriptions;
  if (type <= 2) {
    const nested = (option.options ?? []) as Fields[];
    if (type === 2 && nested.some((it) => Number(it.type) !== 1)) {
      check.add(
        [...at, 'options'],
        'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
        'A group holds sub-commands only',
      );
    }
    out.options = readOptions(check, nested, [...at, 'options'], depth + (type === 2 ? 1 : 2));
    return out;
  }
  if (option.required === true) out.required = true;
  const choices = (option.choices ?? []) as Fields[];
  if (option.autocomplete === true) {
    if (![3, 4, 10].includes(type)) {
      check.add(
        [...at, 'autocomplete'],
        'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID',
        'Only string, integer and number options have autocomplete',
      );
    }
    if (choices.length > 0) {
      check.add(
        [...at, 'choices'],
        'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE',
        'Autocomplete and choices are mutually exclusive',
      );
    }
    out.autocomplete = true;
  }
  if (choices.length > 0) out.choices = readChoices(check, choices, type, [...at, 'choices']);
  if (type === 7 && Array.isArray(option.channel_types) && option.channel_types.length > 0) {
    out.channel_types = option.channel_types as number[];
  }
  for (const [least, most, types] of [
    ['min_value', 'max_value', [4, 10]],
    ['min_length', 'max_length', [3]],
  ] as const) {
    const low = option[least];
    const high = option[most];
    if ((low ?? high ?? null) !== null && !(types as readonly number[]).includes(type)) {
      check.add(
        [...at, least],
        'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID',
        `Options of this type have no ${least} and ${most}`,
      );
    }
    if (typeof low === 'number') out[least] = low;
    if (typeof high === 'number') out[most] = high;
    if (typeof low === 'number' && typeof high === 'number' && low > high) {
      check.add(
        [...at, most],
        'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID',
        `${most} must not be less than ${least}`,
      );
    }
  }
  return out;
}

function readChoices(
  check: FormCheck,
  choices: Fields[],
  type: number,
  path: Path,
): NonNullable<CommandOption['choices']> {
  if (choices.length > 25) check.add(path, 'BASE_TYPE_MAX_LENGTH', 'Must be 25 or fewer in length.');
  if (![3, 4, 10].includes(type)) {
    check.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID',
      'Only string, integer and number options have choices',
    );
  }
  const names = new Set<string>();
  return choices.map((choice, index) => {
    const at = [...path, index];
    const name = String(choice.name ?? '');
    checkLength(check, name, 1, 100, [...at, 'name']);
    if (names.has(name)) {
      check.add(
        [...at, 'name'],
        'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS',
        'There is already a choice with this name',
      );
    }
    names.add(name);
    const value = choice.value;
    if (type === 3 && (typeof value !== 'string' || value.length > 100)) {
      check.add([...at, 'value'], 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.');
    }
    if (type !== 3 && (typeof value !== 'number' || (type === 4 && !Number.isInteger(value)))) {
      check.add(
        [...at, 'value'],
        'NUMBER_TYPE_COERCE',
        `Value "${String(value)}" is not ${type === 4 ? 'int' : 'float'}.`,
      );
    }
    const names2 = readLocalizations(
      check,
      choice.name_localizations,
      [...at, 'name_localizations'],
      (text, where) => checkLength(check, text, 1, 100, where),
    );
    return { name, value: value as string | number, ...(names2 ? { name_localizations: names2 } : {}) };
  });
}

function textLength(part: {
  name: string;
  description: string;
  options?: CommandOption[] | undefined;
  choices?: CommandOption['choices'];
}): number {
  let length = part.name.length + part.description.length;
  for (const choice of part.choices ?? []) length += choice.name.length + String(choice.value).length;
  for (const option of part.options ?? []) length += textLength(option);
  return length;
}
