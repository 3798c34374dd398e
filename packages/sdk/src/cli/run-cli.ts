import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildPlugin, validatePlugin } from '../build/index.ts';
import { formatMistake, type Mistake } from '../definition/mistake.ts';
import { SdkError } from '../errors.ts';
import { localize } from '../locales/index.ts';
import type { Manifest } from '../manifest/index.ts';
import { sdkVersion } from '../version.ts';

export interface Terminal {
  out(line: string): void;
  error(line: string): void;
}

const usage = `guildhall-sdk ${sdkVersion}

  guildhall-sdk build [folder] [--out folder]   bundle the plugin and write its manifest (default: dist/plugin)
  guildhall-sdk validate [folder]               say what is wrong with it, and write nothing

The folder defaults to the current one. --help shows this, --version the version.`;

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
  const [command, folder = '.', ...rest] = positionals;
  if (values.help || command === undefined) {
    terminal.out(usage);
    return values.help ? 0 : 2;
  }
  if ((command !== 'build' && command !== 'validate') || rest.length > 0) {
    terminal.error(`"${[command, ...rest].join(' ')}" is not a command.\n\n${usage}`);
    return 2;
  }
  if (command === 'validate' && values.out !== undefined) {
    terminal.error('validate writes nothing, so it takes no --out.');
    return 2;
  }
  try {
    if (command === 'validate') {
      const { manifest, warnings } = await validatePlugin(folder);
      report(manifest, warnings, terminal);
    } else {
      const { manifest, warnings, outDir } = await buildPlugin(
        folder,
        values.out === undefined ? {} : { outDir: values.out },
      );
      report(manifest, warnings, terminal);
      terminal.out(`Written to ${path.relative(process.cwd(), outDir) || '.'}`);
    }
    return 0;
  } catch (error) {
    // An unexpected error keeps its stack: it is ours to repair.
    if (
      !(
        error instanceof Error &&
        'code' in error &&
        (error instanceof SdkError || error.code === 'PLUGIN_DEFINITION')
      )
    )
      throw error;
    terminal.error(error.message);
    return 1;
  }
}

function report(manifest: Manifest, warnings: readonly Mistake[], terminal: Terminal): void {
  const pieces = `${manifest.pieces.length} ${manifest.pieces.length === 1 ? 'piece' : 'pieces'}`;
  terminal.out(`${localize(manifest.name, 'en')} ${manifest.version} (${manifest.id}): ${pieces}`);
  for (const warning of warnings) terminal.out(`warning: ${formatMistake(warning)}`);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
