import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { PluginStoreError } from './errors.ts';

const megabyte = 1024 * 1024;
/** What the marketplace takes, too. */
export const tarballLimits = {
  compressed: 2 * megabyte,
  unpacked: 10 * megabyte,
  /** Files and folders. */
  entries: 2_000,
} as const;
/** Headers and padding, beside the content. */
const archiveOverhead = tarballLimits.entries * 2_048 + megabyte;

const nativeNames = /\.(?:node|so|dll|dylib|exe|gyp|gypi)$|\.so\.\d/i;
/** Of ELF, PE, and Mach-O in both byte orders, 32 and 64 bit, and universal. */
const nativeBeginnings = ['7f454c46', '4d5a9000', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe'];
const installScripts = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
const dependencyKinds = ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies'];

/** `sha512-…` in base64, as npm writes it. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

/**
 * Unpacks a plugin's tarball into an empty folder, and nothing but plain files of a plugin. All of it is looked at before the
 * first file is written.
 *
 * Refused: paths that lead out of the folder, links, devices, one name twice (also in another case), more than 2 MB packed or
 * 10 MB unpacked, native code, install scripts and dependencies.
 *
 * @throws `PluginStoreError` `TARBALL_INVALID`, `TOO_LARGE`, `PATH_REFUSED`, `LINK_REFUSED`, `NATIVE_REFUSED`, `SCRIPTS_REFUSED`
 */
export async function unpackTarball(bytes: Uint8Array, folder: string): Promise<void> {
  const files = await readTarball(bytes);
  for (const [name, content] of files) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), content, { flag: 'wx', mode: 0o644 });
  }
}

async function readTarball(bytes: Uint8Array): Promise<ReadonlyMap<string, Buffer>> {
  if (bytes.length > tarballLimits.compressed) throw tooLarge('It has more than 2 MB.');
  const files = new Map<string, Buffer>();
  const seen = new Set<string>();
  let total = 0;
  let entries = 0;
  const archive = extract();
  archive.on('entry', (header, stream, next) => {
    (async () => {
      if (++entries > tarballLimits.entries) throw tooLarge('It has more than 2,000 files.');
      if (header.type !== 'file' && header.type !== 'directory') {
        throw refused(
          'LINK_REFUSED',
          `${quote(header.name)} is a ${header.type}; only plain files are taken.`,
        );
      }
      const name = safeName(header.name);
      const content = await read(stream, (size) => {
        total += size;
        if (total > tarballLimits.unpacked) throw tooLarge('It unpacks to more than 10 MB.');
      });
      if (header.type === 'directory' || name === '') return;
      // Two names that differ in case are one file on some machines.
      const folded = name.normalize('NFC').toLowerCase();
      if (seen.has(folded)) throw refused('PATH_REFUSED', `${quote(name)} is there twice.`);
      seen.add(folded);
      refuseNative(name, content);
      if (name === 'package.json' || name.endsWith('/package.json')) checkDescription(name, content);
      files.set(name, content);
    })().then(
      () => next(),
      (error: unknown) => archive.destroy(error instanceof Error ? error : new Error(String(error))),
    );
  });
  try {
    await pipeline(async function* () {
      yield decompress(bytes);
    }, archive);
  } catch (error) {
    if (error instanceof PluginStoreError) throw error;
    throw new PluginStoreError(
      'TARBALL_INVALID',
      `This is not a whole tarball: ${error instanceof Error ? error.message : error}.`,
      'Make it with `guildhall-sdk pack`, and copy it whole.',
      error,
    );
  }
  refuseFilesAsFolders(files);
  return files;
}

function decompress(bytes: Uint8Array): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: tarballLimits.unpacked + archiveOverhead });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw tooLarge('It unpacks to more than 10 MB.');
    }
    throw error;
  }
}

async function read(stream: AsyncIterable<unknown>, count: (size: number) => void): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a tarball gives bytes');
    count(chunk.length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The name without the tarball's own folder (`package/`, with npm). */
function safeName(raw: string): string {
  const segments = raw.split('/');
  const isFolder = segments.at(-1) === '';
  if (isFolder) segments.pop();
  const odd =
    raw.length > 400 ||
    raw.startsWith('/') ||
    /[\\:\0]/.test(raw) ||
    hasControlCharacter(raw) ||
    segments.some(
      (segment) => segment === '' || segment === '.' || segment === '..' || /[. ]$/.test(segment),
    ) ||
    (segments.length < 2 && !isFolder);
  if (odd) {
    throw refused('PATH_REFUSED', `${quote(raw)} is no path that a package may hold.`);
  }
  return segments.slice(1).join('/');
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 32) return true;
  return false;
}

function refuseFilesAsFolders(files: ReadonlyMap<string, Buffer>): void {
  for (const name of files.keys()) {
    const parent = path.posix.dirname(name);
    if (files.has(parent)) throw refused('PATH_REFUSED', `${quote(parent)} is a file and a folder.`);
  }
}

function refuseNative(name: string, content: Buffer): void {
  const beginning = content.subarray(0, 4).toString('hex');
  if (!nativeNames.test(name) && !nativeBeginnings.includes(beginning)) return;
  throw new PluginStoreError(
    'NATIVE_REFUSED',
    `${quote(name)} is native code, which nobody can keep in bounds.`,
    'Use JavaScript or WebAssembly.',
  );
}

function checkDescription(name: string, content: Buffer): void {
  let description: unknown;
  try {
    description = JSON.parse(content.toString('utf8'));
  } catch (error) {
    throw refused(
      'TARBALL_INVALID',
      `${name} is no JSON: ${error instanceof Error ? error.message : error}.`,
    );
  }
  if (typeof description !== 'object' || description === null) {
    throw refused('TARBALL_INVALID', `${name} is no description of a package.`);
  }
  const { scripts } = description as { scripts?: unknown };
  const scripted =
    typeof scripts === 'object' && scripts !== null
      ? installScripts.filter((script) => Object.hasOwn(scripts, script))
      : [];
  const needed = dependencyKinds.filter((kind) => {
    const value = (description as Record<string, unknown>)[kind];
    return value === true || (typeof value === 'object' && value !== null && Object.keys(value).length > 0);
  });
  const found = [...scripted.map((script) => `the script "${script}"`), ...needed];
  if (found.length === 0) return;
  throw new PluginStoreError(
    'SCRIPTS_REFUSED',
    `${name} has ${found.join(', ')}; a plugin brings everything with it and runs nothing at its installation.`,
    'Make the tarball with `guildhall-sdk pack`, which bundles what it needs.',
  );
}

function tooLarge(message: string): PluginStoreError {
  return new PluginStoreError('TOO_LARGE', message, 'Leave out what it does not need.');
}

function refused(
  code: 'PATH_REFUSED' | 'LINK_REFUSED' | 'TARBALL_INVALID',
  message: string,
): PluginStoreError {
  return new PluginStoreError(code, message, 'Make the tarball with `guildhall-sdk pack`.');
}

function quote(name: string): string {
  return JSON.stringify(name.slice(0, 200));
}
