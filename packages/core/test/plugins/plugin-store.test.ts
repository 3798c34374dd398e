import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin } from '@guildhall/sdk/host';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, compareVersions, createPluginStore } from '../../src/plugins/index.ts';

const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const code = (id: string, description: string) => `
import { definePlugin, z } from '@guildhall/sdk';
const plugin = definePlugin({
  id: '${id}', name: 'Test', description: 'A plugin of a test.', category: 'fun', needs: {},
  config: { version: 1, schema: z.object({ size: z.int().default(1) }) },
});
export default plugin.build(plugin.command({ name: 'go', description: '${description}', run: (ctx) => ctx.reply('gone') }));
`;

function manifestFor(id: string, version: string, packageName = `test-${id}`) {
  const plugin = definePlugin({
    id,
    name: 'Test',
    description: 'A plugin of a test.',
    category: 'fun',
    needs: {},
    config: { version: 1, schema: z.object({ size: z.int().default(1) }) },
  });
  const built = plugin.build(
    plugin.command({ name: 'go', description: 'Go', run: (ctx) => ctx.reply('gone') }),
  );
  return { built, manifest: describePlugin(built, { package: packageName, version }) };
}

describe('the plugin store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'guildhall-store-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = () => createPluginStore({ dataDir: path.join(folder, 'data'), logger });
  const built = async (
    id: string,
    options: { version?: string; description?: string; package?: string } = {},
  ) => {
    const source = path.join(folder, `${id}-${options.version ?? '1'}-${options.description ?? ''}`);
    await mkdir(source, { recursive: true });
    const { manifest } = manifestFor(id, options.version ?? '1.0.0', options.package);
    await writeFile(path.join(source, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(path.join(source, 'index.js'), code(id, options.description ?? 'Go'));
    await writeFile(path.join(source, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
    await writeFile(path.join(source, 'README.md'), '# Read me');
    return source;
  };

  it("takes a built plugin in, and loads it with the host's own SDK", async () => {
    const store = await open();
    const version = await store.add(await built('walker'), { firstParty: true });
    expect(version).toMatchObject({ id: 'walker', version: '1.0.0', firstParty: true, readme: '# Read me' });
    const plugin = await version.load();
    expect(plugin.pieces.map((piece) => piece.name)).toEqual(['go']);
    expect(await readdir(path.join(folder, 'data', 'plugins', 'walker'))).toEqual(
      [version.hash, `${version.hash}.json`].sort(),
    );
  });

  it('what former processes have left half unpacked is swept at the next start, and what is under way is not', async () => {
    const root = path.join(folder, 'data', 'plugins');
    await (await open()).add(await built('walker'));
    const old = new Date(Date.now() - 2 * 60 * 60_000);
    for (const place of [path.join(root, '.unpack-old'), path.join(root, 'walker', '.draft-old')]) {
      await mkdir(place);
      await writeFile(path.join(place, 'index.js'), 'half');
      await utimes(place, old, old);
    }
    await mkdir(path.join(root, '.unpack-new'));
    const store = await open();
    expect((await readdir(root)).filter((name) => name.startsWith('.unpack'))).toEqual(['.unpack-new']);
    expect((await readdir(path.join(root, 'walker'))).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(store.catalogue.versions('walker')).toHaveLength(1);
  });

  it('GIVEN two processes that add the same package at once THEN it is there once, and whole', async () => {
    const source = await built('walker');
    const face = new URL('../../src/plugins/index.ts', import.meta.url).href;
    const code = `
      import { createPluginStore } from ${JSON.stringify(face)};
      const quiet = () => undefined;
      const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
      const store = await createPluginStore({ dataDir: ${JSON.stringify(path.join(folder, 'data'))}, logger });
      const { hash } = await store.add(${JSON.stringify(source)});
      process.stdout.write(hash);`;
    const flags = ['--conditions=@guildhall/source', '--input-type=module', '-e', code];
    const runs = await Promise.all(
      [1, 2, 3].map(() => promisify(execFile)(process.execPath, flags, { encoding: 'utf8' })),
    );
    const [hash = ''] = runs.map(({ stdout }) => stdout);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    const kept = await readdir(path.join(folder, 'data', 'plugins', 'walker'));
    expect(kept.sort()).toEqual([hash, `${hash}.json`].sort());
    expect(await (await open()).catalogue.get('walker', hash)?.load()).toBeDefined();
  }, 60_000);

  it('versions that no guild has needed for 30 days go; the newest, and those that are needed, stay', async () => {
    const day = 24 * 60 * 60_000;
    const store = await open();
    const [one, two, three] = [
      await store.add(await built('walker', { version: '1.0.0' })),
      await store.add(await built('walker', { version: '2.0.0' })),
      await store.add(await built('walker', { version: '3.0.0' })),
    ];
    let needed = new Set([one.hash]);
    const useOf = async (_id: string, hash: string) => (needed.has(hash) ? 1 : 0);
    const collect = async (days: number) =>
      (await store.collectUnused(useOf, days * day)).map(({ version }) => version);
    expect(await collect(100)).toEqual([]);
    needed = new Set([one.hash, two.hash]);
    expect(await collect(120)).toEqual([]);
    needed = new Set();
    // Needed meanwhile: its 30 days begin anew.
    expect(await collect(131)).toEqual([]);
    expect(await collect(160)).toEqual([]);
    expect(await collect(161)).toEqual(['2.0.0', '1.0.0']);
    expect(store.catalogue.versions('walker').map(({ hash }) => hash)).toEqual([three.hash]);
    expect((await open()).catalogue.versions('walker').map(({ hash }) => hash)).toEqual([three.hash]);
    expect(await collect(300)).toEqual([]);
  });

  it('the same content is one version, and it is found again at the next start', async () => {
    const source = await built('walker');
    const first = await (await open()).add(source, { firstParty: true });
    const store = await open();
    expect(store.catalogue.get('walker', first.hash)).toMatchObject({ firstParty: true, hash: first.hash });
    expect((await store.add(source)).hash).toBe(first.hash);
    expect(store.catalogue.list()).toHaveLength(1);
  });

  it('the newest version is listed, older ones are kept', async () => {
    const store = await open();
    const older = await store.add(await built('walker', { version: '1.2.0' }));
    const newer = await store.add(await built('walker', { version: '1.10.0' }));
    expect(store.catalogue.newest('walker')?.hash).toBe(newer.hash);
    expect(store.catalogue.get('walker', older.hash)?.version).toBe('1.2.0');
  });

  it('refuses code that declares otherwise than its manifest', async () => {
    const store = await open();
    const version = await store.add(await built('liar', { description: 'Something else' }));
    await expect(version.load()).rejects.toMatchObject({ code: 'CODE_MISMATCH' });
  });

  it('refuses links, a missing manifest, a broken one, and an id that is taken', async () => {
    const store = await open();
    const linked = await built('linked');
    await symlink('/etc/hostname', path.join(linked, 'data'));
    await expect(store.add(linked)).rejects.toMatchObject({ code: 'LINK_REFUSED' });
    const empty = path.join(folder, 'empty');
    await mkdir(empty);
    await expect(store.add(empty)).rejects.toMatchObject({ code: 'MANIFEST_MISSING' });
    await writeFile(path.join(empty, 'manifest.json'), '{"id":"x"}');
    await expect(store.add(empty)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
    await store.add(await built('walker'));
    await expect(
      store.add(await built('walker', { version: '2.0.0', package: 'another' })),
    ).rejects.toMatchObject({
      code: 'ID_TAKEN',
    });
  });

  it('leaves a stored version out whose files were changed on disk', async () => {
    const version = await (await open()).add(await built('walker'));
    await writeFile(
      path.join(folder, 'data', 'plugins', 'walker', version.hash, 'index.js'),
      'export default 1',
    );
    expect((await open()).catalogue.list()).toEqual([]);
  });
});

describe('canonicalJson', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('compareVersions', () => {
  it.each([
    ['1.2.0', '1.10.0'],
    ['1.0.0-beta.2', '1.0.0-beta.10'],
    ['1.0.0-rc.1', '1.0.0'],
    ['0.9.9', '1.0.0'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareVersions(older, newer)).toBeLessThan(0);
    expect(compareVersions(newer, older)).toBeGreaterThan(0);
  });
});
