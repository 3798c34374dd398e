import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { makePluginFolder, type PluginFolder } from './plugin-folder.ts';

/** Two files, as the scaffold writes them: what the plugin is, and what it does. */
const contract = `import { definePlugin, field, z } from '@guildhall/sdk';

const schema = z.object({
  greeting: z.string().max(20).default('Hi!'),
});

export const hi = definePlugin({
  id: 'hi',
  name: 'Hi',
  description: 'Says hi.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema },
  data: {
    greeted: { version: 1, schema: z.object({ userId: z.string() }), key: ['userId'], personal: ['userId'] },
  },
});
`;
const index = `import { z } from '@guildhall/sdk';
import { hi } from './contract.ts';

const greet = hi.command({
  name: 'hi',
  description: 'Be greeted',
  async run(ctx) {
    await ctx.data.greeted.deleteOne({ userId: ctx.member.id });
    await ctx.reply(ctx.config.greeting);
  },
});

export default hi.build(greet);
`;
const packageJson = (sdk: string) =>
  JSON.stringify({
    name: 'guildhall-plugin-hi',
    version: '1.0.0',
    peerDependencies: { '@guildhall/sdk': sdk },
  });

const good = { 'package.json': packageJson('^0.1.0'), 'src/contract.ts': contract, 'src/index.ts': index };

let folder: PluginFolder;
afterEach(() => folder.remove());

const inContract = (from: string, to: string) => ({ 'src/contract.ts': changed(contract, from, to) });
const inIndex = (from: string, to: string) => ({ 'src/index.ts': changed(index, from, to) });
function changed(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`the plugin has no ${from}`);
  return text.replace(from, to);
}

test('GIVEN the plugin without a mistake WHEN it is validated THEN nothing is said against it', async () => {
  folder = await makePluginFolder(good);
  expect(await folder.run('validate')).toMatchObject({ code: 0, error: '' });
});

