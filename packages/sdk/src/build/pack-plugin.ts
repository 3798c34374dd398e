import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { BuildError } from './build-error.ts';
import { type BuiltPlugin, buildPlugin } from './build-plugin.ts';

/** Largest tarball, and largest content of one, that a Guildhall takes. In bytes. */
export const packLimits: { readonly compressed: number; readonly unpacked: number } = {
  compressed: 2 * 1024 * 1024,
  unpacked: 10 * 1024 * 1024,
};

/** A package that any npm-compatible registry, and any Guildhall, takes. */
export interface PackedPlugin extends Omit<BuiltPlugin, 'outDir'> {
  /** Absolute path of the tarball. */
  readonly file: string;
  /** In bytes, compressed. */
  readonly size: number;
  /** In bytes, of all files. */
  readonly unpackedSize: number;
  /** `sha512-…` in base64, as npm writes it. */
  readonly integrity: string;
  /** What is in it, sorted, relative to its root. */
  readonly files: readonly string[];
}

/**
 * Builds a plugin and packs the result. The same source gives the same bytes, on every machine with the same Node.js.
 *
 * @param options.outDir where the tarball goes; the plugin's `dist` by default
 * @throws `BuildError` (`TOO_LARGE` among others), `PluginDefinitionError`
 * @example
 * const { file, integrity } = await packPlugin('.', { outDir: 'release' });
 */
export async function packPlugin(
  folder: string,
  options: { readonly outDir?: string } = {},
): Promise<PackedPlugin> {
  const root = path.resolve(folder);
  const scratch = await mkdtemp(path.join(tmpdir(), 'guildhall-pack-'));
  try {
    const built = await buildPlugin(root, { outDir: path.join(scratch, 'package') });
    const { manifest, warnings } = built;
    const files = (await readdir(built.outDir, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(built.outDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      )
      .sort();
    const { tarball, unpackedSize } = await makeTarball(built.outDir, files).catch((error: unknown) => {
      // Places in the author's files are a comfort: what would not fit with them goes without.
      if (!(error instanceof BuildError) || !files.includes(sourceMap)) throw error;
      files.splice(files.indexOf(sourceMap), 1);
      return makeTarball(built.outDir, files);
    });
    const outDir = path.resolve(options.outDir ?? path.join(root, 'dist'));
    const file = path.join(
      outDir,
      `${manifest.package.replace(/^@/, '').replaceAll('/', '-')}-${manifest.version}.tgz`,
    );
    await mkdir(outDir, { recursive: true });
    const incoming = `${file}.incoming-${process.pid}`;
    await writeFile(incoming, tarball);
    await rename(incoming, file);
    return {
      manifest,
      warnings,
      file,
      size: tarball.length,
      unpackedSize,
      integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
      files,
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const sourceMap = 'index.js.map';

/** npm's own moment: some tools refuse files from 1970. */
const mtime = new Date('1985-10-26T08:15:00Z');

async function makeTarball(
  folder: string,
  files: readonly string[],
): Promise<{ tarball: Buffer; unpackedSize: number }> {
  const archive = pack();
  const bytes = buffer(archive);
  const sizes: { name: string; size: number }[] = [];
  for (const name of files) {
    const { size } = await stat(path.join(folder, name));
    sizes.push({ name, size });
    const content = await readFile(path.join(folder, name));
    archive.entry({ name: `package/${name}`, mode: 0o644, mtime, uid: 0, gid: 0, type: 'file' }, content);
  }
  archive.finalize();
  const unpackedSize = sizes.reduce((sum, { size }) => sum + size, 0);
  refuseAbove('unpacked', unpackedSize, sizes);
  const tarball = gzipSync(await bytes, { level: 9 });
  // The header names the operating system that compressed it: 255 is "unknown".
  tarball[9] = 255;
  refuseAbove('compressed', tarball.length, sizes);
  return { tarball, unpackedSize };
}

function refuseAbove(
  what: keyof typeof packLimits,
  size: number,
  sizes: readonly { readonly name: string; readonly size: number }[],
): void {
  if (size <= packLimits[what]) return;
  const largest = [...sizes].sort((a, b) => b.size - a.size).slice(0, 3);
  throw new BuildError(
    'TOO_LARGE',
    `The package has ${megabytes(size)} ${what}; at most ${megabytes(packLimits[what])} are taken.`,
    `The largest files are ${largest.map((file) => `${file.name} (${megabytes(file.size)})`).join(', ')}: leave out what it does not need, or import less.`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
