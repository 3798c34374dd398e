import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlugin, packPlugin, validatePlugin } from '../build/index.ts';
import { formatMistake, type Mistake } from '../definition/mistake.ts';
import { localize } from '../locales/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { sdkVersion } from '../version.ts';
import { dev } from './dev.ts';
import type { Terminal } from './terminal.ts';

const usage = `guildhall-sdk ${sdkVersion}

  guildhall-sdk dev [folder]        run the plugin on a simulated Discord, and reload it when a file is saved
      --port <port>                 where the dashboard listens (default: 3000)
      --with <folder>               another plugin beside it; may be repeated
      --fresh                       forget messages, data and configuration of earlier runs
      --sandboxed                   in a locked process of its own, as strangers' plugins run
  guildhall-sdk validate [folder]   say what is wrong with it, and write nothing
      --sandboxed                   also what would keep it from running locked up, as strangers' plugins do
  guildhall-sdk build [folder]      bundle it and write its manifest
      --out <folder>                where to (default: dist/plugin)
  guildhall-sdk pack [folder]       build it, and make the one file that registries and Guildhalls take
      --out <folder>                where to (default: dist)

The folder defaults to the current one. --help shows this, --version the version.`;

const options = {
  out: { type: 'string' },
  port: { type: 'string' },
  with: { type: 'string', multiple: true },
  fresh: { type: 'boolean' },
  sandboxed: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parse>['values'];

interface Command {
  /** Options that it takes. */
  readonly takes: readonly (keyof typeof options)[];
  run(folder: string, values: Values, terminal: Terminal): Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  dev: {
    takes: ['port', 'with', 'fresh', 'sandboxed'],
    run: (folder, { port, with: others = [], fresh = false, sandboxed = false }, terminal) =>
      dev({ folder, port, with: others, fresh, sandboxed }, terminal),
  },
  validate: {
    takes: ['sandboxed'],
    async run(folder, { sandboxed = false }, terminal) {
      const { manifest, warnings } = await validatePlugin(folder, { sandboxed });
      report(manifest, warnings, terminal);
    },
  },
  build: {
    takes: ['out'],
    async run(folder, { out }, terminal) {
      const { manifest, warnings, outDir } = await buildPlugin(
        folder,
        out === undefined ? {} : { outDir: out },
      );
      report(manifest, warnings, terminal);
      terminal.out(`Written to ${shown(outDir)}`);
    },
  },
  pack: {
    takes: ['out'],
    async run(folder, { out }, terminal) {
      const packed = await packPlugin(folder, out === undefined ? {} : { outDir: out });
      report(packed.manifest, packed.warnings, terminal);
      terminal.out(`  file       ${shown(packed.file)}`);
      terminal.out(
        `  size       ${bytes(packed.size)} (${packed.files.length} files, ${bytes(packed.unpackedSize)} unpacked)`,
      );
      terminal.out(`  integrity  ${packed.integrity}`);
    },
  },
};

/** Runs the command line. @returns the exit code: 0 done, 1 the plugin has mistakes, 2 the command was wrong. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const parsed = readArguments(args);
  if (parsed instanceof Error) {
    terminal.error(`${parsed.message}\n\n${usage}`);
    return 2;
  }
  const { values, positionals } = parsed;
  if (values.version) {
    terminal.out(sdkVersion);
    return 0;
  }
  const [name, folder = '.', ...rest] = positionals;
  if (values.help || name === undefined) {
    terminal.out(usage);
    return values.help ? 0 : 2;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || rest.length > 0) {
    terminal.error(`"${[name, ...rest].join(' ')}" is not a command.\n\n${usage}`);
    return 2;
  }
  const refused = Object.keys(values).filter(
    (option) => !(command.takes as readonly string[]).includes(option),
  );
  if (refused.length > 0) {
    terminal.error(`${name} takes no --${refused.join(', --')}.\n\n${usage}`);
    return 2;
  }
  try {
    await command.run(folder, values, terminal);
    return 0;
  } catch (error) {
    // An unexpected error keeps its stack: it is ours to repair.
    if (!isExplained(error)) throw error;
    const { message, remedy } = error;
    terminal.error(!remedy || message.includes(remedy) ? message : `${message} ${remedy}`);
    return 1;
  }
}

/** An error with a stable code and a remedy, of whatever copy of the SDK or part of Guildhall. */
function isExplained(error: unknown): error is Error & { readonly remedy?: string } {
  return (
    error instanceof Error && 'code' in error && ('remedy' in error || error.code === 'PLUGIN_DEFINITION')
  );
}

function report(manifest: Manifest, warnings: readonly Mistake[], terminal: Terminal): void {
  const pieces = `${manifest.pieces.length} ${manifest.pieces.length === 1 ? 'piece' : 'pieces'}`;
  terminal.out(`${localize(manifest.name, 'en')} ${manifest.version} (${manifest.id}): ${pieces}`);
  for (const warning of warnings) terminal.out(`warning: ${formatMistake(warning)}`);
}

function shown(file: string): string {
  return path.relative(process.cwd(), file) || '.';
}

function bytes(count: number): string {
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} kB` : `${(count / 1024 / 1024).toFixed(2)} MB`;
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options });
}

function readArguments(args: readonly string[]): ReturnType<typeof parse> | Error {
  try {
    return parse(args);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
