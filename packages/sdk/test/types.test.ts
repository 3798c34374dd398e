import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
// What is compiled; it has nothing to run.
import type {} from './types/inference.ts';

const root = path.resolve(import.meta.dirname, '../../..');

test('GIVEN an author’s code WHEN it is compiled THEN types follow from the contract, and mistakes don’t compile', async () => {
  const compiler = path.join(root, 'node_modules/typescript7/bin/tsc');
  const project = path.join(import.meta.dirname, 'types/tsconfig.json');
  const result = await promisify(execFile)(process.execPath, [compiler, '-p', project], { cwd: root }).catch(
    (error: { stdout?: string }) => ({ stdout: error.stdout ?? String(error) }),
  );
  expect(result.stdout).toBe('');
});
