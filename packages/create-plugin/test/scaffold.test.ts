import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCreate, type TemplateName, templates } from 'create-guildhall-plugin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPackages, run, sdkCommand, vitestCommand, vitestConfig } from './author-project.ts';
import { typeMistakes } from './type-mistakes.ts';

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
  await linkPackages(parent);
  const first = names[0] ?? '';
  await writeFile(
    path.join(parent, 'tsconfig.json'),
    JSON.stringify({ extends: `./${first}/tsconfig.json`, include: ['*/src', '*/test'] }),
  );
  await writeFile(path.join(parent, 'vitest.config.mjs'), vitestConfig);
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
    const { output } = await run(parent, sdkCommand, '--help');
    const used = Object.values(scripts).filter((script) => script.startsWith('guildhall-sdk '));
    expect(used).toHaveLength(4);
    for (const script of used) expect(output).toContain(`${script} [folder]`);
  },
);

test.each(names)(
  'GIVEN a plugin made from "%s" WHEN it is built THEN it is as asked for, without a warning',
  async (template) => {
    const folder = path.join(parent, template);
    const { code, output } = await run(folder, sdkCommand, 'build');
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
  const { code, output } = await run(parent, vitestCommand, 'run');
  expect(output).toMatch(new RegExp(`Tests\\s+${names.length} passed`));
  expect(code).toBe(0);
}, 120_000);
