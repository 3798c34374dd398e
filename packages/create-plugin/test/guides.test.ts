import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCreate } from 'create-guildhall-plugin';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkPackages, run, sdkCommand, vitestCommand, vitestConfig } from './author-project.ts';
import { repository, type Snippet, snippets } from './snippets.ts';
import { typeMistakes } from './type-mistakes.ts';

const all = snippets();
const checked = all.filter(({ info }) => info === 'check');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guides-'));
  await linkPackages(folder);
  await writeFile(path.join(folder, 'vitest.config.mjs'), vitestConfig);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('every block of TypeScript in a guide is checked here', () => {
  const unchecked = all.filter(
    ({ language, info }) => language === 'ts' && info !== 'check' && !info.startsWith('file='),
  );
  expect(unchecked).toEqual([]);
  expect(new Set(checked.map(({ guide }) => guide))).toEqual(
    new Set([
      'capabilities.md',
      'config.md',
      'data.md',
      'host-services.md',
      'jobs.md',
      'pages.md',
      'sapphire.md',
      'services.md',
      'testing.md',
    ]),
  );
});

test('GIVEN the guides’ snippets WHEN they are compiled THEN there is nothing to say, and each plugin is valid', async () => {
  const written = new Map<string, Snippet>();
  for (const snippet of checked) {
    const name = `${snippet.guide.replace('.md', '')}-${snippet.line}`;
    await mkdir(path.join(folder, name, 'src'), { recursive: true });
    const isTest = snippet.text.includes("from 'vitest'");
    await writeFile(path.join(folder, name, isTest ? 'scene.test.ts' : 'src/index.ts'), snippet.text);
    await writeFile(
      path.join(folder, name, 'package.json'),
      JSON.stringify({ name, version: '1.0.0', type: 'module' }),
    );
    written.set(name, snippet);
  }
  const template = path.join(repository, 'packages/create-plugin/templates/shared/tsconfig.json.template');
  const { compilerOptions } = JSON.parse(await readFile(template, 'utf8')) as { compilerOptions: object };
  const project = path.join(folder, 'tsconfig.json');
  await writeFile(project, JSON.stringify({ compilerOptions, include: ['*/src', '*/*.test.ts'] }));
  const plugins = [...written].filter(([, { text }]) => text.includes('export default'));
  const names = plugins.map(([name]) => name);
  // Beside each other: all three load a compiler.
  const validated = run(folder, 'packages/create-plugin/test/validate-all.ts', ...names);
  const scenes = run(folder, vitestCommand, 'run');
  expect(typeMistakes(project)).toEqual([]);
  const { output } = await validated;
  const said = JSON.parse(output) as Readonly<Record<string, string>>;
  expect(Object.keys(said)).toEqual(names);
  for (const name of names) expect(said[name], name).toMatch(/^[\w-]+ is valid/);
  // The scenes of the testing guide are played.
  expect((await scenes).output).toMatch(/Tests +7 passed/);
}, 120_000);

test('GIVEN the ten-minute guide WHEN it is followed to the letter THEN every step says what the guide says', async () => {
  const steps = all.filter(({ guide }) => guide === 'your-first-plugin.md');
  const shell = steps
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'));
  expect(shell).toEqual([
    'export npm_config_registry=http://127.0.0.1:4873',
    'npm create guildhall-plugin my-tea -- --name Tea --description "Serves tea." --template command',
    'cd my-tea',
    'npm install',
    'npm run dev',
    'npm test',
    'npm run check',
    'npm run package',
    'npm start -- plugins add <path of the file>',
  ]);
  const tea = path.join(folder, 'my-tea');
  const quiet = { out: () => undefined, error: () => undefined };
  const flags = ['--name', 'Tea', '--description', 'Serves tea.', '--template', 'command'];
  // No terminal answers for the id here, as npm's would: it is taken from the folder.
  expect(await runCreate([tea, '--id', 'my-tea', ...flags], quiet)).toBe(0);

  const files = steps.filter(({ info }) => info.startsWith('file='));
  const said: string[] = [];
  for (const { info, text } of files) {
    const file = path.join(tea, info.slice('file='.length));
    expect(existsSync(file), `${info} replaces a file of the scaffold`).toBe(true);
    await writeFile(file, text);
    said.push((await run(tea, sdkCommand, 'validate')).output);
  }
  expect(said[0]).toMatch(/src\/index\.ts:16:11 ctx\.data\.cups: the contract declares no collection "cups"/);
  expect(said.at(-1)).toBe('Tea 0.1.0 (my-tea): 2 pieces\n');
  expect(typeMistakes(path.join(tea, 'tsconfig.json'))).toEqual([]);
  await writeFile(path.join(tea, 'vitest.config.mjs'), vitestConfig);
  expect((await run(tea, vitestCommand, 'run')).output).toMatch(/Tests +1 passed/);
  const packed = await run(tea, sdkCommand, 'pack');
  expect(packed.output).toMatch(/dist\/guildhall-plugin-my-tea-0\.1\.0\.tgz[\s\S]*sha512-/);
  expect(await readdir(path.join(tea, 'dist'))).toEqual(['guildhall-plugin-my-tea-0.1.0.tgz']);
}, 120_000);

test('GIVEN the guides WHEN a reader follows their links THEN each leads to a file', async () => {
  const folderOfGuides = path.join(repository, 'docs/guides');
  for (const guide of await readdir(folderOfGuides)) {
    const text = await readFile(path.join(folderOfGuides, guide), 'utf8');
    for (const [, target = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      expect(existsSync(path.join(folderOfGuides, target)), `${guide} → ${target}`).toBe(true);
    }
  }
});
