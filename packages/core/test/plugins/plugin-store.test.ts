import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