test.each<[string, Record<string, string>, { file: string; says: RegExp; remedy: RegExp }]>([
  [
    'an event without its capability',
    inIndex('hi.build(greet)', "hi.build(greet, hi.onRaw('MESSAGE_CREATE', () => undefined))"),
    {
      file: 'src/index.ts:13:',
      says: /messages\.read/,
      remedy: /needs: \{ 'messages\.read': 'why you want it' \}/,
    },
  ],
  [
    'a call without its capability',
    inIndex('await ctx.reply(', "await ctx.discord.send('1', "),
    { file: 'src/index.ts:9:', says: /ctx\.discord\.send\(\)/, remedy: /needs: \{ 'messages\.send'/ },
  ],
  [
    'a ban without its capability',
    inIndex('await ctx.reply(', "await ctx.discord.ban('1');\n    await ctx.reply("),
    { file: 'src/index.ts:9:', says: /ctx\.discord\.ban\(\)/, remedy: /needs: \{ 'members\.moderate'/ },
  ],
  [
    'a default that its own rule refuses',
    inContract("default('Hi!')", "default('Hi, and a very warm welcome!')"),
    {
      file: 'src/contract.ts:4:',
      says: /config\.greeting: its default doesn't validate/,
      remedy: /Change the default or the rule/,
    },
  ],
  [
    'a .refine() in the configuration',
    inContract('.max(20)', '.max(20).refine((text) => text.length > 1)'),
    { file: 'src/contract.ts:4:', says: /has a \.refine\(\)/, remedy: /config\.check/ },
  ],
  [
    'two commands of one name',
    inIndex(
      'export default hi.build(greet)',
      "const again = hi.command({\n  name: 'hi',\n  description: 'Again',\n  run: (ctx) => ctx.reply('Hi'),\n});\nexport default hi.build(greet, again)",
    ),
    { file: 'src/index.ts:13:', says: /two pieces have this name/, remedy: /Rename one of them/ },
  ],
  [
    'a collection that is not declared',
    inIndex('ctx.data.greeted', 'ctx.data.greetings'),
    {
      file: 'src/index.ts:8:',
      says: /no collection "greetings"/,
      remedy: /Add data: \{ greetings: .* or use one of: greeted/,
    },
  ],
  [
    'a range that this SDK is not in',
    { 'package.json': packageJson('^2.0.0') },
    {
      file: 'package.json',
      says: /"\^2\.0\.0" of @guildhall\/sdk does not contain 0\.1\.0/,
      remedy: /"\^0\.1\.0"/,
    },
  ],
  [
    'a range that is none',
    { 'package.json': packageJson('newest') },
    { file: 'package.json', says: /"newest" is not a range/, remedy: /"\^0\.1\.0"/ },
  ],
  [
    'a custom id that may get too long',
    inIndex(
      'hi.build(greet)',
      "hi.build(greet, hi.button('quote', { text: z.string().max(90) }, () => undefined))",
    ),
    {
      file: 'src/index.ts:13:',
      says: /button "quote": its custom id can reach \d+ characters/,
      remedy: /smaller maximum/,
    },
  ],
  [
    'a job that does not say when',
    inIndex('hi.build(greet)', "hi.build(greet, hi.job('tidy', {}, () => undefined))"),
    { file: 'src/index.ts:13:', says: /job "tidy": it says neither when/, remedy: /every: '1 day'/ },
  ],
  [
    'a text that is not there',
    inIndex('ctx.config.greeting', "ctx.t('helo')"),
    { file: 'src/index.ts:9:', says: /locales\.en has no such text/, remedy: /Add 'helo' to locales\.en/ },
  ],
  [
    'something else passed to build',
    inIndex('hi.build(greet)', 'hi.build(greet, { run: () => undefined })'),
    {
      file: 'src/index.ts:13:',
      says: /argument 2: it is no piece, but object/,
      remedy: /Pass what command\(\)/,
    },
  ],
  [
    'a piece of another plugin passed to build',
    {
      'src/other.ts': `${contract.replace("'hi'", "'other'").replace('const hi', 'const other')}
export const wave = other.button('wave', {}, () => undefined);
`,
      'src/index.ts': changed(
        index,
        'import { hi }',
        "import { wave } from './other.ts';\nimport { hi }",
      ).replace('hi.build(greet)', 'hi.build(greet, wave)'),
    },
    {
      file: 'src/index.ts:14:',
      says: /argument 2: button "wave" is not its own: the contract of "other" has made it, not that of "hi"/,
      remedy: /Make it with the contract of "hi"/,
    },
  ],
  [
    'an option that is no schema',
    inIndex("description: 'Be greeted',", "description: 'Be greeted',\n  options: { who: 'member' },"),
    {
      file: 'src/index.ts:4:',
      says: /command "hi", option "who": it is no schema, but the text "member"/,
      remedy: /such as field\.member\(\)/,
    },
  ],
  [
    'a collection without a schema',
    inContract('schema: z.object({ userId: z.string() })', "schema: { userId: 'string' }"),
    { file: 'src/contract.ts:', says: /data\.greeted\.schema: it is no schema/, remedy: /z\.object/ },
  ],
  [
    'a piece that is not there yet',
    inIndex('hi.build(greet)', 'hi.build(greet, undefined)'),
    { file: 'src/index.ts:13:', says: /it is no piece, but undefined/, remedy: /import each other/ },
  ],
  [
    'a misspelt import',
    {
      'src/index.ts': changed(
        index,
        'import { hi }',
        "import { feild } from '@guildhall/sdk';\nimport { hi }",
      ).replace('ctx.config.greeting', 'String(feild)'),
    },
    { file: 'src/index.ts:2:10', says: /imports "feild" from @guildhall\/sdk/, remedy: /Correct the name/ },
  ],
  [
    'discord.js used and not installed',
    {
      'src/index.ts': changed(
        index,
        'import { hi }',
        "import { EmbedBuilder } from 'discord.js';\nimport { hi }",
      ).replace('ctx.config.greeting', '{ embeds: [new EmbedBuilder().toJSON()] }'),
    },
    {
      file: 'src/index.ts:2:',
      says: /imports discord\.js, which is not installed/,
      remedy: /npm install --save-peer/,
    },
  ],
  [
    'a module that ends the process',
    inIndex('const greet', 'process.exit(3);\nconst greet'),
    { file: 'src/index.ts:4:', says: /process\.exit\(3\) was called/, remedy: /only define things/ },
  ],
  [
    'a version that is none',
    { 'package.json': JSON.stringify({ name: 'guildhall-plugin-hi', version: 'one' }) },
    { file: 'package.json', says: /"one" is not a version/, remedy: /1\.0\.0/ },
  ],
])('GIVEN %s WHEN it is validated THEN file and remedy are named', async (_what, change, expected) => {
  folder = await makePluginFolder({ ...good, ...change });
  const { code, error } = await folder.run('validate');
  expect(error).toMatch(expected.says);
  expect(error).toContain(expected.file);
  expect(error).toMatch(expected.remedy);
  expect(error, 'no stack').not.toMatch(/^\s+at /m);
  expect(code).toBe(1);
});

test.each([
  [
    'a button that is not passed to build',
    inIndex(
      'const greet',
      "const wave = hi.button('wave', {}, () => undefined);\nexport const made = wave.with({});\nconst greet",
    ),
    /src\/index\.ts:4:14 button "wave": it is not passed to build/,
  ],
  [
    'a capability that nothing uses',
    inContract('needs: {}', "needs: { 'members.moderate': 'bans' }"),
    /needs\["members\.moderate"\]: nothing in the plugin uses it/,
  ],
  [
    'a check that refuses the defaults',
    inContract(
      'version: 1, schema }',
      "version: 1, schema, check: () => [{ path: ['greeting'], message: 'Say more.' }] }",
    ),
    /src\/contract\.ts:4:3 config\.greeting: config\.check refuses the defaults: Say more\./,
  ],
  [
    'a timer that begins at import',
    inIndex(
      'const greet',
      'export const timer = setInterval(() => undefined, 60_000);\ntimer.unref();\nconst greet',
    ),
    /src\/index\.ts:4:22 setInterval\(\): it begins when the module is imported/,
  ],
])(
  'GIVEN %s WHEN it is validated THEN it passes with a warning that names the place',
  async (_what, change, says) => {
    folder = await makePluginFolder({ ...good, ...change });
    const { code, out, error } = await folder.run('validate');
    expect(out + error).toMatch(says);
    expect(code).toBe(0);
  },
);

test.each([
  [
    'an event',
    inContract('needs: {}', "needs: { 'messages.read': 'listens' }"),
    inIndex('hi.build(greet)', "hi.build(greet, hi.onRaw('MESSAGE_CREATE', () => undefined))"),
  ],
  [
    'a call of the context',
    inContract('needs: {}', "needs: { 'messages.send': 'writes' }"),
    inIndex('await ctx.reply(', "await ctx.discord.send('1', "),
  ],
  [
    'a structure, whose calls are not seen from here',
    inContract('needs: {}', "needs: { 'members.moderate': 'bans' }"),
    inIndex(
      'await ctx.reply(',
      "await (await ctx.discord.member('1'))?.ban({ reason: 'x' });\n    await ctx.reply(",
    ),
  ],
])(
  'GIVEN a capability that is used by %s WHEN it is validated THEN nothing is said',
  async (_what, ...changes) => {
    folder = await makePluginFolder(Object.assign({}, good, ...changes));
    const { code, out, error } = await folder.run('validate');
    expect(out + error).not.toContain('CAPABILITY_UNUSED');
    expect(code).toBe(0);
  },
);

test('GIVEN mistakes in several places WHEN it is validated THEN all are told at once', async () => {
  folder = await makePluginFolder({
    ...good,
    ...inContract("default('Hi!')", "default('Hi, and a very warm welcome!')"),
    ...inIndex("name: 'hi'", "name: 'H I'"),
  });
  const { error } = await folder.run('validate');
  expect(error).toContain('has 2 mistakes');
  expect(error).toContain('src/contract.ts:4:');
  expect(error).toContain('src/index.ts:4:');
});

test('GIVEN a module that throws WHEN it is validated THEN the line in the author’s file is named', async () => {
  folder = await makePluginFolder({
    ...good,
    'src/prices.ts':
      "const table: Record<string, { price: number }> = {};\nexport const price = table['tea'].price;\n",
    ...inIndex('import { hi }', "import { price } from './prices.ts';\nimport { hi }"),
  });
  await folder.write({
    'src/index.ts': `${changed(index, 'import { hi }', "import { price } from './prices.ts';\nimport { hi }")}\nexport const used = price;\n`,
  });
  const { error } = await folder.run('validate');
  expect(error).toContain('src/prices.ts:2:');
});

test('GIVEN a folder reached through a link WHEN it is validated THEN the place is named all the same', async () => {
  folder = await makePluginFolder({ ...good, ...inIndex("name: 'hi'", "name: 'H I'") });
  await symlink(folder.path, path.join(folder.path, 'link'));
  expect((await folder.run('validate', 'link')).error).toContain('src/index.ts:4:');
});
