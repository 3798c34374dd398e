import { parseArgs } from 'node:util';
import type { Environment, VariableName } from '../settings/index.ts';

export const commands = {
  start: 'Start Guildhall (the default)',
  doctor: 'Check everything that a start needs, and say what to do',
  'plugins list': 'Show the versions of plugins that can be installed here',
  'plugins add <folder | file.tgz | name@range>':
    'Add one, also while Guildhall runs; --registry says where from',
  'plugins remove <id>@<version>': 'Remove one that no server needs',
  'plugins trust <id>@<version>': 'Let one run inside the bot, with all that the bot can reach',
  'plugins distrust <id>@<version>': 'Lock it up again, as a stranger’s',
  'plugins kill <id>': 'Switch one off in every server within a minute; --reason says why',
  'plugins revive <id>': 'Let it run again where it was enabled',
  'members export <server> <user>': 'Print what is stored of a member, as JSON',
  'members erase <server> <user>': 'Erase it; this can’t be undone',
} as const;

/** What was asked for. */
export type Command =
  | { readonly name: 'start' }
  | { readonly name: 'doctor' }
  | { readonly name: 'plugins list' }
  | { readonly name: 'plugins add'; readonly source: string; readonly registry: string | undefined }
  | { readonly name: 'plugins remove'; readonly version: string }
  | { readonly name: 'plugins trust' | 'plugins distrust'; readonly version: string }
  | { readonly name: 'plugins kill'; readonly pluginId: string; readonly reason: string }
  | { readonly name: 'plugins revive'; readonly pluginId: string }
  | ({ readonly name: 'members export' } & OfMember)
  | ({ readonly name: 'members erase' } & OfMember);

interface OfMember {
  readonly guildId: string;
  readonly memberId: string;
}

/** Options that stand for a variable. */
export const optionVariables = {
  port: 'PORT',
  host: 'HOST',
  'data-dir': 'DATA_DIR',
  'public-url': 'PUBLIC_URL',
  'log-level': 'LOG_LEVEL',
} as const satisfies Record<string, VariableName>;

/** Options without a value that stand for a variable set to 1. */
export const flagVariables = {
  'safe-mode': 'GUILDHALL_SAFE_MODE',
} as const satisfies Record<string, VariableName>;

export interface Arguments {
  readonly command: Command;
  readonly help: boolean;
  readonly version: boolean;
  /** Over the environment's. */
  readonly variables: Environment;
}

/** What was typed cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
  readonly remedy = 'See `guildhall --help`.';
}

/** @throws `UsageError` */
export function readArguments(argv: readonly string[]): Arguments {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = parse();

  function parse() {
    try {
      return parseArgs({
        args: [...argv],
        allowPositionals: true,
        options: {
          help: { ...flag, short: 'h' },
          version: { ...flag, short: 'v' },
          port: text,
          host: text,
          'data-dir': text,
          'public-url': text,
          'log-level': text,
          'safe-mode': flag,
          registry: text,
          reason: text,
        },
      });
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  }

  const command = readCommand(positionals, values);
  const variables: Record<string, string> = {};
  for (const [option, variable] of Object.entries(optionVariables)) {
    const value = values[option as keyof typeof optionVariables];
    if (value !== undefined) variables[variable] = value;
  }
  for (const [option, variable] of Object.entries(flagVariables)) {
    if (values[option as keyof typeof flagVariables]) variables[variable] = '1';
  }
  return { command, help: values.help, version: values.version, variables };
}

/** @throws `UsageError` */
function readCommand(
  words: readonly string[],
  { registry, reason }: { readonly registry?: string | undefined; readonly reason?: string | undefined },
): Command {
  const [first = 'start', second, third, ...more] = words;
  if (registry !== undefined && `${first} ${second}` !== 'plugins add') {
    throw new UsageError('--registry belongs to `plugins add`.');
  }
  if (reason !== undefined && `${first} ${second}` !== 'plugins kill') {
    throw new UsageError('--reason belongs to `plugins kill`.');
  }
  if ((first === 'start' || first === 'doctor') && second === undefined) return { name: first };
  if (first === 'plugins' && more.length === 0) {
    if (second === 'list' && third === undefined) return { name: 'plugins list' };
    if (second === 'add' && third !== undefined) return { name: 'plugins add', source: third, registry };
    if (second === 'remove' && third !== undefined) return { name: 'plugins remove', version: third };
    if (second === 'kill' && third !== undefined) {
      const why = reason?.trim() ?? '';
      if (why.length < 3 || why.length > 500) {
        throw new UsageError(
          '`plugins kill` takes a reason of 3 to 500 characters, which the admins of every server read: --reason "It sends members to a false shop."',
        );
      }
      return { name: 'plugins kill', pluginId: third, reason: why };
    }
    if (second === 'revive' && third !== undefined) return { name: 'plugins revive', pluginId: third };
    if ((second === 'trust' || second === 'distrust') && third !== undefined) {
      return { name: `plugins ${second}`, version: third };
    }
  }
  if (first === 'members' && (second === 'export' || second === 'erase') && more.length === 1) {
    const [guildId = '', memberId = ''] = [third, ...more];
    for (const id of [guildId, memberId]) {
      if (!/^\d{17,20}$/.test(id)) throw new UsageError(`"${id}" is not an id of Discord.`);
    }
    return second === 'export'
      ? { name: 'members export', guildId, memberId }
      : { name: 'members erase', guildId, memberId };
  }
  throw new UsageError(`There is no command "${words.join(' ')}".`);
}
