import type { KilledPlugin } from '../../kill-switch/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  type KilledPluginView,
  killPlugin,
  listKilledPlugins,
  revivePlugin,
} from '../contracts/kill-switch.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import type { RouteDependencies } from './dependencies.ts';

export function killSwitchRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(listKilledPlugins).handle(async () => ({
      status: 200,
      body: { items: services().killSwitch.list().map(killedView) },
    })),
    route(killPlugin).handle(async ({ params, body, session }) => {
      const { catalogue, killSwitch } = services();
      if (!catalogue.newest(params.pluginId)) throw new RequestProblem('plugin_not_found');
      const { userId, name } = session;
      const killed = await killSwitch.kill(params.pluginId, body.reason, { userId, name });
      return { status: 200, body: killedView(killed) };
    }),
    route(revivePlugin).handle(async ({ params }) => {
      if (!(await services().killSwitch.revive(params.pluginId))) throw new RequestProblem('not_killed');
      return { status: 204 };
    }),
  ];
}

function killedView({ pluginId, reason, at, by }: KilledPlugin): KilledPluginView {
  return { pluginId, reason, at: at.toISOString(), by: by ?? null };
}
