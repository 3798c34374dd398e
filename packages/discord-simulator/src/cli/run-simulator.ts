import { stat } from 'node:fs/promises';
import { chatLink } from '../control/index.ts';
import { createDiscord, type DiscordSimulator } from '../simulator.ts';
import { type Arguments, readArguments, UsageError, usage } from './arguments.ts';

export interface Terminal {
  out(line: string): void;
  error(line: string): void;
  /** Resolves when the simulator is to stop. */
  readonly stop: Promise<unknown>;
  /** Resolves when whoever started it is gone. */
  readonly stdinEnds: Promise<unknown>;
}

/** Runs the command line. @returns the exit code: 0 stopped as asked, 1 it could not start, 2 the command was wrong. */
export async function runSimulator(argv: readonly string[], terminal: Terminal): Promise<number> {
  let given: Arguments;
  try {
    given = readArguments(argv);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (given.help) {
    terminal.out(usage);
    return 0;
  }
  let discord: DiscordSimulator;
  try {
    discord = await start(given);
  } catch (error) {
    terminal.error(`The simulator could not start: ${whyNot(error, given)}`);
    return 1;
  }
  terminal.out(given.json ? JSON.stringify(described(discord)) : welcome(discord));
  await Promise.race(given.untilStdinEnds ? [terminal.stop, terminal.stdinEnds] : [terminal.stop]);
  await discord.close();
  return 0;
}

async function start({ world, token, guild, ...given }: Arguments): Promise<DiscordSimulator> {
  const isFile = world !== undefined && (await stat(world).catch(() => null))?.isFile() === true;
  const discord = await createDiscord({
    port: given.port,
    limits: given.limits,
    validate: given.validate,
    ...(given.seed === undefined ? {} : { seed: given.seed }),
    ...(world === undefined ? {} : isFile ? { load: world } : { journal: world }),
    ...(token === undefined ? {} : { controlToken: token }),
  });
  if (discord.guilds.length === 0) discord.guild(guild, { owner: 'ana' });
  return discord;
}

function whyNot(error: unknown, { port }: Arguments): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'EADDRINUSE')
    return `port ${port} is taken. Choose another with --port, or none for a free one.`;
  return String(message ?? error);
}

/** What a program that started the simulator needs to know. */
function described(discord: DiscordSimulator) {
  const { id, token } = discord.application();
  return {
    origin: discord.origin,
    api: discord.api,
    cdn: discord.cdn,
    controlToken: discord.controlToken,
    chat: chatLink(discord.origin, discord.controlToken),
    application: { id, token },
    guilds: discord.guilds.map((it) => ({ id: it.id, name: it.name, ownerId: it.owner.id })),
  };
}

function welcome(discord: DiscordSimulator): string {
  const { api, controlToken, chat, application, guilds, origin } = described(discord);
  return `Simulated Discord. Nothing here leaves this machine.

  Chat           ${chat}
  API            ${api}   (discord.js: rest: { api: '${api}' })
  Bot token      ${application.token}
  Control API    ${origin}/control, described in ${origin}/control/openapi.json
  Control token  ${controlToken}
  Guilds         ${guilds.map((it) => `${it.name} (${it.id})`).join(', ')}

Ctrl+C stops it.`;
}
