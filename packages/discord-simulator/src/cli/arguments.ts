import { parseArgs } from 'node:util';

export const usage = `npx @guildhall/discord-simulator [options]

  --port <number>        where to listen on 127.0.0.1; a free port when not given
  --seed <number>        the same seed makes the same tokens and secrets
  --world <path>         a folder: the world is kept there, and found again at the next start;
                         a file that "save" wrote: the world is as it was then, and nothing is kept
  --limits <mode>        rate limits: discord (the default), fast (the same, twenty times as fast), off
  --guild <name>         the guild of a world that has none yet; default: Playground
  --token <secret>       the control token; made when not given
  --no-validate          do not check every answer and event against Discord's description
  --json                 print what a program needs to know as one line of JSON
  --until-stdin-ends     stop when whoever started it is gone
  --help                 this text`;

/** What was typed cannot be understood. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'USAGE';
}

export interface Arguments {
  readonly help: boolean;
  readonly port: number;
  readonly seed: number | undefined;
  readonly world: string | undefined;
  readonly limits: 'discord' | 'fast' | 'off';
  readonly guild: string;
  readonly token: string | undefined;
  readonly validate: boolean;
  readonly json: boolean;
  readonly untilStdinEnds: boolean;
}

const modes = ['discord', 'fast', 'off'] as const;

function whole(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most)
    throw new UsageError(`--${name} takes a whole number up to ${most}, not "${text}".`);
  return number;
}

/** Throws a {@link UsageError} for what cannot be understood. */
export function readArguments(argv: readonly string[]): Arguments {
  let values: ReturnType<typeof parse>['values'];
  try {
    values = parse(argv).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const limits = modes.find((it) => it === (values.limits ?? 'discord'));
  if (!limits) throw new UsageError(`--limits takes ${modes.join(', ')}, not "${values.limits}".`);
  return {
    help: values.help,
    port: whole('port', values.port, 65_535) ?? 0,
    seed: whole('seed', values.seed, 2 ** 32 - 1),
    world: values.world,
    limits,
    guild: values.guild ?? 'Playground',
    token: values.token,
    validate: !values['no-validate'],
    json: values.json,
    untilStdinEnds: values['until-stdin-ends'],
  };
}

function parse(argv: readonly string[]) {
  return parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      seed: { type: 'string' },
      world: { type: 'string' },
      limits: { type: 'string' },
      guild: { type: 'string' },
      token: { type: 'string' },
      'no-validate': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'until-stdin-ends': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}
