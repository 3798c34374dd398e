import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('../../../../', import.meta.url));

export interface RunningGuildhall {
  readonly dashboard: string;
  readonly chat: string;
  /** From the command to the printed links, in milliseconds. */
  readonly startedIn: number;
  /** SIGKILL for every process of it at once: what a power cut does to processes. */
  kill(): Promise<void>;
}

/**
 * Runs what `npm start` runs, in demo mode, and resolves when the links are printed.
 *
 * @throws with everything that was printed, when it ends before.
 */
export async function runGuildhall(dataDir: string, port: number): Promise<RunningGuildhall> {
  const started = performance.now();
  const child = spawn(process.execPath, [path.join(repository, 'scripts', 'bootstrap.mjs'), 'start'], {
    cwd: repository,
    // A group of its own, so that all of it can be killed at once.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: demoEnvironment({ DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' }),
  });
  let output = '';
  const links = new Promise<{ dashboard: string; chat: string }>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const dashboard = /Dashboard\s+(http\S+)/.exec(output)?.[1];
      const chat = /Chat view\s+(http\S+)/.exec(output)?.[1];
      if (dashboard && chat && /API docs\s+http\S+/.test(output)) resolve({ dashboard, chat });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => reject(new Error(`Guildhall ended with code ${code}:\n${output}`)));
  });
  return {
    ...(await links),
    startedIn: performance.now() - started,
    kill: () => killGroup(child),
  };
}

async function killGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
}

/** This process's environment without what would point Guildhall at a real Discord or database. */
function demoEnvironment(set: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const {
    DISCORD_TOKEN,
    DISCORD_CLIENT_ID,
    DISCORD_CLIENT_SECRET,
    MONGODB_URI,
    GUILDHALL_SECRET_KEY,
    PUBLIC_URL,
    NODE_ENV,
    ...rest
  } = process.env;
  return { ...rest, ...set };
}
