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

/**
 * The built plugins that come with Guildhall: `packages/plugins/*` and the example.
 *
 * @returns their folders.
 * @throws `PluginNotBuilt` with every plugin that has no `dist/plugin`.
 */
export function firstPartyPlugins(root: string = repository): readonly string[] {
  const parent = join(root, 'packages', 'plugins');
  const sources = [
    ...(existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name)) : []),
    join(root, 'examples', 'hello-plugin'),
  ].filter((folder) => existsSync(join(folder, 'package.json')));
  const missing = sources.filter((folder) => !existsSync(join(folder, 'dist', 'plugin')));
  if (missing.length > 0) throw new PluginNotBuilt(missing);
  return sources.map((folder) => join(folder, 'dist', 'plugin'));
}

/** The dashboard's built files. */
export const dashboardFolder: string = join(repository, 'packages', 'dashboard', 'dist');
