import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { BuildError } from './build-error.ts';

/** What travels with a plugin beside its code, when its folder has it. */
const documents: readonly string[] = ['README.md', 'CHANGELOG.md', 'LICENSE', 'icon.svg', 'icon.png'];
const screenshots = 'screenshots';

export interface TravellingFile {
  /** Relative to the plugin's folder, with `/`. */
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The documents and pictures of a plugin's folder.
 * @throws `BuildError` `LINK_REFUSED`, `NATIVE_CODE`
 */
export async function travellingFiles(root: string): Promise<readonly TravellingFile[]> {
  const names = [...documents];
  for (const entry of await entriesOf(path.join(root, screenshots))) names.push(`${screenshots}/${entry}`);
  const files: TravellingFile[] = [];
  for (const name of names) {
    const stats = await lstat(path.join(root, name)).catch(absent);
    if (!stats) continue;
    if (!stats.isFile()) {
      throw new BuildError(
        'LINK_REFUSED',
        `${name} is not a plain file.`,
        'Put the file itself there: links would lead out of the package on another machine.',
      );
    }
    const content = await readFile(path.join(root, name));
    if (isNative(name, content)) {
      throw new BuildError(
        'NATIVE_CODE',
        `${name} is native code.`,
        'Plugins run on every machine: leave it out, or use WebAssembly.',
      );
    }
    files.push({ name, content });
  }
  return files;
}

/** ELF, Mach-O (both orders and universal), and Windows programs begin with these bytes. */
const nativeStarts: readonly string[] = ['7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', '4d5a'];

/** Whether a file is machine code, by its name or by how it begins. */
export function isNative(name: string, content: Uint8Array): boolean {
  if (/\.(?:node|so|dll|dylib|exe)$/i.test(name)) return true;
  const start = Buffer.from(content.subarray(0, 4)).toString('hex');
  return nativeStarts.some((magic) => start.startsWith(magic));
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  const stats = await lstat(folder).catch(absent);
  if (!stats) return [];
  if (!stats.isDirectory()) {
    throw new BuildError('LINK_REFUSED', `${screenshots} is not a folder.`, 'Put the folder itself there.');
  }
  return (await readdir(folder)).sort();
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT') return undefined;
  throw error;
}
