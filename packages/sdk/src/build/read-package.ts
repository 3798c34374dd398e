import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import semver from 'semver';
import { z } from 'zod';
import type { PackageInfo } from '../manifest/index.ts';
import { BuildError } from './build-error.ts';
import { checkSdkRange } from './sdk-range.ts';

const person = z.union([z.string(), z.object({ name: z.string() }).transform((author) => author.name)]);
const ranges = z.record(z.string(), z.string()).default({});

const packageJson = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  author: person.optional(),
  homepage: z.string().optional(),
  license: z.string().optional(),
  dependencies: ranges,
  peerDependencies: ranges,
});

/** Where an author's code starts, in the order that they are looked for. */
const entries: readonly string[] = ['src/index.ts', 'src/index.js', 'index.ts', 'index.js'];

/** The plugin's package, as far as the manifest tells of it. */
export async function readPackage(folder: string): Promise<PackageInfo> {
  const file = path.join(folder, 'package.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BuildError(
      'PACKAGE_UNREADABLE',
      `${file} could not be read.`,
      'Run the command in the plugin’s folder, or pass that folder.',
      { cause },
    );
  });
  const { name, version, author, homepage, license, dependencies, peerDependencies } = parse(file, text);
  if (semver.valid(version) === null) {
    throw new BuildError(
      'PACKAGE_UNREADABLE',
      `${file}: "${version}" is not a version.`,
      'Write three numbers, such as "1.0.0": updates are told apart, and ordered, by them.',
    );
  }
  const sdk = peerDependencies['@guildhall/sdk'] ?? dependencies['@guildhall/sdk'];
  if (sdk !== undefined && !sdk.includes(':')) checkSdkRange(file, sdk);
  return {
    package: name,
    version,
    ...(author !== undefined && { author }),
    ...(homepage !== undefined && { homepage }),
    ...(license !== undefined && { license }),
    // Inside a workspace the range is a protocol, which says nothing outside of it.
    ...(sdk !== undefined && !sdk.includes(':') && { sdk }),
    ranges: pluginRanges(peerDependencies),
  };
}

export function findEntry(folder: string): string {
  const found = entries.map((entry) => path.join(folder, entry)).find((entry) => existsSync(entry));
  if (found !== undefined) return found;
  throw new BuildError(
    'ENTRY_MISSING',
    `${folder} has no ${entries[0]}.`,
    'Export the built plugin by default from src/index.ts.',
  );
}

function parse(file: string, text: string): z.output<typeof packageJson> {
  try {
    return packageJson.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new BuildError(
      'PACKAGE_UNREADABLE',
      `${file} is not a package's: ${reason}`,
      'It needs at least a name and a version.',
      { cause },
    );
  }
}

/** `@guildhall/plugin-economy` and `guildhall-plugin-economy` provide the plugin `economy`. */
function pluginRanges(peers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(peers).flatMap(([name, range]) => {
      const id = /^(?:@[^/]+\/|guildhall-)plugin-(.+)$/.exec(name)?.[1];
      return id === undefined || range.includes(':') ? [] : [[id, range]];
    }),
  );
}
