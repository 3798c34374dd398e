import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { definePlugin, z } from '@guildhall/sdk';
import { describePlugin, type Manifest } from '@guildhall/sdk/host';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPluginStore, type SandboxedLoader } from '../../src/plugins/index.ts';

const warnings: { message: string; details: unknown }[] = [];
const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message: string, details?: unknown) => void warnings.push({ message, details }),
  error: () => undefined,
};

/** Strangers are locked up, as by default. */
const sandbox: SandboxedLoader = {
  load: () => Promise.reject(new Error('nothing is loaded here')),
  tierOf: ({ firstParty }) => (firstParty ? 'inline' : 'sandboxed'),
  forget: async () => undefined,
};

const walker = definePlugin({
  id: 'walker',
  name: 'Walker',
  description: 'A plugin of a test.',
  category: 'fun',
  needs: {},
  config: { version: 1, schema: z.object({}) },
});
const manifest = describePlugin(
  walker.build(walker.command({ name: 'go', description: 'Go', run: (ctx) => ctx.reply('gone') })),
  { package: 'test-walker', version: '1.0.0' },
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guildhall-trust-'));
  warnings.splice(0);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (given?: SandboxedLoader) =>
  createPluginStore({ dataDir: path.join(folder, 'data'), logger, ...(given && { sandbox: given }) });
const built = async (changes: Partial<Manifest> = {}) => {
  const source = path.join(folder, 'source');
  await mkdir(source, { recursive: true });
  await writeFile(path.join(source, 'manifest.json'), JSON.stringify({ ...manifest, ...changes }));
  await writeFile(path.join(source, 'index.js'), 'export default undefined;');
  await writeFile(path.join(source, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
  return source;
};

it('GIVEN a stranger’s version WHEN the operator trusts it on the command line THEN a running host follows, after a restart too, and it can be taken back', async () => {
  const running = await open(sandbox);
  const { hash } = await running.add(await built());
  const tier = () => running.catalogue.get('walker', hash)?.tier;
  expect(tier()).toBe('sandboxed');

  // Another process, which runs nothing.
  const beside = await open();
  await beside.trust('walker', hash, true);
  expect(warnings).toMatchObject([
    { message: 'a plugin version is trusted from now on', details: { id: 'walker', version: '1.0.0', hash } },
  ]);
  await running.refresh();
  expect(tier()).toBe('inline');
  expect((await open(sandbox)).catalogue.get('walker', hash)?.tier).toBe('inline');

  await beside.trust('walker', hash, false);
  await running.refresh();
  expect(tier()).toBe('sandboxed');
});

it('GIVEN a trusted version WHEN a newer one comes THEN that is a stranger’s', async () => {
  const store = await open(sandbox);
  const { hash } = await store.add(await built());
  await store.trust('walker', hash, true);
  const newer = await store.add(await built({ version: '1.0.1' }));
  expect(newer.tier).toBe('sandboxed');
  expect(store.catalogue.get('walker', hash)?.tier).toBe('inline');
});

it('GIVEN Sapphire pieces, which can’t be locked up, WHEN their version is distrusted THEN that is refused and nothing changes', async () => {
  const source = await built({
    pieces: [...manifest.pieces, { kind: 'sapphire', name: 'ping', store: 'commands' } as never],
  });
  const beside = await open();
  const { hash } = await beside.add(source);
  await beside.trust('walker', hash, true);
  await expect(beside.trust('walker', hash, false)).rejects.toMatchObject({ code: 'MANIFEST_INVALID' });
  const record = JSON.parse(
    await readFile(path.join(folder, 'data', 'plugins', 'walker', `${hash}.json`), 'utf8'),
  ) as { tier?: string };
  expect(record.tier).toBe('inline');
  expect((await open(sandbox)).catalogue.get('walker', hash)?.tier).toBe('inline');
});

it('GIVEN what comes with Guildhall, or what is not held, WHEN its trust is changed THEN that is refused', async () => {
  const store = await open(sandbox);
  const { hash } = await store.add(await built(), { firstParty: true });
  await expect(store.trust('walker', hash, false)).rejects.toMatchObject({ code: 'COMES_WITH_GUILDHALL' });
  await expect(store.trust('walker', 'f'.repeat(64), true)).rejects.toMatchObject({
    code: 'VERSION_NOT_FOUND',
  });
});
