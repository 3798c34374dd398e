import type { ConfigRevision, Installation } from '../../installations/types.ts';
import { type Route, route } from '../contract/route.ts';
import {
  type ConfigRevisionView,
  type ConfigView,
  getConfig,
  listConfigRevisions,
  replaceConfig,
  restoreConfig,
  validateConfig,
} from '../contracts/configs.ts';
import { fieldErrors } from '../problems/installation-problems.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { ActorViews } from './actor-views.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installedOf } from './installed-of.ts';
import { pageOf } from './page-of.ts';

export function configRoutes({ services, cursors }: RouteDependencies): Route[] {
  const actorsOf = (guildId: string) => new ActorViews(services().directory, guildId);

  const installed = (guildId: string, pluginId: string) => installedOf(services(), guildId, pluginId);

  async function answer(
    installation: Installation,
  ): Promise<{ status: 200; body: ConfigView; revision: number }> {
    const { revision, config, version, guildId } = installation;
    const { schema, defaults } = version.manifest.config;
    const current = await revisionView(actorsOf(guildId), config);
    return { status: 200, body: { revision, current, schema, defaults }, revision };
  }

  return [
    route(getConfig).handle(async ({ params }) => answer(await installed(params.guildId, params.pluginId))),
    route(replaceConfig).handle(async ({ params, body, ifMatch, session, language }) =>
      answer(
        await services().installations.configure(
          params.guildId,
          params.pluginId,
          body.values,
          ifMatch,
          byDashboard(session),
          language,
          body.overrides,
        ),
      ),
    ),
    route(validateConfig).handle(async ({ params, body, language }) => {
      const { guildId, pluginId } = params;
      await installed(guildId, pluginId);
      const problems = await services().installations.validateConfig(
        guildId,
        pluginId,
        body.values,
        language,
        body.overrides,
      );
      return { status: 200, body: { valid: problems.length === 0, errors: fieldErrors(problems) } };
    }),
    route(listConfigRevisions).handle(async ({ params, query }) => {
      const { guildId, pluginId } = params;
      await installed(guildId, pluginId);
      const { items, nextCursor } = await pageOf(
        cursors,
        ['config', guildId, pluginId],
        query,
        (limit, before) =>
          services().installations.history(
            guildId,
            pluginId,
            limit,
            before === undefined ? undefined : Number(before),
          ),
        ({ number }) => number,
      );
      const actors = actorsOf(guildId);
      return {
        status: 200,
        body: {
          items: await Promise.all(items.map((revision) => revisionView(actors, revision))),
          nextCursor,
        },
      };
    }),
    route(restoreConfig).handle(async ({ params, body, ifMatch, session }) => {
      const { guildId, pluginId } = params;
      await installed(guildId, pluginId);
      const [older] = await services().installations.history(guildId, pluginId, 1, body.revision + 1);
      if (older?.number !== body.revision) throw new RequestProblem('revision_not_found');
      return answer(
        await services().installations.restore(
          guildId,
          pluginId,
          body.revision,
          ifMatch,
          byDashboard(session),
        ),
      );
    }),
  ];
}

async function revisionView(actors: ActorViews, revision: ConfigRevision): Promise<ConfigRevisionView> {
  return {
    number: revision.number,
    configVersion: revision.configVersion,
    values: revision.values,
    effective: revision.effective,
    overrides: [...revision.overrides],
    actor: await actors.of(revision.actor),
    at: revision.at.toISOString(),
    restoredFrom: revision.restoredFrom ?? null,
  };
}
