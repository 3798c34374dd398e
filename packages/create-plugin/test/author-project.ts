import { execFile } from 'node:child_process';
import { access, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { repository } from './snippets.ts';

/** What `npm install` would fetch, linked from this repository instead. */
const packages: Readonly<Record<string, string>> = {
  '@guildhall/sdk': 'packages/sdk',
  '@guildhall/testing': 'packages/testing',
  '@sapphire/framework': 'packages/core/node_modules/@sapphire/framework',
  '@types/node': 'node_modules/@types/node',
  'discord.js': 'packages/sdk/node_modules/discord.js',
  vitest: 'node_modules/vitest',
};

export async function linkPackages(folder: string): Promise<void> {
  for (const [name, place] of Object.entries(packages)) {
    const target = path.join(repository, place);
    await access(target);
    const link = path.join(folder, 'node_modules', name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link);
  }
}

/** Workspace packages are taken from their sources, so that nothing has to be built for a test. */
export const vitestConfig = `export default {
  resolve: { conditions: ['@guildhall/source'] },
  ssr: { resolve: { conditions: ['@guildhall/source', 'module', 'node', 'development|production'] } },
  test: { testTimeout: 30_000, hookTimeout: 60_000, include: ['**/*.test.ts'] },
};`;

/** Runs a program of Node.js as an author's project would. */
export function run(
  folder: string,
  script: string,
  ...args: string[]
): Promise<{ code: number; output: string }> {
  // A test in a test: the inner one must not take itself for a worker of the outer.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@guildhall/source', path.join(repository, script), ...args],
      { cwd: folder, env: { ...env, NO_COLOR: '1' } },
      (error, out, errors) => resolve({ code: Number(error?.code ?? 0), output: `${out}${errors}` }),
    );
  });
}

export const sdkCommand = 'packages/sdk/src/cli/main.ts';
export const vitestCommand = 'node_modules/vitest/vitest.mjs';
