import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describePlugin, isPlugin, type Manifest, type Plugin } from '@guildhall/sdk/host';
import { canonicalJson } from './canonical-json.ts';
import { PluginStoreError } from './errors.ts';

/** What a plugin's bundle leaves out and finds in the host. */
const provided = /^(@guildhall\/sdk|discord\.js|@sapphire\/framework)(\/|$)/;

const mapped = new Set<string>();

/** Makes every module below `folder` find the host's own copies of what the host provides. Once a folder. */
export function provideHostModules(folder: string): void {
  const prefix = `${pathToFileURL(folder).href.replace(/\/$/, '')}/`;
  if (mapped.has(prefix)) return;
  mapped.add(prefix);
  // Run from its TypeScript source, the host's own SDK is the source too.
  const conditions = import.meta.url.endsWith('.ts') ? ['@guildhall/source'] : [];
  registerHooks({
    resolve(specifier, context, next) {
      if (!provided.test(specifier) || !context.parentURL?.startsWith(prefix))
        return next(specifier, context);
      return next(specifier, {
        ...context,
        parentURL: import.meta.url,
        conditions: [...conditions, ...(context.conditions ?? [])],
      });
    },
  });
}

type Import = (url: string) => Promise<{ default?: unknown }>;

/**
 * Node's own `import()`. Taken from a module that no test runner or bundler has rewritten: a plugin's files must be loaded by
 * Node, where the hook above is.
 */
const importer: string = 'data:text/javascript,export default (url) => import(url)';
const nodeImport = import(importer) as Promise<{ default: Import }>;

/**
 * Imports a plugin's code and compares what it declares with its manifest.
 *
 * @throws `PluginStoreError` `NOT_A_PLUGIN`, `CODE_MISMATCH`
 */
export async function loadPlugin(entry: string, manifest: Manifest): Promise<Plugin> {
  const { default: load } = await nodeImport;
  const module = await load(pathToFileURL(entry).href);
  if (!isPlugin(module.default)) {
    throw new PluginStoreError(
      'NOT_A_PLUGIN',
      `The default export of ${entry} is not a plugin.`,
      'Export what `build(…)` returns: `export default myPlugin.build(…)`.',
    );
  }
  assertDeclares(module.default, manifest);
  return module.default;
}

/** Code that declares otherwise than its manifest would get what nobody has consented to. */
export function assertDeclares(plugin: Plugin, manifest: Manifest): void {
  const declared = describePlugin(plugin, {
    package: manifest.package,
    version: manifest.version,
    sdk: manifest.sdk,
    ...(manifest.author === undefined ? {} : { author: manifest.author }),
    ...(manifest.homepage === undefined ? {} : { homepage: manifest.homepage }),
    ...(manifest.license === undefined ? {} : { license: manifest.license }),
    // Ranges are the package's peer dependencies, which its code does not know.
    ranges: Object.fromEntries(
      manifest.uses.flatMap(({ id, range }) => (range === undefined ? [] : [[id, range]])),
    ),
  });
  const differing = Object.keys({ ...declared, ...manifest }).filter(
    (key) =>
      canonicalJson(declared[key as keyof Manifest] ?? null) !==
      canonicalJson(manifest[key as keyof Manifest] ?? null),
  );
  if (differing.length === 0) return;
  throw new PluginStoreError(
    'CODE_MISMATCH',
    `The code of ${manifest.id} ${manifest.version} declares otherwise than its manifest: ${differing.join(', ')}.`,
    'Build the plugin again, and publish code and manifest together.',
  );
}
