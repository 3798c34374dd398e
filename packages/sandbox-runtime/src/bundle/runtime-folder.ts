import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of the runtime are, ready to be read by a process that may read nothing else. */
export interface RuntimeFolders {
  /** Holds `main.js` and `sdk.js`. */
  readonly runtime: string;
  /** Holds `discord.js`. */
  readonly discord: string;
}

const home = fileURLToPath(new URL('../../', import.meta.url));
const bundles = path.join(home, 'dist', 'bundles');
const require = createRequire(import.meta.url);
/** From source, everything is bundled from source: nothing has to be built first. */
const fromSource = import.meta.url.endsWith('.ts');

let prepared: Promise<RuntimeFolders> | undefined;

/**
 * Bundles what runs in the processes of sandboxed plugins: once for each state of its sources, kept in the package's `dist`.
 * Several processes may do so at once.
 */
export function prepareRuntime(): Promise<RuntimeFolders> {
  prepared ??= prepare().catch((error: unknown) => {
    prepared = undefined;
    throw error;
  });
  return prepared;
}

async function prepare(): Promise<RuntimeFolders> {
  const { version } = require('discord.js') as { version: string };
  const folder = fromSource ? path.join(home, 'src') : path.join(home, 'dist');
  const sdk = path.dirname(fileURLToPath(import.meta.resolve('@guildhall/sdk')));
  const state = await stateOf([folder, sdk]);
  const runtime = path.join(bundles, `runtime-${state}`);
  const discord = path.join(bundles, `discord-${version}`);
  await mkdir(bundles, { recursive: true });
  await once(runtime, (target) => bundleRuntime(folder, target));
  await once(discord, bundleDiscord);
  return { runtime, discord };
}

/** Makes a folder whole or not at all; who is slower throws his own away. */
async function once(folder: string, make: (target: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    await make(draft);
    // Its reader may be another user.
    await chmod(draft, 0o755);
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function bundleRuntime(source: string, target: string): Promise<void> {
  const { rolldown } = await import('rolldown');
  const extension = fromSource ? 'ts' : 'js';
  const build = await rolldown({
    input: {
      main: path.join(source, 'child', `main.${extension}`),
      sdk: path.join(source, 'child', `sdk.${extension}`),
    },
    platform: 'node',
    logLevel: 'silent',
    resolve: { conditionNames: [...(fromSource ? ['@guildhall/source'] : []), 'node', 'import', 'default'] },
  });
  await build.write({ dir: target, format: 'esm' });
  await build.close();
  await writeFile(path.join(target, 'package.json'), '{ "type": "module" }\n');
}

async function bundleDiscord(target: string): Promise<void> {
  const { rolldown } = await import('rolldown');
  // CommonJS names nothing that it exports: an ES module that plugins import names from has to.
  const names = Object.keys(require('discord.js') as object).filter((name) =>
    /^[A-Za-z_$][\w$]*$/.test(name),
  );
  const entry = path.join(target, 'entry.mjs');
  await writeFile(
    entry,
    `import discord from ${JSON.stringify(require.resolve('discord.js'))};\nexport default discord;\nexport const { ${names.join(', ')} } = discord;\n`,
  );
  const build = await rolldown({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    // Optional native parts: a sandbox has none of them.
    external: ['zlib-sync', 'bufferutil', 'utf-8-validate', 'erlpack', '@discordjs/opus'],
  });
  await build.write({ file: path.join(target, 'discord.js'), format: 'esm', codeSplitting: false });
  await build.close();
  await rm(entry);
  await writeFile(path.join(target, 'package.json'), '{ "type": "module" }\n');
}

/** One name for these folders' content: that of the files' names, sizes and times of change. */
async function stateOf(folders: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  hash.update(await readFile(path.join(home, 'package.json'), 'utf8'));
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('bundles'));
    for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).sort()) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${path.relative(folder, file)} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}
