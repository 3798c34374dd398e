import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePluginFolder, type PluginFolder } from './plugin-folder.ts';

let plugin: PluginFolder;
let folder: string;

const sources: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'guildhall-plugin-hi',
    version: '1.2.3',
    type: 'module',
    license: 'MIT',
    author: { name: 'Ana' },
    peerDependencies: { '@guildhall/sdk': '^0.1.0' },
  }),
  'README.md': '# Hi\n',
  'src/index.ts': `
    import { definePlugin, z } from '@guildhall/sdk';
    import { greeting } from './greeting.ts';
    const hi = definePlugin({
      id: 'hi', name: 'Hi', description: 'Says hi.', category: 'fun', needs: {},
      config: { version: 1, schema: z.object({ greeting: z.string().default(greeting) }) },
      locales: { en: { bye: 'Bye' }, fr: {} },
    });
    export default hi.build(hi.command({ name: 'hi', description: 'Hi', run: (ctx) => ctx.reply(ctx.config.greeting) }));
  `,
  'src/greeting.ts': `export const greeting: string = 'Hi!';`,
};

beforeEach(async () => {
  plugin = await makePluginFolder(sources);
  folder = plugin.path;
});

afterEach(() => plugin.remove());

const run = (...args: string[]) => plugin.run(...args);
const write = (files: Record<string, string>) => plugin.write(files);

test('GIVEN a plugin WHEN it is built THEN the folder holds all that a Guildhall installs, and nothing else', async () => {
  const { code, out } = await run('build');
  expect(out).toContain('Hi 1.2.3 (hi): 1 piece');
  expect(out).toContain('[LOCALE_MISSING]');
  expect(code).toBe(0);

  const built = path.join(folder, 'dist/plugin');
  expect((await readdir(built)).sort()).toEqual([
    'README.md',
    'config.schema.json',
    'index.js',
    'index.js.map',
    'locales',
    'manifest.json',
    'package.json',
  ]);
  expect(await readdir(path.join(folder, 'dist'))).toEqual(['plugin']);
  const manifest = JSON.parse(await readFile(path.join(built, 'manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({
    id: 'hi',
    package: 'guildhall-plugin-hi',
    version: '1.2.3',
    sdk: '^0.1.0',
    author: 'Ana',
    license: 'MIT',
    config: { defaults: { greeting: 'Hi!' } },
  });
  const code_ = await readFile(path.join(built, 'index.js'), 'utf8');
  expect(code_).toContain('from "@guildhall/sdk"');
  expect(code_).not.toContain('./greeting');
});

test('GIVEN the same source WHEN it is built twice THEN the results are the same, byte by byte', async () => {
  await run('build', '--out', 'one');
  await run('build', '--out', 'two');
  for (const name of ['index.js', 'manifest.json']) {
    const [one, two] = await Promise.all(
      ['one', 'two'].map((out) => readFile(path.join(folder, out, name), 'utf8')),
    );
    expect(one).toBe(two);
  }
});

test('GIVEN mistakes WHEN it is validated THEN each is printed with its remedy, and nothing is written', async () => {
  await write({
    'src/index.ts':
      sources['src/index.ts']?.replace("id: 'hi'", "id: 'H I'").replace("name: 'hi'", "name: 'H I'") ?? '',
  });
  const { code, error } = await run('validate');
  expect(code).toBe(1);
  expect(error).toContain('[PLUGIN_ID]');
  expect(error).toContain('[COMMAND_NAME]');
  expect(error).toContain('try: ');
  expect(error).not.toContain('    at ');
  expect(existsSync(path.join(folder, 'dist/plugin'))).toBe(false);
});

test.each([
  ['a package without a version', { 'package.json': '{"name":"x"}' }, /package\.json.*version/s],
  ['no entry', { 'src/index.ts': undefined }, /no src\/index\.ts/],
  [
    'an import that is nowhere',
    { 'src/greeting.ts': `export { greeting } from 'no-such-package';` },
    /no-such-package/,
  ],
  ['a syntax error', { 'src/greeting.ts': 'export const = ;' }, /greeting\.ts/],
  [
    'an entry that throws',
    { 'src/greeting.ts': `export const greeting = (() => { throw new Error('boom'); })();` },
    /boom/,
  ],
  ['no plugin', { 'src/index.ts': 'export default 1;' }, /does not export a built plugin/],
] as const)(
  'GIVEN %s WHEN it is built THEN the error says so, and the last build stays',
  async (_what, change, expected) => {
    await write({ 'dist/plugin/manifest.json': 'the last build' });
    for (const [name, text] of Object.entries(change)) {
      if (text === undefined) await rm(path.join(folder, name));
      else await write({ [name]: text });
    }
    const { code, error } = await run('build');
    expect(error).toMatch(expected);
    expect(error).not.toContain('    at ');
    expect(code).toBe(1);
    expect(await readFile(path.join(folder, 'dist/plugin/manifest.json'), 'utf8')).toBe('the last build');
  },
);

test.each([
  [['dev'], /comes with @guildhall\/testing.*Run `npm install --save-dev @guildhall\/testing`/],
  [['dev', '--port', 'here'], /"here" is not a port\. Give a whole number/],
])('GIVEN %j WHEN it can’t be done THEN it says what to do', async (args, expected) => {
  const { code, error } = await run(...args);
  expect(error).toMatch(expected);
  expect(error).not.toContain('    at ');
  expect(code).toBe(1);
});

test.each([
  [['bake']],
  [['pack', '--fresh']],
  [['build', '--nope']],
  [['validate', '--out', 'x']],
  [['build', 'a', 'b']],
])('GIVEN the command %j WHEN it is run THEN it is refused with 2', async (args) => {
  const { code, error } = await run(...args);
  expect(code).toBe(2);
  expect(error).not.toBe('');
});
