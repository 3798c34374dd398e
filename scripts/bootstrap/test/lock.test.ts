import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const lockModule = new URL('../lock.mjs', import.meta.url).href;
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'guildhall-lock-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A process that takes the lock, says so, and keeps it for `holdMs` (or for ever). */
function contender(name: string, holdMs: number | 'for ever') {
  const hold =
    holdMs === 'for ever'
      ? 'new Promise(() => setInterval(() => {}, 1000))'
      : `new Promise((r) => setTimeout(r, ${holdMs}))`;
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(lockModule)};
    await withLock(async () => {
      appendFileSync('journal', '${name} in\\n'); console.log('in');
      await ${hold};
      appendFileSync('journal', '${name} out\\n');
    }, 'setup.lock');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

const journal = () => fs.readFileSync(path.join(folder, 'journal'), 'utf8').trim().split('\n');

describe('GIVEN two set-ups of one checkout', () => {
  test('WHEN both start at once THEN one waits for the other', async () => {
    const both = [contender('a', 300), contender('b', 300)];
    await Promise.all(both.map((child) => once(child, 'exit')));
    const lines = journal();
    expect(lines).toHaveLength(4);
    expect(lines[0]?.slice(0, 1)).toBe(lines[1]?.slice(0, 1));
    expect(lines[2]?.slice(0, 1)).toBe(lines[3]?.slice(0, 1));
    expect(fs.existsSync(path.join(folder, 'setup.lock'))).toBe(false);
  });

  test('WHEN the first is killed with SIGKILL THEN the second takes over', async () => {
    const first = contender('a', 'for ever');
    await once(first.stdout, 'data');
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = contender('b', 1);
    const [code] = await once(second, 'exit');
    expect(code).toBe(0);
    expect(journal()).toEqual(['a in', 'b in', 'b out']);
  });
});
