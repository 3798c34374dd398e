import { type Route, route } from '../contract/route.ts';
import {
  dismissProblem,
  getInstallation,
  installPlugin,
  listInstallations,
  renameCommand,
  uninstallPlugin,
  updateInstallation,
} from '../contracts/installations.ts';
import { apiBase } from '../openapi/document.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installationView } from './installation-view.ts';
import { installedOf } from './installed-of.ts';

export function installationRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(listInstallations).handle(async ({ params }) => ({
      status: 200,
      body: {
        items: (await services().installations.list(params.guildId))
          .filter((installation) => installation.state !== 'retained')
          .map(installationView),
      },
    })),
    route(installPlugin).handle(async ({ params, body, session }) => {
      const installation = await services().installations.install({
        guildId: params.guildId,
        pluginId: body.pluginId,
        manifestHash: body.manifestHash,
        ...(body.values ? { values: body.values } : {}),
        ...(body.shadowHours === undefined ? {} : { shadowHours: body.shadowHours }),
        ...(body.sharesContent ? { sharesContent: true } : {}),
        actor: byDashboard(session),
      });
      return {
        status: 201,
        body: installationView(installation),
        revision: installation.revision,
        location: `${apiBase}/guilds/${params.guildId}/installations/${body.pluginId}`,
      };
    }),
    route(getInstallation).handle(async ({ params }) => {
      const installation = await installedOf(services(), params.guildId, params.pluginId);
      return { status: 200, body: installationView(installation), revision: installation.revision };
    }),
    route(updateInstallation).handle(async ({ params, body, session, ifMatch }) => {
      const { guildId, pluginId } = params;
      const { installations } = services();
      const actor = byDashboard(session);
      let installation = await installedOf(services(), guildId, pluginId);
      let expected = ifMatch;
      if (body.sharesContent !== undefined) {
        const shares = body.sharesContent;
        installation = await installations.setSharesContent(guildId, pluginId, shares, actor, expected);
        // The second change follows our own first one.
        if (expected !== undefined) expected = installation.revision;
      }
      if (body.enabled !== undefined) {
        installation = await installations.setEnabled(guildId, pluginId, body.enabled, actor, expected);
      }
      return { status: 200, body: installationView(installation), revision: installation.revision };
    }),
    route(renameCommand).handle(async ({ params, body, session }) => {
      const { guildId, pluginId, command } = params;
      const installation = await services().installations.setCommandAlias(
        guildId,
        pluginId,
        command,
        body.alias,
        byDashboard(session),
      );
      return { status: 200, body: installationView(installation), revision: installation.revision };
    }),
    route(uninstallPlugin).handle(async ({ params, session }) => {
      await services().installations.uninstall(params.guildId, params.pluginId, byDashboard(session));
      return { status: 204 };
    }),
    route(dismissProblem).handle(async ({ params, session }) => {
      const { guildId, pluginId, problemId } = params;
      await services().installations.dismissProblem(guildId, pluginId, problemId, byDashboard(session));
      return { status: 204 };
    }),
  ];
}
