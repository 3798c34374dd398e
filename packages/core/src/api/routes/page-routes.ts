import { blocksByAddress, filledPath, type ManifestPage, type ManifestRoute } from '@guildhall/sdk/host';
import type { Installation } from '../../installations/types.ts';
import { type Route, route } from '../contract/route.ts';
import { type GivenView, listPages, readBlock } from '../contracts/pages.ts';
import { askedLanguageOf } from '../http/language.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { callerLevel, reaches, strangerProblem } from './caller-level.ts';
import type { RouteDependencies } from './dependencies.ts';
import { namesInBlock } from './names-of-ids.ts';
import { pageView } from './page-view.ts';
import { pluginCallProblem } from './plugin-call-problem.ts';

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
            .map((page) => pageView(installation, page, level)),
        );
      if (!guild || (level === 'public' && items.length === 0)) throw strangerProblem(session);
      return { status: 200, body: { guild: { name: guild.name }, items } };
    }),
    route(readBlock).handle(async ({ params, query, session, language, context }) => {
      const { guildId, pluginId } = params;
      if (!services().directory.guild(guildId)) throw strangerProblem(session);
      const level = await callerLevel(services(), guildId, session);
      const missing = () =>
        level === 'public' ? strangerProblem(session) : new RequestProblem('page_not_found');
      const installation = await services().installations.get(guildId, pluginId);
      if (!installation || !running.has(installation.state)) throw missing();
      const { pieces } = installation.version.manifest;
      const page = pieces.find(
        (piece): piece is ManifestPage =>
          piece.kind === 'page' && piece.name === query.page && reaches(level, piece.access),
      );
      const block = page && blocksByAddress(page.blocks).get(query.block);
      if (!block || !('route' in block) || block.kind === 'form' || block.kind === 'tester') throw missing();
      const read = pieces.find(
        (piece): piece is ManifestRoute => piece.kind === 'route' && piece.name === block.route,
      );
      if (!read) throw missing();
      const given = query.given ?? { params: {}, query: {} };
      const outcome = await services().callRoute({
        guildId,
        pluginId,
        method: read.method,
        path: filledPath(read.path, given.params),
        // What the plugin has fixed is not the caller's to change.
        query: stringsOf({ ...given.query, ...block.query }),
        ...(session ? { actor: { userId: session.userId } } : {}),
        access: level,
        language: askedLanguageOf(context),
      });
      if (!outcome.ok) {
        throw await pluginCallProblem(services(), outcome, { guildId, pluginId, level, session, language });
      }
      const data: unknown = outcome.body ?? null;
      const names = await namesInBlock(services().directory, guildId, level, block, data, textsOf(given));
      return { status: 200, body: { data, names } };
    }),
  ];
}

/** As an address would carry it: plugins read their queries from strings. */
function stringsOf(query: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, String(value)]),
  );
}

function textsOf({ params, query }: GivenView): ReadonlySet<string> {
  return new Set([...Object.values(params), ...Object.values(query)]);
}
