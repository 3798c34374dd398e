import { isBuiltin } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { BuildError } from './build-error.ts';
import { entryWithSapphire, sapphireSources } from './sapphire-folder.ts';

/** What the host provides. All else, other plugins' contracts included, becomes part of the bundle. */
const provided = /^(?:@guildhall\/sdk|discord\.js|@sapphire\/framework)(?:\/|$)/;

/** Run from source, the bundler takes packages' sources too: nothing then needs to be built first. */
const conditions = import.meta.url.endsWith('.ts') ? ['@guildhall/source'] : [];

/** An entry that is in no file: the author's with what was found beside it. */
const wholeEntry = 'guildhall:entry';

function provide(name: string, code: string) {
  return {
    name,
    resolveId: (id: string) => (id === name ? name : null),
    load: (id: string) => (id === name ? code : null),
  };
}

/**
 * Bundles an entry, and the Sapphire pieces of the folder, into one ES module, with a source map beside it that the module doesn't mention.
 * @returns the files that it was made from
 * @throws `BuildError` naming what could not be resolved or parsed; `NATIVE_CODE` for a module that is not JavaScript
 */
export async function bundle(folder: string, entry: string, file: string): Promise<readonly string[]> {
  const unresolved: string[] = [];
  const native: string[] = [];
  let modules: readonly string[];
  const pieces = await sapphireSources(folder);
  try {
    const build = await rolldown({
      cwd: folder,
      input: pieces.length > 0 ? wholeEntry : entry,
      plugins: pieces.length > 0 ? [provide(wholeEntry, entryWithSapphire(entry, pieces))] : [],
      platform: 'node',
      external: (id) => {
        if (/\.node$/.test(id)) native.push(id);
        return provided.test(id) || isBuiltin(id) || /\.node$/.test(id);
      },
      resolve: { conditionNames: [...conditions, 'node', 'import', 'default'] },
      onLog(_level, log) {
        if (log.code === 'UNRESOLVED_IMPORT') unresolved.push(log.message);
      },
    });
    await build.write({ file, format: 'esm', codeSplitting: false, sourcemap: 'hidden' });
    modules = await build.watchFiles;
    await build.close();
  } catch (cause) {
    throw failed(folder, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (unresolved.length > 0) throw failed(folder, unresolved.join('\n'));
  if (native.length > 0) {
    throw new BuildError(
      'NATIVE_CODE',
      `${path.basename(folder)} imports native code: ${native.join(', ')}.`,
      'Plugins run on every machine: use a package without it, or WebAssembly.',
    );
  }
  return modules;
}

function failed(folder: string, reason: string, cause?: unknown): BuildError {
  return new BuildError(
    'BUNDLE_FAILED',
    `${path.basename(folder)} could not be bundled: ${reason}`,
    'Correct the file it names; a package that isn’t found may have to be installed first.',
    { cause },
  );
}
