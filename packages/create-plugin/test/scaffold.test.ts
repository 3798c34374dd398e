import { execFile } from 'node:child_process';
import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCreate, type TemplateName, templates } from 'create-guildhall-plugin';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** What `npm install` would fetch, linked from this repository instead. */
const links: Record<string, string> = {
  '@guildhall/sdk': path.join(root, 'packages/sdk'),
  '@guildhall/testing': path.join(root, 'packages/testing'),
  '@types/node': path.join(root, 'node_modules/@types/node'),
  'discord.js': path.join(root, 'packages/sdk/node_modules/discord.js'),
  vitest: path.join(root, 'node_modules/vitest'),
};

function run(folder: string, script: string, ...args: string[]): Promise<{ code: number; output: string }> {
  // A test in a test: the inner one must not take itself for a worker of the outer.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--conditions=@guildhall/source', script, ...args],
      { cwd: folder, env: { ...env, NO_COLOR: '1' } },
      (error, out, errors) => resolve({ code: Number(error?.code ?? 0), output: `${out}${errors}` }),
    );
  });
}

describe.each(Object.keys(templates) as TemplateName[])('GIVEN a plugin made from "%s"', (template) => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'scaffold-'));
    const out = { out: () => undefined, error: () => undefined };
    const flags = [
      '--id',
      'made',
      '--name',
      "Ana's",
      '--description',
      'It\'s "made".',
      '--template',
      template,
    ];
    expect(await runCreate([folder, ...flags], out)).toBe(0);
    for (const [name, target] of Object.entries(links)) {
      const link = path.join(folder, 'node_modules', name);
      await access(target);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(target, link);
    }
    // Workspace packages are taken from their sources, so that nothing has to be built for this test.
    await writeFile(
      path.join(folder, 'vitest.config.ts'),
      `export default {
        resolve: { conditions: ['@guildhall/source'] },
        ssr: { resolve: { conditions: ['@guildhall/source', 'module', 'node', 'development|production'] } },
        test: { testTimeout: 30_000, hookTimeout: 60_000 },
      };`,
    );
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('WHEN its types are checked THEN there is nothing to say', async () => {
    const compiler = path.join(root, 'node_modules/typescript7/bin/tsc');
    const flags = ['--customConditions', '@guildhall/source', '--lib', 'es2025,dom'];
    expect(await run(folder, compiler, ...flags)).toEqual({ code: 0, output: '' });
  });

  test('WHEN it is built THEN it is what its author asked for, without a warning', async () => {
    const { code, output } = await run(folder, path.join(root, 'packages/sdk/src/cli/main.ts'), 'build');
    expect(output).not.toContain('warning');
    expect(code).toBe(0);
    const manifest = JSON.parse(await readFile(path.join(folder, 'dist/plugin/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ id: 'made', name: "Ana's", description: 'It\'s "made".' });
  });

  test('WHEN its own test is run THEN it passes', async () => {
    const { code, output } = await run(folder, path.join(links.vitest ?? '', 'vitest.mjs'), 'run');
    expect(output).toMatch(/Tests\s+1 passed/);
    expect(code).toBe(0);
  });
});
