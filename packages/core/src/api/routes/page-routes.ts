import type { ManifestBlock, ManifestPage, ManifestRoute } from '@guildhall/sdk/host';
import type { Installation } from '../../installations/types.ts';
import { type Route, route } from '../contract/route.ts';
import { listPages, type PluginPageView } from '../contracts/pages.ts';
import { callerLevel, reaches, strangerProblem } from './caller-level.ts';
import type { RouteDependencies } from './dependencies.ts';

/** States in which a plugin's code answers. */
const running: ReadonlySet<Installation['state']> = new Set([
  'enabled',
  'updating',
  'rolled_back',
  'consent_required',
]);

export function pageRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(listPages).handle(async ({ params, session }) => {
      const { guildId } = params;
      const level = await callerLevel(services(), guildId, session);
      const guild = services().directory.guild(guildId);
      const installations = guild ? await services().installations.list(guildId) : [];
      const items = installations
        .filter(({ state }) => running.has(state))
        .flatMap((installation) =>
          installation.version.manifest.pieces
            .filter((piece): piece is ManifestPage => piece.kind === 'page' && reaches(level, piece.access))
            .map((page) => pageView(installation, page)),
        );
      if (!guild || (level === 'public' && items.length === 0)) throw strangerProblem(session);
      return { status: 200, body: { guild: { name: guild.name }, items } };
    }),
  ];
}

function pageView({ pluginId, version }: Installation, page: ManifestPage): PluginPageView {
  const { manifest } = version;
  const wanted = new Set(
    page.blocks.flatMap((block: ManifestBlock) => ('route' in block ? block.route : [])),
  );
  return {
    pluginId,
    pluginName: manifest.name,
    path: page.name,
    title: page.title,
    access: page.access,
    blocks: page.blocks,
    routes: manifest.pieces
      .filter((piece): piece is ManifestRoute => piece.kind === 'route' && wanted.has(piece.name))
      .map(({ name, method, path, body }) => ({ name, method, path, body: body ?? null })),
    locales: manifest.locales,
  };
}
