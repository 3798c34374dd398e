import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, from `src/app` and from `dist/app` alike. */
const repository = fileURLToPath(new URL('../../../../', import.meta.url));

/** A plugin that comes with Guildhall has no build. */
export class PluginNotBuilt extends Error {
  override readonly name = 'PluginNotBuilt';
  readonly code = 'PLUGIN_NOT_BUILT';
  readonly remedy = 'Run `npm run setup` in the repository: it builds every plugin.';

  constructor(folders: readonly string[]) {
    super(`These plugins are not built: ${folders.join(', ')}.`);
  }
}

/** Shows what a stranger's plugin is, so it is one: whoever wants it adds it. */
const strangers: ReadonlySet<string> = new Set(['weather-plugin']);

/** Where plugins are, and which folders there are plugins. */
const places: readonly { readonly parent: string; readonly name: RegExp }[] = [
  { parent: join('packages', 'plugins'), name: /./ },
  { parent: 'examples', name: /-plugin$/ },
];

/**
 * The built plugins that come with Guildhall: `packages/plugins/*` and `examples/*-plugin`, but for strangers'.
 *
 * @returns their folders.
 * @throws `PluginNotBuilt` with every plugin that has no `dist/plugin`.
 */
export function firstPartyPlugins(root: string = repository): readonly string[] {
  const sources = places
    .flatMap(({ parent, name }) => {
      const folder = join(root, parent);
      const entries = existsSync(folder) ? readdirSync(folder).sort() : [];
      return entries
        .filter((entry) => name.test(entry) && !strangers.has(entry))
        .map((entry) => join(folder, entry));
    })
    .filter((folder) => existsSync(join(folder, 'package.json')));
  const missing = sources.filter((folder) => !existsSync(join(folder, 'dist', 'plugin')));
  if (missing.length > 0) throw new PluginNotBuilt(missing);
  return sources.map((folder) => join(folder, 'dist', 'plugin'));
}

const builtHere = join(repository, 'packages', 'dashboard', 'dist');

/** The dashboard's built files: of the repository, or what came with the published package. */
export const dashboardFolder: string = existsSync(builtHere)
  ? builtHere
  : fileURLToPath(new URL('../../dist-dashboard/', import.meta.url));
