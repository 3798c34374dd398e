import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Ask, runCreate } from 'create-guildhall-plugin';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idFrom } from '../src/answers.ts';
import { fillTemplate } from '../src/fill-template.ts';
import { oldNode } from '../src/old-node.ts';
import { versions } from '../src/versions.ts';

let folder: string;

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'create-plugin-')), 'my-quotes');
});

afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));

async function run(
  args: readonly string[],
  ask?: Ask,
): Promise<{ code: number; out: string; error: string }> {
  const out: string[] = [];
  const error: string[] = [];
  const code = await runCreate(args, {
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    ...(ask && { ask }),
  });
  return { code, out: out.join('\n'), error: error.join('\n') };
}

test('GIVEN a terminal WHEN four questions are answered THEN the plugin is as answered', async () => {
  const typed = ['quotes', '', "Keeps what's said", 'events'];
  const asked: string[] = [];
  const { code, out } = await run([folder], (question) => {
    asked.push(question);
    return Promise.resolve(typed.shift() ?? '');
  });
  expect(code).toBe(0);
  expect(asked).toEqual([
    'Id (my-quotes): ',
    'Name (Quotes): ',
    'What it does, in one sentence (A plugin for Guildhall.): ',
    'Start from (command or events) (command): ',
  ]);
  expect(out).toContain('npm install');
  const contract = await readFile(path.join(folder, 'src/contract.ts'), 'utf8');
  expect(contract).toContain("id: 'quotes'");
  expect(contract).toContain("name: 'Quotes'");
  expect(contract).toContain("description: 'Keeps what\\'s said'");
  expect(contract).toContain('counts: {');
});

test('GIVEN an answer that won’t do WHEN it is typed THEN it is said what would, and asked again', async () => {
  const typed = ['My Plugin!', 'quotes'];
  const { code, error } = await run(
    [folder, '--name', 'Q', '--description', 'd', '--template', 'command'],
    () => Promise.resolve(typed.shift() ?? ''),
  );
  expect(code).toBe(0);
  expect(error).toContain('such as "my-plugin"');
});

test('GIVEN flags for everything WHEN there is no terminal THEN nothing is asked', async () => {
  const flags = ['--id', 'quotes', '--name', 'Q', '--description', 'd', '--template', 'command'];
  expect((await run([folder, ...flags])).code).toBe(0);
  expect(JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')).name).toBe(
    'guildhall-plugin-quotes',
  );
});

test.each([
  [[], /no terminal to ask for name, description, template.*--yes/],
  [['--id', 'Bad Id', '--yes'], /"Bad Id" is not a plugin id.*such as "bad-id"/],
  [['--template', 'game', '--yes'], /no template "game".*command, events/],
  [['--description', 'x'.repeat(201), '--yes'], /1–200 characters/],
  [['--name', 'two\nlines', '--yes'], /one line/],
])('GIVEN %j WHEN nobody can answer THEN it says what to do and writes nothing', async (args, expected) => {
  const { code, error } = await run([folder, ...args]);
  expect(code).toBe(1);
  expect(error).toMatch(expected);
  await expect(readdir(folder)).rejects.toThrow(/ENOENT/);
});

test('GIVEN the guide’s own command WHEN there is no terminal THEN the folder’s name is the id, and nothing is asked', async () => {
  const flags = ['--name', 'Tea', '--description', 'Serves tea.', '--template', 'command'];
  const { code } = await run([path.join(folder, 'my-tea'), ...flags]);
  expect(code).toBe(0);
  expect(await readFile(path.join(folder, 'my-tea/src/contract.ts'), 'utf8')).toContain("id: 'my-tea'");
});

test('GIVEN an old Node.js WHEN a plugin is to be made THEN it says what is needed', () => {
  expect(oldNode('20.20.2')).toMatch(/Node\.js 24 or later; this is 20\.20\.2\. Install/);
  expect(oldNode('24.0.0')).toBeUndefined();
});

test.each([[['--nope']], [['a', 'b']]])('GIVEN %j WHEN it is run THEN the usage is shown', async (args) => {
  const { code, error } = await run(args);
  expect(code).toBe(2);
  expect(error).toContain('--template');
});

test('GIVEN a folder with files WHEN a plugin is made there THEN they are left alone', async () => {
  await mkdir(folder);
  await writeFile(path.join(folder, 'notes.txt'), 'mine');
  const { code, error } = await run([folder, '--yes']);
  expect(code).toBe(1);
  expect(error).toMatch(/is not empty: it has notes\.txt\. Choose another folder/);
  expect(await readdir(folder)).toEqual(['notes.txt']);
});

test('GIVEN a file where the folder should be WHEN a plugin is made THEN it says so', async () => {
  await writeFile(folder, '');
  const { code, error } = await run([folder, '--yes']);
  expect(code).toBe(1);
  expect(error).toContain('Choose another name');
});

test('a folder’s name becomes the nearest id', () => {
  expect(idFrom('guildhall-plugin-star_board 2')).toBe('star-board-2');
  expect(idFrom('42')).toBeUndefined();
  expect(idFrom('É')).toBeUndefined();
  expect(idFrom('x'.repeat(50))).toHaveLength(32);
});

test('a template’s mention that means nothing is an error, and values are not expanded again', () => {
  const values = { id: 'a', name: '{{id}}', description: 'd', ...versions };
  expect(fillTemplate('{{name}} {{name:json}}', values)).toBe('{{id}} "{{id}}"');
  expect(() => fillTemplate('{{nope}}', values)).toThrow('{{nope}}');
  expect(() => fillTemplate('{{id:yaml}}', values)).toThrow('{{id:yaml}}');
});

test('the versions are those that this repository works with', async () => {
  const root = path.resolve(import.meta.dirname, '../../..');
  const workspace = await readFile(path.join(root, 'pnpm-workspace.yaml'), 'utf8');
  const packageJson = await readFile(path.join(root, 'package.json'), 'utf8');
  const sdk = JSON.parse(await readFile(path.join(root, 'packages/sdk/package.json'), 'utf8'));
  expect(versions.sdk).toBe(`^${sdk.version}`);
  expect(versions.discordJs).toBe(sdk.peerDependencies['discord.js']);
  expect(workspace).toContain(`vitest: ${versions.vitest.slice(1)}`);
  expect(workspace).toContain(`"@types/node": ${versions.nodeTypes}`);
  expect(packageJson).toContain(`npm:typescript@${versions.typescript}`);
});
