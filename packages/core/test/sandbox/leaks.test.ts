import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { openSandboxes } from './sandbox-host.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Copies that this process has made for plugins' processes. */
async function staged(): Promise<readonly string[]> {
  const own = (await readdir(os.tmpdir())).filter((name) =>
    name.startsWith(`guildhall-sandbox-${process.pid}-`),
  );
  const inside = await Promise.all(own.map((name) => readdir(path.join(os.tmpdir(), name))));
  return inside.flat();
}

test('GIVEN many versions WHEN each has been loaded and removed THEN no process, no file and no pipe is left', async () => {
  const { sandboxes, code, folder } = await openSandboxes();
  const pids: number[] = [];
  const pipes = () => process.getActiveResourcesInfo().filter((kind) => /Pipe|Process/.test(kind)).length;
  await sandboxes.load({ ...code, hash: 'warm' });
  await sandboxes.forget('warm');
  const before = pipes();
  for (let version = 0; version < 12; version += 1) {
    const hash = `version-${version}`;
    await sandboxes.load({ ...code, hash });
    pids.push(...sandboxes.running().map(({ pid }) => pid ?? 0));
    await sandboxes.forget(hash);
  }
  expect(pids).toHaveLength(12);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(sandboxes.running()).toEqual([]);
  expect((await staged()).filter((name) => name.startsWith('version-'))).toEqual([]);
  expect(pipes()).toBe(before);
  await sandboxes.close();
  expect(await staged()).toEqual([]);
  await rm(folder, { recursive: true });
}, 60_000);

test('GIVEN a host that is killed WHEN nothing could be told THEN the plugin’s process ends by itself', async () => {
  const host = spawn(
    process.execPath,
    ['--conditions=@guildhall/source', path.join(import.meta.dirname, 'sandbox-host.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [told] = (await once(host.stdout, 'data')) as [Buffer];
  const [pid] = JSON.parse(String(told)) as [number];
  expect(isAlive(pid)).toBe(true);
  host.kill('SIGKILL');
  await once(host, 'exit');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000 });
}, 60_000);
