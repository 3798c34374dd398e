import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

interface Map {
  readonly version: number;
  readonly mappings: string;
  readonly sources: readonly string[];
}

/**
 * Leaves of a bundle's source map what a place in the author's files takes: their names below the plugin's folder, and positions.
 * The files themselves stay with the author.
 */
export async function slimSourceMap(file: string, root: string): Promise<void> {
  const { version, mappings, sources } = JSON.parse(await readFile(file, 'utf8')) as Map;
  const names = sources.map((source) => {
    const name = path.relative(root, path.resolve(path.dirname(file), source)).replaceAll(path.sep, '/');
    // Of packages, their name and what is below it; of what is beside the folder, what it is called.
    return name.replace(/^.*\/(?=node_modules\/)/, '').replace(/^(?:\.\.\/)+/, '');
  });
  await writeFile(file, JSON.stringify({ version, sources: names, names: [], mappings }));
}
