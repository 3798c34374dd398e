import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { sapphireStores } from '../pieces/sapphire-types.ts';
import { BuildError } from './build-error.ts';

/** Where a plugin keeps ordinary Sapphire pieces, as a Sapphire bot has them beside its entry. */
const folder = 'src/sapphire';

/** A Sapphire piece's file. */
export interface SapphireSource {
  /** Below the folder, with `/` and without extension: `commands/fun/ping`. */
  readonly name: string;
  readonly file: string;
}

/**
 * The files that Sapphire would load: scripts whose names don't begin with `_`, sorted.
 * @throws `BuildError` `SAPPHIRE_FOLDER` for a folder that is no store of Sapphire's
 */
export async function sapphireSources(root: string): Promise<readonly SapphireSource[]> {
  const top = path.join(root, folder);
  const entries = await readdir(top, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  const sources = entries
    .filter((entry) => entry.isFile() && isScript(entry.name))
    .map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const relative = path.relative(top, file).replaceAll(path.sep, '/');
      return { file, name: relative.replace(/\.[cm]?[jt]s$/, '') };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const stray = sources.filter(
    ({ name }) => !(sapphireStores as string[]).includes(name.split('/')[0] ?? ''),
  );
  if (stray.length === 0) return sources;
  throw new BuildError(
    'SAPPHIRE_FOLDER',
    `Sapphire has no store for ${stray.map(({ name }) => `${folder}/${name}`).join(', ')}.`,
    `Put pieces into ${sapphireStores.join(', ')}, begin the names of other files with "_", or move them out of ${folder}.`,
  );
}

function isScript(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name) && !/\.d\.[cm]?ts$/.test(name) && !name.startsWith('_');
}

/** An entry that exports the author's plugin with its Sapphire pieces. */
export function entryWithSapphire(entry: string, sources: readonly SapphireSource[]): string {
  const imports = sources.map(({ file }, index) => `import * as piece${index} from ${JSON.stringify(file)};`);
  const files = sources.map(({ name }, index) => `[${JSON.stringify(name)}, piece${index}]`);
  return [
    `import { withSapphireFiles } from '@guildhall/sdk/host';`,
    `import plugin from ${JSON.stringify(entry)};`,
    ...imports,
    `export default withSapphireFiles(plugin, [${files.join(', ')}]);`,
  ].join('\n');
}
