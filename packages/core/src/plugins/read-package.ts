import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Manifest, manifestSchema, patternsOf } from '@guildhall/sdk/host';
import { compilePattern } from '@guildhall/sdk/pattern';
import { z } from 'zod';
import { PluginStoreError } from './errors.ts';

/** ≤10 MB unpacked: what the marketplace takes. */
const maxBytes = 10 * 1024 * 1024;

export interface PluginPackage {
  readonly manifest: Manifest;
  /** Relative paths, sorted, with `/`. */
  readonly files: readonly string[];
  /** sha-256 over every file's path and content. */
  readonly hash: string;
  /** Relative path of the module whose default export is the plugin. */
  readonly entry: string;
}

/**
 * Reads and checks a built plugin's folder.
 *
 * @throws `PluginStoreError` `MANIFEST_MISSING`, `MANIFEST_INVALID`, `ENTRY_MISSING`, `LINK_REFUSED`, `TOO_LARGE`
 */
export async function readPackage(folder: string): Promise<PluginPackage> {
  const files = await listFiles(folder);
  if (!files.includes('manifest.json')) {
    throw new PluginStoreError(
      'MANIFEST_MISSING',
      `${folder} has no manifest.json.`,
      'Build the plugin first: `guildhall-sdk build`.',
    );
  }
  const hash = createHash('sha256');
  let bytes = 0;
  for (const file of files) {
    const content = await readFile(path.join(folder, file));
    bytes += content.length;
    if (bytes > maxBytes) {
      throw new PluginStoreError(
        'TOO_LARGE',
        `${folder} holds more than 10 MB.`,
        'Leave out what it does not need.',
      );
    }
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return {
    manifest: await readManifest(folder),
    files,
    hash: hash.digest('hex'),
    entry: await entryOf(folder, files),
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(path.join(folder, 'manifest.json'), 'utf8');
  try {
    const manifest = manifestSchema.parse(JSON.parse(text));
    for (const { pattern } of patternsOf(manifest)) compilePattern(pattern);
    return manifest;
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new PluginStoreError(
      'MANIFEST_INVALID',
      `The manifest in ${folder} can't be used: ${why}.`,
      'Build the plugin again with a current SDK.',
      error,
    );
  }
}

async function entryOf(folder: string, files: readonly string[]): Promise<string> {
  let entry = 'index.js';
  if (files.includes('package.json')) {
    const description: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const main = (description as { main?: unknown }).main;
    if (typeof main === 'string') entry = path.posix.normalize(main);
  }
  if (files.includes(entry)) return entry;
  throw new PluginStoreError('ENTRY_MISSING', `${folder} has no ${entry}.`, 'Build the plugin again.');
}

async function listFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (relative: string): Promise<void> => {
    for (const entry of await readdir(path.join(folder, relative))) {
      const inner = relative === '' ? entry : `${relative}/${entry}`;
      const stats = await lstat(path.join(folder, inner));
      if (stats.isDirectory()) await visit(inner);
      else if (stats.isFile()) found.push(inner);
      else {
        // A link inside an allowed folder is followed out of it.
        throw new PluginStoreError(
          'LINK_REFUSED',
          `${inner} is not a plain file.`,
          'Put the file itself there.',
        );
      }
    }
  };
  await visit('');
  return found.sort();
}
