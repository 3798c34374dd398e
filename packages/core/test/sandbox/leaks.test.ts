import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { belongings, comeAndGo } from './many-versions.ts';
import { openSandboxes } from './sandbox-host.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const versions = 24;

test(`GIVEN ${versions} versions WHEN each takes another's place and is removed THEN no process, no file, no pipe and no copy is left`, async () => {
  const { sandboxes, code, folder } = await openSandboxes();
  await comeAndGo(sandboxes, code, folder, [-1]);
  const before = await belongings();
  const pids = await comeAndGo(
    sandboxes,
    code,
    folder,
    Array.from({ length: versions }, (_, number) => number),
  );
  expect(new Set(pids).size).toBe(versions);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(sandboxes.running()).toEqual([]);
  const after = await belongings();
  expect(after.copies).toEqual(before.copies);
  expect(after.processes).toEqual(before.processes);
  expect(after.open).toBe(before.open);
  await sandboxes.close();
  expect((await belongings()).copies).toEqual([]);
  await rm(folder, { recursive: true });
}, 120_000);

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
