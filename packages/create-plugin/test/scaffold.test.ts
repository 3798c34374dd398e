import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCreate, type TemplateName, templates } from 'create-guildhall-plugin';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';

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

const names = Object.keys(templates) as TemplateName[];
/** One folder per template, beside one `node_modules` for all: the compiler and the test runner then start once. */
let parent: string;

beforeAll(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'scaffold-'));
  const quiet = { out: () => undefined, error: () => undefined };
  for (const template of names) {
    const flags = ['--id', `made-${template}`, '--name', "Ana's", '--description', 'It\'s "made".'];
    const folder = path.join(parent, template);
    expect(await runCreate([folder, ...flags, '--template', template], quiet)).toBe(0);
  }
  for (const [name, target] of Object.entries(links)) {
    const link = path.join(parent, 'node_modules', name);
    await access(target);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link);
  }
  const first = names[0] ?? '';
  await writeFile(
    path.join(parent, 'tsconfig.json'),
    JSON.stringify({ extends: `./${first}/tsconfig.json`, include: ['*/src', '*/test'] }),
  );
  // Workspace packages are taken from their sources, so that nothing has to be built for this test.
  await writeFile(
    path.join(parent, 'vitest.config.mjs'),
    `export default {
      resolve: { conditions: ['@guildhall/source'] },
      ssr: { resolve: { conditions: ['@guildhall/source', 'module', 'node', 'development|production'] } },
      test: { testTimeout: 30_000, hookTimeout: 60_000 },
    };`,
  );
});

afterAll(() => rm(parent, { recursive: true, force: true }));

test('GIVEN a plugin of each template WHEN their types are checked THEN there is nothing to say', () => {
  expect(typeMistakes(path.join(parent, 'tsconfig.json'))).toEqual([]);
  // The check sees what it is meant to see.
  const broken = path.join(parent, names[0] ?? '', 'src/broken.ts');
  writeFileSync(broken, `import { contract } from './contract.ts';\ncontract.comand({});\n`);
  expect(typeMistakes(path.join(parent, 'tsconfig.json'), broken)).toEqual([
    expect.stringContaining('comand'),
  ]);
  rmSync(broken);
}, 120_000);

test.each(names)(
  'GIVEN a plugin made from "%s" WHEN each of its scripts names a command THEN there is such a command',
  async (template) => {
    const { scripts } = JSON.parse(await readFile(path.join(parent, template, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const { output } = await run(parent, path.join(root, 'packages/sdk/src/cli/main.ts'), '--help');
    const used = Object.values(scripts).filter((script) => script.startsWith('guildhall-sdk '));
    expect(used).toHaveLength(4);
    for (const script of used) expect(output).toContain(`${script} [folder]`);
  },
);

test.each(names)(
  'GIVEN a plugin made from "%s" WHEN it is built THEN it is as asked for, without a warning',
  async (template) => {
    const folder = path.join(parent, template);
    const { code, output } = await run(folder, path.join(root, 'packages/sdk/src/cli/main.ts'), 'build');
    expect(output).not.toContain('warning');
    expect(code).toBe(0);
    const manifest = JSON.parse(await readFile(path.join(folder, 'dist/plugin/manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({
      id: `made-${template}`,
      name: "Ana's",
      description: 'It\'s "made".',
    });
  },
);

test('GIVEN a plugin of each template WHEN their own tests are run THEN they pass', async () => {
  const { code, output } = await run(parent, path.join(links.vitest ?? '', 'vitest.mjs'), 'run');
  expect(output).toMatch(new RegExp(`Tests\\s+${names.length} passed`));
  expect(code).toBe(0);
}, 120_000);

/**
 * What the compiler says of a project's own files. Asked file by file: this repository's sources, which the links lead
 * to, are then only read as far as a plugin uses them.
 */
function typeMistakes(project: string, only?: string): string[] {
  const options = {
    customConditions: ['@guildhall/source'],
    // Only those sources need the library of browsers; what is published brings declarations.
    lib: ['lib.es2025.d.ts', 'lib.dom.d.ts'],
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(project, options, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic(diagnostic) {
      throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
    },
  });
  if (!parsed) throw new Error(`${project} could not be read`);
  const program = ts.createProgram(only ? [only] : parsed.fileNames, parsed.options);
  const files = (only ? [only] : parsed.fileNames).map((name) => program.getSourceFile(name));
  return [
    ...parsed.errors,
    ...program.getOptionsDiagnostics(),
    ...files.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ].map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
