import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A start takes three seconds, and ten times as long where all other tests run beside it. */
const patience = 80_000;

const repository = path.resolve(import.meta.dirname, '../../../..');

/** What `npm install` would fetch, linked from this repository instead. */
const links: Readonly<Record<string, string>> = {
  '@guildhall/sdk': path.join(repository, 'packages/sdk'),
  '@guildhall/testing': path.join(repository, 'packages/testing'),
};

/** `guildhall-sdk dev` as an author runs it, on a plugin of these files. */
export interface RunningDev {
  /** Everything that was printed so far. */
  output(): string;
  /** Resolves when this is printed after what was printed already when it is called. */
  printed(pattern: RegExp, after?: number): Promise<void>;
  save(files: Readonly<Record<string, string>>): Promise<void>;
  /** Asks the simulator's control API. */
  ask(operation: string, body: object): Promise<Record<string, unknown>>;
  /** Once more, on the same folder, after it was stopped. */
  start(args: readonly string[]): void;
  /** Ctrl+C. @returns the exit code */
  stop(): Promise<number | null>;
  remove(): Promise<void>;
}

export async function runDev(
  files: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<RunningDev> {
  const folder = await mkdtemp(path.join(tmpdir(), 'guildhall-dev-'));
  const save = async (changed: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(changed)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
  };
  await save(files);
  for (const [name, target] of Object.entries(links)) {
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link);
  }
  let child: ChildProcess;
  let text = '';
  const heard = new Set<() => void>();
  const start = (given: readonly string[]) => {
    text = '';
    child = spawn(
      process.execPath,
      [
        '--conditions=@guildhall/source',
        '--disable-warning=ExperimentalWarning',
        path.join(repository, 'packages/sdk/src/cli/main.ts'),
        'dev',
        '--port',
        '0',
        ...given,
      ],
      { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' } },
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        for (const listener of heard) listener();
      });
    }
  };
  start(args);
  const printed = (pattern: RegExp, after = text.length) =>
    new Promise<void>((resolve, reject) => {
      const ended = () => reject(new Error(`dev ended before it printed ${pattern}:\n${text}`));
      const timer = setTimeout(() => reject(new Error(`dev has not printed ${pattern}:\n${text}`)), patience);
      const look = () => {
        if (!pattern.test(text.slice(after))) return;
        heard.delete(look);
        child.off('exit', ended);
        clearTimeout(timer);
        resolve();
      };
      heard.add(look);
      child.once('exit', ended);
      look();
    });
  return {
    output: () => text,
    printed,
    save,
    async ask(operation, body) {
      const chat = new URL([...text.matchAll(/Chat view +(\S+)/g)].at(-1)?.[1] ?? '');
      const response = await fetch(new URL(`/control/${operation}`, chat), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${chat.searchParams.get('token')}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Record<string, unknown>;
      if (!response.ok) throw new Error(`${operation}: ${JSON.stringify(answer)}`);
      return answer;
    },
    start,
    stop: () => stop(child),
    async remove() {
      await stop(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  await gone;
  return child.exitCode;
}
