import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isPlugin, type Plugin } from '../contract.ts';
import { type Mistake, PluginDefinitionError } from '../definition/mistake.ts';
import { BuildError } from './build-error.ts';
import { refusedDefaults } from './config-check.ts';
import { importTimeTimers } from './import-time-timers.ts';
import { withPlace } from './locate.ts';
import { originOf } from './origin-of.ts';
import { readSources } from './sources.ts';
import { undeclaredUses } from './undeclared-uses.ts';
import { unusedCapabilities } from './unused-capabilities.ts';
import { unusedPieces } from './unused-pieces.ts';

/**
 * Imports a bundle once, and says what is wrong with what came out of it, with the places in the author's own files.
 *
 * @throws `BuildError` `IMPORT_FAILED`, `NOT_A_PLUGIN`; `PluginDefinitionError`
 */
export async function importPlugin(
  root: string,
  file: string,
  entry: string,
  modules: readonly string[],
): Promise<Plugin> {
  const imported = await withoutExit(() => import(pathToFileURL(file).href)).catch(async (error: unknown) => {
    if (isDefinitionError(error)) throw await placed(root, modules, error.pluginId, error.mistakes);
    throw await importFailed(root, file, entry, modules, error);
  });
  const plugin: unknown = imported.default;
  if (!isPlugin(plugin)) {
    throw new BuildError(
      'NOT_A_PLUGIN',
      `${path.relative(root, entry)} does not export a built plugin by default.`,
      'End it with: export default yourContract.build(…pieces).',
    );
  }
  const sources = await readSources(root, modules);
  const undeclared = undeclaredUses(plugin.declaration, sources);
  if (undeclared.length > 0) throw new PluginDefinitionError(plugin.declaration.id, undeclared);
  const odd = [...plugin.warnings, ...(await refusedDefaults(plugin.declaration))];
  return {
    ...plugin,
    warnings: [
      ...odd.map((warning) => withPlace(warning, sources)),
      ...unusedCapabilities(plugin, sources).map((warning) => withPlace(warning, sources)),
      ...unusedPieces(plugin.pieces, sources),
      ...importTimeTimers(sources),
    ],
  };
}

/** A module that ends the process would take the command with it, without a word. */
async function withoutExit<T>(run: () => Promise<T>): Promise<T> {
  const { exit } = process;
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ''}) was called`);
  };
  try {
    return await run();
  } finally {
    process.exit = exit;
  }
}

async function importFailed(
  root: string,
  file: string,
  entry: string,
  modules: readonly string[],
  error: unknown,
): Promise<BuildError> {
  const reason = error instanceof Error ? error.message : String(error);
  const [, from, name] =
    /requested module '([^']+)' does not provide an export named '([^']+)'/.exec(reason) ?? [];
  if (from !== undefined && name !== undefined) {
    const place = (await placeOfText(root, modules, name, from)) ?? path.relative(root, entry);
    return new BuildError(
      'IMPORT_FAILED',
      `${place} imports "${name}" from ${from}, which has none of that name.`,
      'Correct the name; `npm run check` says which there are. A type is imported with `import type`.',
      { cause: error },
    );
  }
  const [, missing] = /^Cannot find package '([^']+)'/.exec(reason) ?? [];
  if (missing !== undefined) {
    const place = (await placeOfText(root, modules, missing, missing)) ?? path.relative(root, entry);
    return new BuildError(
      'IMPORT_FAILED',
      `${place} imports ${missing}, which is not installed.`,
      `Run \`npm install --save-peer ${missing}\`: the host provides it, and the range says what you work with.`,
      { cause: error },
    );
  }
  return new BuildError(
    'IMPORT_FAILED',
    `${(await originOf(error, file)) ?? entry} threw while it was imported: ${reason.replace(/[.\s]+$/, '')}.`,
    'A plugin’s modules must only define things; work belongs into handlers.',
    { cause: error },
  );
}

/** Where an import of a module names something. */
async function placeOfText(
  root: string,
  modules: readonly string[],
  name: string,
  from: string,
): Promise<string | undefined> {
  const statement = new RegExp(`^\\s*(?:import|export)\\b[^;]*?['"]${escaped(from)}['"]`, 'gm');
  const word = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`);
  for (const source of await readSources(root, modules)) {
    for (const found of source.text.matchAll(statement)) {
      const at = word.exec(found[0])?.index;
      if (at === undefined) continue;
      const before = source.text.slice(0, found.index + at).split('\n');
      return `${source.name}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
    }
  }
  return undefined;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** The author's SDK may be another copy than this one: told by its code, not by its class. */
function isDefinitionError(
  error: unknown,
): error is { readonly pluginId: string; readonly mistakes: readonly Mistake[] } {
  return (
    error instanceof Error && 'code' in error && error.code === 'PLUGIN_DEFINITION' && 'mistakes' in error
  );
}

async function placed(
  root: string,
  modules: readonly string[],
  pluginId: string,
  mistakes: readonly Mistake[],
): Promise<PluginDefinitionError> {
  const sources = await readSources(root, modules);
  return new PluginDefinitionError(
    pluginId,
    mistakes.map((mistake) => withPlace(mistake, sources)),
  );
}
