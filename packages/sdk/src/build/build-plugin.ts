import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from '../contract.ts';
import type { Mistake } from '../definition/mistake.ts';
import { localize } from '../locales/index.ts';
import { describePlugin, type Manifest, type PackageInfo } from '../manifest/index.ts';
import { BuildError } from './build-error.ts';
import { bundle } from './bundle.ts';
import { importPlugin } from './import-plugin.ts';
import { findEntry, readPackage } from './read-package.ts';
import { slimSourceMap } from './slim-source-map.ts';
import { travellingFiles } from './travelling-files.ts';
import { refuseUnsafePatterns } from './unsafe-patterns.ts';

/** What a build made, and what it found odd but let pass. */
export interface BuiltPlugin {
  readonly manifest: Manifest;
  readonly warnings: readonly Mistake[];
  /** Absolute path of the folder that holds `index.js`, `manifest.json`, `config.schema.json` and the documents. */
  readonly outDir: string;
}

/**
 * Builds the plugin in `folder`: bundles it, imports the bundle once, and writes what a Guildhall installs.
 * The output folder is replaced whole, and only when everything worked.
 *
 * @param options.outDir default `dist/plugin` in the folder
 * @throws `BuildError`, or `PluginDefinitionError` with every mistake of the definition
 * @example
 * const { manifest } = await buildPlugin('packages/plugins/leveling', { outDir: 'data/first-party/leveling' });
 */
export async function buildPlugin(
  folder: string,
  options: { readonly outDir?: string } = {},
): Promise<BuiltPlugin> {
  const root = path.resolve(folder);
  const outDir = path.resolve(options.outDir ?? path.join(root, 'dist', 'plugin'));
  return stage(root, async (staging) => {
    const { plugin, manifest } = await assemble(root, staging);
    await mkdir(path.dirname(outDir), { recursive: true });
    const incoming = `${outDir}.incoming-${process.pid}`;
    await cp(staging, incoming, { recursive: true });
    // A temporary folder is its maker's alone; a plugin may run under another user.
    await chmod(incoming, 0o755);
    await rm(outDir, { recursive: true, force: true });
    await rename(incoming, outDir);
    return { manifest, warnings: plugin.warnings, outDir };
  });
}

/**
 * Does all that `buildPlugin` does, but leaves nothing behind.
 * @param options - `sandboxed`: refuse what can't run locked up, too
 * @throws `BuildError` `NEEDS_INLINE` among others
 */
export async function validatePlugin(
  folder: string,
  { sandboxed = false }: { readonly sandboxed?: boolean } = {},
): Promise<Omit<BuiltPlugin, 'outDir'>> {
  const root = path.resolve(folder);
  return stage(root, async (staging) => {
    const { plugin, manifest } = await assemble(root, staging);
    const bound = manifest.pieces.filter(({ kind }) => kind === 'sapphire').map(({ name }) => name);
    if (sandboxed && bound.length > 0) {
      throw new BuildError(
        'NEEDS_INLINE',
        `${manifest.id} can't run sandboxed: ${bound.join(', ')} are ordinary Sapphire pieces, which hold the bot's own client.`,
        'Write them with the SDK (command, on, button …); or publish it for operators who trust it to run inline.',
      );
    }
    return { manifest, warnings: plugin.warnings };
  });
}

/**
 * The bundle is imported from inside the plugin's folder, where its imports of the SDK resolve as they do for the
 * author; the name is new each time, so that a second build in one process sees the changed code.
 */
async function stage<T>(root: string, work: (staging: string) => Promise<T>): Promise<T> {
  const parent = path.join(root, 'dist');
  // Read first: a wrong folder should be told about, and not be littered.
  await readPackage(root);
  await mkdir(parent, { recursive: true });
  const staging = await mkdtemp(path.join(parent, '.staging-'));
  try {
    return await work(staging);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function assemble(root: string, staging: string): Promise<{ plugin: Plugin; manifest: Manifest }> {
  const info: PackageInfo = await readPackage(root);
  const entry = findEntry(root);
  const file = path.join(staging, 'index.js');
  // Its own, as the author's package.json may not say that its files are ES modules.
  await writeFile(path.join(staging, 'package.json'), json({ type: 'module' }));
  const modules = await bundle(root, entry, file);
  const plugin = await importPlugin(root, file, entry, modules);
  await slimSourceMap(`${file}.map`, root);
  const manifest = describePlugin(plugin, info);
  refuseUnsafePatterns(manifest);
  const write = async (name: string, content: string | Buffer) => {
    const target = path.join(staging, name);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, content);
  };
  await write('manifest.json', json(manifest));
  await write('config.schema.json', json(manifest.config.schema));
  await write('package.json', json(publishedPackage(manifest)));
  for (const [locale, texts] of Object.entries(manifest.locales))
    await write(`locales/${locale}.json`, json(texts));
  for (const { name, content } of await travellingFiles(root)) await write(name, content);
  return { plugin, manifest };
}

/**
 * What is published as package.json: nothing is installed with it and nothing run, so it names no dependencies and no
 * scripts. The ranges of the SDK and of other plugins are the manifest's.
 */
function publishedPackage(manifest: Manifest): Record<string, unknown> {
  const { author, homepage, license } = manifest;
  return {
    name: manifest.package,
    version: manifest.version,
    description: localize(manifest.description, 'en'),
    ...(license !== undefined && { license }),
    ...(author !== undefined && { author }),
    ...(homepage !== undefined && { homepage }),
    keywords: ['guildhall-plugin'],
    type: 'module',
    main: 'index.js',
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
