import { localize } from '../locales/index.ts';
import { permissionNames } from '../permissions.ts';
import type { CommandPiece, SubcommandPiece } from '../pieces/types.ts';
import type { Report } from './mistake.ts';

/** Discord's alphabet of command and option names, which must also be in lower case. */
const nameAlphabet = /^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$/u;
const mostOptions = 25;
const longestDescription = 100;

/** Discord counts the names, descriptions and values of a command together. */
const mostCharacters = 8000;

export function checkCommand(command: CommandPiece, report: Report): void {
  const where = `command "${command.name}"`;
  checkRunnable(where, command, report);
  const holdsSubcommands = command.subcommands.length > 0;
  if (holdsSubcommands === (command.run !== undefined)) {
    report({
      code: 'COMMAND_SHAPE',
      where,
      what: holdsSubcommands ? 'it has both subcommands and a handler.' : 'it has nothing to run.',
      why: 'Discord calls either a command or one of its subcommands.',
      remedy: 'Write `run`, or `subcommands`, but not both.',
    });
  }
  const unknown = (command.permissions ?? []).filter((name) => !(permissionNames as string[]).includes(name));
  if (unknown.length > 0) {
    report({
      code: 'PERMISSION_UNKNOWN',
      where,
      what: `Discord has no permission ${unknown.join(', ')}.`,
      why: 'Default permissions are sent to Discord as bits.',
      remedy: 'Use the names of discord.js’s PermissionFlagsBits, such as ManageGuild.',
    });
  }
  const { formerly = [] } = command;
  if (formerly.length > 25 || formerly.includes(command.name) || new Set(formerly).size < formerly.length) {
    report({
      code: 'FORMER_NAME',
      where,
      what: `its former names are ${formerly.join(', ')}.`,
      why: 'They are what earlier versions called it: each once, at most 25, and not its name of today.',
      remedy: 'Leave out what it is called now, and what is there twice.',
    });
  }
  checkSubcommands(where, command.subcommands, report);
  const characters = charactersOf(command);
  if (characters > mostCharacters) {
    report({
      code: 'COMMAND_TOO_LONG',
      where,
      what: `its names and descriptions have ${characters} characters together.`,
      why: `Discord takes ${mostCharacters}.`,
      remedy: 'Shorten descriptions, or split the command.',
    });
  }
}

function checkSubcommands(where: string, subcommands: readonly SubcommandPiece[], report: Report): void {
  const groups = Map.groupBy(subcommands, (sub) => sub.group?.name ?? '');
  const top = [...(groups.get('') ?? []).map((sub) => sub.name), ...[...groups.keys()].filter(Boolean)];
  const sizes = [top.length, ...[...groups].flatMap(([name, subs]) => (name ? [subs.length] : []))];
  if (sizes.some((size) => size > mostOptions)) {
    report({
      code: 'TOO_MANY_OPTIONS',
      where,
      what: `it has more than ${mostOptions} subcommands in one place.`,
      why: `Discord takes ${mostOptions} subcommands or groups in a command, and ${mostOptions} subcommands in a group.`,
      remedy: 'Group them, or make a second command.',
    });
  }
  for (const [group, subs] of groups) {
    const names = group === '' ? top : subs.map((sub) => sub.name);
    for (const name of new Set(names.filter((name, index) => names.indexOf(name) !== index))) {
      report({
        code: 'DUPLICATE_NAME',
        where: [where, group].filter(Boolean).join(' '),
        what: `two subcommands are called "${name}".`,
        why: 'Discord refuses such a command.',
        remedy: 'Rename one of them.',
      });
    }
    for (const sub of subs)
      checkRunnable(`${where}, subcommand "${[group, sub.name].filter(Boolean).join(' ')}"`, sub, report);
  }
}

function checkRunnable(where: string, command: CommandPiece | SubcommandPiece, report: Report): void {
  checkName(where, command.name, report);
  const description = localize(command.description, 'en');
  if (description.length < 1 || description.length > longestDescription) {
    report({
      code: 'COMMAND_DESCRIPTION',
      where,
      what: `its description has ${description.length} characters.`,
      why: `Discord takes 1–${longestDescription}.`,
      remedy: 'Say in a few words what it does.',
    });
  }
  const options = Object.keys(command.options);
  if (options.length > mostOptions) {
    report({
      code: 'TOO_MANY_OPTIONS',
      where,
      what: `it has ${options.length} options.`,
      why: `Discord takes ${mostOptions}.`,
      remedy: 'Split the command into subcommands, or open a modal.',
    });
  }
  for (const name of options) checkName(`${where}, option "${name}"`, name, report);
  for (const name of Object.keys(command.autocomplete).filter((name) => !options.includes(name))) {
    report({
      code: 'AUTOCOMPLETE_UNKNOWN',
      where,
      what: `it completes "${name}", which is no option of it.`,
      why: 'It would never be called.',
      remedy: `Name one of its options: ${options.join(', ')}.`,
    });
  }
}

function checkName(where: string, name: string, report: Report): void {
  if (nameAlphabet.test(name) && name === name.toLowerCase()) return;
  report({
    code: 'COMMAND_NAME',
    where,
    what: `"${name}" is not a name that Discord takes.`,
    why: 'Names have 1–32 letters, digits, "-" and "_", in lower case.',
    remedy: `Try "${
      name
        .toLowerCase()
        .replaceAll(/[^-_\p{L}\p{N}]+/gu, '-')
        .slice(0, 32) || 'run'
    }".`,
  });
}

function charactersOf(command: CommandPiece | SubcommandPiece): number {
  const subcommands = 'subcommands' in command ? command.subcommands : [];
  return (
    command.name.length +
    localize(command.description, 'en').length +
    Object.entries(command.options).reduce((sum, [name, option]) => {
      const values = 'options' in option && Array.isArray(option.options) ? option.options : [];
      const choices = values.reduce((total: number, value) => total + 2 * String(value).length, 0);
      return sum + name.length + (option.description ?? '').length + choices;
    }, 0) +
    subcommands.reduce((sum, sub) => sum + charactersOf(sub), 0)
  );
}
