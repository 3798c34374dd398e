import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { type IsolationLevel, isAtLeast, isolationLevels } from '../../src/sandbox/index.ts';
import { openSandboxes } from './sandbox-host.ts';

/** Of the process as the kernel sees it. */
const statusOf = (pid: number, field: string): string =>
  new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';

/** What this machine gives. */
async function best(): Promise<IsolationLevel> {
  const { sandboxes, folder } = await openSandboxes();
  const level = await sandboxes.level();
  await sandboxes.close();
  await rm(folder, { recursive: true });
  return level;
}

const most = await best();
const isRoot = process.getuid?.() === 0;
const levels = isolationLevels.filter(
  (level) => isAtLeast(most, level) && (isRoot || !level.includes('uid')),
);

test.for(process.platform === 'linux' ? levels : [])(
  'GIVEN the level %s WHEN a plugin is loaded THEN its process is locked up that well',
  { timeout: 60_000 },
  async (level) => {
    const { sandboxes, code, folder } = await openSandboxes(level);
    await sandboxes.load(code);
    const [{ pid = 0 } = {}] = sandboxes.running();
    expect(await sandboxes.level()).toBe(level);
    const own = String(process.getuid?.());
    const [uid] = statusOf(pid, 'Uid').split(/\s+/);
    if (level.includes('uid')) expect(uid).not.toBe(own);
    else expect(uid).toBe(own);
    // In a namespace of processes it has a second id: the first one there is.
    const ids = statusOf(pid, 'NSpid').split(/\s+/);
    expect(ids.at(-1) === '1').toBe(level.includes('namespaces'));
    expect(readFileSync(`/proc/${pid}/environ`, 'utf8'), 'the environment is empty').toBe('');
    await sandboxes.close();
    await rm(folder, { recursive: true });
  },
);
