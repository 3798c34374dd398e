import { isPlugin, type Plugin } from './contract.ts';
import { assemble } from './define-plugin.ts';
import { type Mistake, PluginDefinitionError } from './definition/mistake.ts';
import { isPieceOf, makeSapphirePiece } from './pieces/make-sapphire.ts';
import type { SapphireClass, SapphireStore } from './pieces/sapphire-types.ts';

/** One file below `src/sapphire`: its path without extension, and what it exports. */
export type SapphireFile = readonly [path: string, module: Readonly<Record<string, unknown>>];

/**
 * The plugin with the pieces of its folder `src/sapphire`. The entry that `build` bundles calls it; an author who passes
 * classes to `contract.sapphire` needs it not.
 *
 * @throws `PluginDefinitionError`
 */
export function withSapphireFiles(plugin: Plugin, files: readonly SapphireFile[]): Plugin {
  // What isn't one is named by `build` itself.
  if (!isPlugin(plugin)) return plugin;
  const mistakes: Mistake[] = [];
  const pieces = files.flatMap(([path, module]) => {
    const store = path.slice(0, path.indexOf('/')) as SapphireStore;
    const found = Object.entries(module).filter(([, value]) => isPieceOf(store, value));
    if (found.length === 0) {
      mistakes.push({
        code: 'SAPPHIRE_EXPORT',
        severity: 'error',
        where: `src/sapphire/${path}`,
        what: `it exports no piece of Sapphire’s store "${store}".`,
        why: 'Every file below src/sapphire is loaded as the folder that it is in says.',
        remedy: 'Export the class, move the file to another folder, or begin its name with "_".',
      });
    }
    return found.map(([name, piece]) =>
      makeSapphirePiece(found.length === 1 ? path : `${path}#${name}`, piece as SapphireClass),
    );
  });
  if (mistakes.length > 0) throw new PluginDefinitionError(plugin.declaration.id, mistakes);
  return assemble(plugin.declaration, [...plugin.pieces, ...pieces]);
}
