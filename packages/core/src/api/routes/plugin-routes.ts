import { capabilities, type LocalizedText } from '@guildhall/sdk/host';
import type { PluginVersion } from '../../plugins/types.ts';
import { type Route, route } from '../contract/route.ts';
import { listCapabilities } from '../contracts/capabilities.ts';
import { getPlugin, listPlugins, type PluginSummaryView } from '../contracts/plugins.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { RouteDependencies } from './dependencies.ts';
import { pageOf } from './page-of.ts';

export function pluginRoutes({ services, cursors }: RouteDependencies): Route[] {
  const killedOf = (pluginId: string) => {
    const found = services()
      .killSwitch.list()
      .find((killed) => killed.pluginId === pluginId);
    return found ? { reason: found.reason, at: found.at.toISOString() } : null;
  };
  const withheldFrom = ({ manifest }: PluginVersion) => {
    const had = services().privilegedIntents();
    return manifest.intents.privileged.map(({ name }) => name).filter((name) => !had.includes(name));
  };
  return [
    route(listPlugins).handle(async ({ query }) => {
      const { query: words, category } = query;
      const wanted = (words ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const found = services()
        .catalogue.list()
        .filter((plugin) => category === undefined || plugin.manifest.category === category)
        .filter((plugin) => wanted.every((word) => searchable(plugin).includes(word)))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const { items, nextCursor } = await pageOf(
        cursors,
        ['plugins', words, category],
        query,
        (limit, after) => found.filter((plugin) => after === undefined || plugin.id > after).slice(0, limit),
        ({ id }) => id,
      );
      return {
        status: 200,
        body: {
          items: items.map((plugin) => ({
            ...summary(plugin),
            killed: killedOf(plugin.id),
            withheldIntents: withheldFrom(plugin),
          })),
          nextCursor,
        },
      };
    }),
    route(listCapabilities).handle(async () => ({
      status: 200,
      body: {
        items: Object.values(capabilities).map(({ id, risk, title, description, permissions }) => ({
          id,
          risk,
          title,
          description,
          permissions: [...permissions],
        })),
      },
    })),
    route(getPlugin).handle(async ({ params }) => {
      const plugin = services().catalogue.newest(params.pluginId);
      if (!plugin) throw new RequestProblem('plugin_not_found');
      const { id, version, manifestHash, tier, firstParty, manifest, readme, changelog } = plugin;
      return {
        status: 200,
        body: {
          id,
          version,
          manifestHash,
          tier,
          firstParty,
          killed: killedOf(id),
          withheldIntents: withheldFrom(plugin),
          manifest,
          readme: readme ?? null,
          changelog: changelog ?? null,
          versions: services()
            .catalogue.versions(id)
            .map((held) => ({
              version: held.version,
              hash: held.hash,
              manifestHash: held.manifestHash,
            })),
        },
      };
    }),
  ];
}

function summary({
  id,
  version,
  manifestHash,
  tier,
  firstParty,
  manifest,
}: PluginVersion): Omit<PluginSummaryView, 'killed' | 'withheldIntents'> {
  return {
    id,
    version,
    manifestHash,
    tier,
    firstParty,
    name: manifest.name,
    description: manifest.description,
    category: manifest.category,
    author: manifest.author ?? null,
    permissions: manifest.permissions,
    privilegedIntents: manifest.intents.privileged.map((intent) => intent.name),
  };
}

/** In every language: people search in their own. */
function searchable({ id, manifest }: PluginVersion): string {
  const texts = (text: LocalizedText) => (typeof text === 'string' ? [text] : Object.values(text));
  return [id, ...texts(manifest.name), ...texts(manifest.description)].join(' ').toLowerCase();
}
