import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, symlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makePluginFolder, type PluginFolder } from './plugin-folder.ts';

let folder: PluginFolder;

beforeEach(async () => {
  folder = await makePluginFolder({
    'package.json': JSON.stringify({
      name: '@ana/plugin-hi',
      version: '1.2.3',
      license: 'MIT',
      scripts: { postinstall: 'node evil.js' },
      dependencies: { 'left-pad': '^1.0.0' },
      peerDependencies: { '@guildhall/sdk': '^0.1.0' },
    }),
    'README.md': '# Hi\n',
    'CHANGELOG.md': '# Changelog\n',
    'notes.txt': 'mine',
    'src/index.ts': `
      import { definePlugin, z } from '@guildhall/sdk';
      const hi = definePlugin({
        id: 'hi', name: 'Hi', description: 'Says hi.', category: 'fun', needs: {},
        config: { version: 1, schema: z.object({}) },
        locales: { en: { bye: 'Bye' }, fr: { bye: 'Salut' } },
      });
      export default hi.build(hi.command({ name: 'hi', description: 'Hi', run: (ctx) => ctx.reply(ctx.t('bye')) }));
    `,
  });
});
afterEach(() => folder.remove());

const tarball = () => path.join(folder.path, 'dist/ana-plugin-hi-1.2.3.tgz');

async function unpack(file: string): Promise<Map<string, { header: Header; content: string }>> {
  const entries = new Map<string, { header: Header; content: string }>();
  const archive = extract();
  const reading = (async () => {
    for await (const entry of archive) {
      entries.set(entry.header.name, { header: entry.header, content: await text(entry) });
    }
  })();
  archive.end(gunzipSync(await readFile(file)));
  await reading;
  return entries;
}

test('GIVEN a plugin WHEN it is packed THEN one file holds all that a Guildhall takes, and its integrity is printed', async () => {
  const { code, out, error } = await folder.run('pack');
  expect(error).toBe('');
  expect(code).toBe(0);
  expect(out).toContain('dist/ana-plugin-hi-1.2.3.tgz');
  const bytes = await readFile(tarball());
  expect(out).toContain(`sha512-${createHash('sha512').update(bytes).digest('base64')}`);
  expect(out).toMatch(/size +\d+\.\d kB \(9 files, \d+\.\d kB unpacked\)/);

  const entries = await unpack(tarball());
  expect([...entries.keys()]).toEqual(
    [
      'CHANGELOG.md',
      'README.md',
      'config.schema.json',
      'index.js',
      'index.js.map',
      'locales/en.json',
      'locales/fr.json',
      'manifest.json',
      'package.json',
    ].map((name) => `package/${name}`),
  );
  expect(JSON.parse(entries.get('package/package.json')?.content ?? '')).toEqual({
    name: '@ana/plugin-hi',
    version: '1.2.3',
    description: 'Says hi.',
    license: 'MIT',
    keywords: ['guildhall-plugin'],
    type: 'module',
    main: 'index.js',
  });
  expect(JSON.parse(entries.get('package/locales/fr.json')?.content ?? '')).toEqual({ bye: 'Salut' });
  for (const { header } of entries.values()) {
    expect(header).toMatchObject({ type: 'file', mode: 0o644, uid: 0, gid: 0 });
  }
  expect((await readdir(path.join(folder.path, 'dist'))).sort()).toEqual(['ana-plugin-hi-1.2.3.tgz']);

  // Positions travel, the author's files do not, and nothing of the author's machine.
  const map = entries.get('package/index.js.map')?.content ?? '';
  expect(JSON.parse(map)).toMatchObject({ version: 3, sources: expect.arrayContaining(['src/index.ts']) });
  expect(map).not.toContain('sourcesContent');
  expect(map).not.toContain(folder.path);

  // What is packed is what `build` writes, so that a Guildhall knows both by the same hash.
  await folder.run('build');
  for (const [name, { content }] of entries) {
    const built = path.join(folder.path, 'dist/plugin', name.replace('package/', ''));
    expect(await readFile(built, 'utf8')).toBe(content);
  }
});

test('GIVEN a package that has room for all but its source map WHEN it is packed THEN it goes without', async () => {
  await folder.run('pack');
  const {
    'package/index.js.map': _,
    'package/CHANGELOG.md': __,
    ...rest
  } = Object.fromEntries(await unpack(tarball()));
  const size = Object.values(rest).reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  await folder.write({ 'CHANGELOG.md': 'x'.repeat(10 * 1024 * 1024 - size - 10) });
  const { code, error } = await folder.run('pack');
  expect(error).toBe('');
  expect(code).toBe(0);
  expect([...(await unpack(tarball())).keys()]).not.toContain('package/index.js.map');
});

test('GIVEN the same source WHEN it is packed at another time THEN the bytes are the same', async () => {
  await folder.run('pack', '--out', 'one');
  await utimes(path.join(folder.path, 'README.md'), 1, 1);
  await folder.run('pack', '--out', 'two');
  const [one, two] = await Promise.all(
    ['one', 'two'].map((out) => readFile(path.join(folder.path, out, 'ana-plugin-hi-1.2.3.tgz'))),
  );
  expect(one?.equals(two ?? Buffer.alloc(0))).toBe(true);
});

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a link',
    async () => {
      await rm(path.join(folder.path, 'README.md'));
      await symlink('/etc/hosts', path.join(folder.path, 'README.md'));
    },
    /README\.md is not a plain file\. Put the file itself there/,
  ],
  [
    'native code among its pictures',
    async () => {
      await mkdir(path.join(folder.path, 'screenshots'));
      await pipeline(
        [Buffer.from('7f454c460201', 'hex')],
        (await import('node:fs')).createWriteStream(path.join(folder.path, 'screenshots/one.png')),
      );
    },
    /screenshots\/one\.png is native code\. .*WebAssembly/,
  ],
  [
    'an import of native code',
    () =>
      folder.write({ 'src/index.ts': "import './fast.node';\nexport default 1;\n", 'src/fast.node': 'x' }),
    /imports native code: \.\/fast\.node/,
  ],
  [
    'more than 10 MB',
    () => folder.write({ 'CHANGELOG.md': 'x'.repeat(11 * 1024 * 1024) }),
    /11\.0 MB unpacked; at most 10\.0 MB are taken\. The largest files are CHANGELOG\.md \(11\.0 MB\)/,
  ],
])(
  'GIVEN %s WHEN it is packed THEN it is refused with a remedy, and nothing is written',
  async (_what, change, expected) => {
    await change();
    const { code, error } = await folder.run('pack');
    expect(error).toMatch(expected);
    expect(code).toBe(1);
    await expect(stat(tarball())).rejects.toThrow('ENOENT');
  },
);
