import { execFile } from 'node:child_process';
import path from 'node:path';
import type { IsolationLevel } from './isolation-levels.ts';

/** Users that nobody has; each process gets another, so that none can signal another. */
const firstUid = 61_000;
const uids = 4_000;
let lastUid = 0;

export interface Launch {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly uid?: number;
  /** The started process has another one in it, which is the plugin's. */
  readonly wrapped: boolean;
}

/** How Node is started with these parameters at a level. */
export function launchAt(level: IsolationLevel, parameters: readonly string[]): Launch {
  const node = process.execPath;
  if (level === 'process') return { command: node, parameters, wrapped: false };
  lastUid = (lastUid + 1) % uids;
  const uid = firstUid + lastUid;
  if (level === 'uid') return { command: node, parameters, uid, wrapped: false };
  const own = ['--net', '--ipc', '--uts', '--pid', '--fork', '--kill-child=SIGKILL'];
  if (level === 'namespaces') {
    return {
      command: 'unshare',
      parameters: ['--user', '--map-current-user', ...own, '--', ...bare, node, ...parameters],
      wrapped: true,
    };
  }
  const dropped = [
    `--reuid=${uid}`,
    `--regid=${uid}`,
    '--clear-groups',
    '--no-new-privs',
    '--bounding-set=-all',
    '--inh-caps=-all',
    // Changing the user forgets that the process shall end with its parent.
    '--pdeathsig=KILL',
  ];
  return {
    command: 'unshare',
    parameters: [...own, '--', 'setpriv', ...dropped, '--', ...bare, node, ...parameters],
    wrapped: true,
  };
}

/** Nothing of the wrapper's environment goes on. */
const bare = ['env', '-i'] as const;

/** Where the wrapper's programs are looked for. */
export const launchEnvironment: Readonly<Record<string, string>> = { PATH: '/usr/local/bin:/usr/bin:/bin' };

/**
 * The best level that this machine gives, found by trying.
 *
 * @param readable a file that the process has to be able to read
 */
export async function achievableIsolation(readable: string): Promise<IsolationLevel> {
  const isRoot = process.getuid?.() === 0;
  const candidates: readonly IsolationLevel[] = isRoot ? ['uid+namespaces', 'uid'] : ['namespaces'];
  for (const level of process.platform === 'linux' ? candidates : []) {
    if (await works(level, readable)) return level;
  }
  return 'process';
}

function works(level: IsolationLevel, readable: string): Promise<boolean> {
  const { command, parameters, uid } = launchAt(level, [
    '-e',
    'require("node:fs").accessSync(process.argv[1])',
    readable,
  ]);
  return new Promise((resolve) => {
    const child = execFile(
      command,
      [...parameters],
      {
        env: { ...launchEnvironment },
        cwd: path.dirname(readable),
        timeout: 10_000,
        ...(uid === undefined ? {} : { uid, gid: uid }),
      },
      (error) => resolve(error === null),
    );
    child.on('error', () => resolve(false));
  });
}
