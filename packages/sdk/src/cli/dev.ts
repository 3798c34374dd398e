import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevSession, StartDev } from '../build/index.ts';
import { CommandError, type Terminal } from './terminal.ts';

export interface DevArguments {
  readonly folder: string;
  readonly port: string | undefined;
  readonly with: readonly string[];
  readonly fresh: boolean;
  readonly sandboxed: boolean;
}

/**
 * Runs `guildhall-sdk dev` until the process is asked to stop.
 * @throws `CommandError`
 */
export async function dev(given: DevArguments, terminal: Terminal): Promise<void> {
  const folder = path.resolve(given.folder);
  const port = given.port === undefined ? undefined : portOf(given.port);
  const start = await loadStartDev(folder);
  const stop = stopSignal();
  const session: DevSession = await start({
    folder,
    with: given.with.map((other) => path.resolve(other)),
    fresh: given.fresh,
    sandboxed: given.sandboxed,
    ...(port === undefined ? {} : { port }),
    terminal,
  });
  await stop;
  terminal.out('Stopping …');
  await session.close();
}

/**
 * The SDK runs in a bot and must not bring one along: the bot, the simulator and the database come from the project's
 * own `@guildhall/testing`, which its tests need anyway.
 */
async function loadStartDev(folder: string): Promise<StartDev> {
  let file: string;
  try {
    file = createRequire(path.join(folder, 'package.json')).resolve('@guildhall/testing/dev');
  } catch (cause) {
    throw new CommandError(
      'TESTING_MISSING',
      `dev runs your plugin on a simulated Discord, which comes with @guildhall/testing; ${folder} has none.`,
      'Run `npm install --save-dev @guildhall/testing` there.',
      { cause },
    );
  }
  const { startDev } = (await import(pathToFileURL(file).href)) as { readonly startDev: StartDev };
  return startDev;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new CommandError(
    'OPTION_INVALID',
    `"${text}" is not a port.`,
    'Give a whole number from 0 to 65535; 0 takes any free port.',
  );
}

/** Resolves when the process is asked to stop; asked again, it ends at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}
