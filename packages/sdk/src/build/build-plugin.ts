import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isPlugin, type Plugin } from '../contract.ts';
import type { Mistake } from '../definition/mistake.ts';
import { describePlugin, type Manifest, type PackageInfo } from '../manifest/index.ts';
import { BuildError } from './build-error.ts';
import { bundle } from './bundle.ts';
import { findEntry, readPackage } from './read-package.ts';

export interface BuiltPlugin {
  readonly manifest: Manifest;
  readonly warnings: readonly Mistake[];
  /** Absolute path of the folder that holds `index.js`, `manifest.json`, `config.schema.json` and the documents. */
  readonly outDir: string;
}

/** Documents that travel with the plugin when its folder has them. */
const documents: readonly string[] = ['README.md', 'CHANGELOG.md'];

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

/** Does all that `buildPlugin` does, but leaves nothing behind. */
export async function validatePlugin(folder: string): Promise<Omit<BuiltPlugin, 'outDir'>> {
  const root = path.resolve(folder);
  return stage(root, async (staging) => {
    const { plugin, manifest } = await assemble(root, staging);
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
  await bundle(root, entry, file);
  const plugin = await importPlugin(file, entry);
  const manifest = describePlugin(plugin, info);
  await writeFile(path.join(staging, 'manifest.json'), json(manifest));
  await writeFile(path.join(staging, 'config.schema.json'), json(manifest.config.schema));
  await writeFile(path.join(staging, 'package.json'), json({ type: 'module' }));
  for (const name of documents) {
    const source = path.join(root, name);
    if (existsSync(source)) await cp(source, path.join(staging, name));
  }
  return { plugin, manifest };
}

async function importPlugin(file: string, entry: string): Promise<Plugin> {
  const imported: { default?: unknown } = await import(pathToFileURL(file).href).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'PLUGIN_DEFINITION') throw error;
    throw new BuildError(
      'IMPORT_FAILED',
      `${entry} threw while it was imported: ${error instanceof Error ? error.message : String(error)}`,
      'A plugin’s modules must only define things; work belongs into handlers.',
      { cause: error },
    );
  });
  if (isPlugin(imported.default)) return imported.default;
  throw new BuildError(
    'NOT_A_PLUGIN',
    `${entry} does not export a built plugin by default.`,
    'End it with: export default yourContract.build(…pieces).',
  );
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
