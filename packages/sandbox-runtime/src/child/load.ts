import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { describePlugin, isPlugin, type Manifest, type Plugin } from '@guildhall/sdk/host';
import type { Loaded } from '../protocol/messages.ts';

/** A plugin's code that can't be used here. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
  readonly code: 'NOT_A_PLUGIN' | 'CODE_MISMATCH' | 'MODULE_UNKNOWN';

  constructor(code: LoadError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Makes the plugin find what the host provides: the SDK and discord.js, each the one copy of this process. */
export function provideModules(sdk: string, discord: string): void {
  const provided: Readonly<Record<string, string>> = {
    '@guildhall/sdk': sdk,
    'discord.js': pathToFileURL(discord).href,
  };
  registerHooks({
    resolve(specifier, context, next) {
      const url = Object.hasOwn(provided, specifier) ? provided[specifier] : undefined;
      if (url !== undefined) return { url, format: 'module', shortCircuit: true };
      if (/^@sapphire\/framework(\/|$)/.test(specifier)) {
        throw new LoadError(
          'MODULE_UNKNOWN',
          'Sapphire is for plugins that the operator trusts: in the sandbox there is discord.js, and the SDK.',
        );
      }
      return next(specifier, context);
    },
  });
}

/** @throws `LoadError`, and what the module throws */
export async function loadPlugin(entry: string, manifest: Manifest): Promise<Plugin> {
  const module: { default?: unknown } = await import(pathToFileURL(entry).href);
  const plugin = module.default;
  if (!isPlugin(plugin)) {
    throw new LoadError('NOT_A_PLUGIN', 'The default export is not a plugin.');
  }
  const { author, homepage, license } = manifest;
  const declared = describePlugin(plugin, {
    package: manifest.package,
    version: manifest.version,
    sdk: manifest.sdk,
    ...(author === undefined ? {} : { author }),
    ...(homepage === undefined ? {} : { homepage }),
    ...(license === undefined ? {} : { license }),
    ranges: Object.fromEntries(
      manifest.uses.flatMap(({ id, range }) => (range === undefined ? [] : [[id, range]])),
    ),
  });
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
  const differing = Object.keys({ ...declared, ...manifest }).filter(
    (key) =>
      !isDeepStrictEqual(plain(declared[key as keyof Manifest]), plain(manifest[key as keyof Manifest])),
  );
  if (differing.length > 0) {
    throw new LoadError(
      'CODE_MISMATCH',
      `The code of ${manifest.id} ${manifest.version} declares otherwise than its manifest: ${differing.join(', ')}.`,
    );
  }
  return plugin;
}

/** What of the code the manifest does not say. */
export function describeLoaded(plugin: Plugin, source: string): Loaded {
  const { declaration, pieces } = plugin;
  const steps = (migrate: object | undefined) => Object.keys(migrate ?? {}).map(Number);
  return {
    uses: Object.entries(declaration.uses?.() ?? {}).map(([key, used]) => {
      const optional = 'optional' in used;
      const service = optional ? used.optional : used;
      return { key, id: service.id, optional, offers: Object.keys(service.offers) };
    }),
    hasCheck: declaration.config.check !== undefined,
    configSteps: steps(declaration.config.migrate),
    dataSteps: Object.fromEntries(
      Object.entries(declaration.data ?? {}).map(([name, { migrate }]) => [name, steps(migrate)]),
    ),
    // `ctx.interaction` is there at once, so its guild has to be, too. Guilds are told in vain when this is wrong, no more.
    structures:
      pieces.some((piece) => piece.kind === 'on') || /\.interaction\b|["']discord\.js["']/.test(source),
  };
}
