import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

// The bootstrap is plain JavaScript without declarations: it runs before TypeScript is installed.
const { fingerprint, unlessDone } = (await import(new URL('../fingerprint.mjs', import.meta.url).href)) as {
  fingerprint(entries: string[], salt?: string): string;
  unlessDone(stamp: string, print: string, work: () => Promise<void>): Promise<boolean>;
};

const folder = () => fs.mkdtempSync(path.join(os.tmpdir(), 'guildhall-print-'));

test('GIVEN a folder WHEN a source changes THEN its fingerprint changes; build output does not count', () => {
  const at = folder();
  fs.writeFileSync(path.join(at, 'a.ts'), '1');
  const before = fingerprint([at]);
  fs.mkdirSync(path.join(at, 'dist'));
  fs.writeFileSync(path.join(at, 'dist', 'a.js'), '1');
  expect(fingerprint([at])).toBe(before);
  fs.writeFileSync(path.join(at, 'a.ts'), '2');
  expect(fingerprint([at])).not.toBe(before);
});

test('GIVEN a step that was interrupted WHEN the set-up runs again THEN the step is done again, and only once', async () => {
  const stamp = path.join(folder(), 'dist', '.built');
  let runs = 0;
  const step = async () => {
    runs += 1;
    if (runs === 1) throw new Error('interrupted');
  };
  await expect(unlessDone(stamp, 'print', step)).rejects.toThrow('interrupted');
  expect(await unlessDone(stamp, 'print', step)).toBe(true);
  expect(await unlessDone(stamp, 'print', step)).toBe(false);
  expect(runs).toBe(2);
});
