import { type Route, route } from '../contract/route.ts';
import { getGuildOpenApi } from '../contracts/openapi.ts';
import { documentWithPlugins } from '../openapi/plugin-paths.ts';
import type { RouteDependencies } from './dependencies.ts';

export function openApiRoutes({ services, hostDocument }: RouteDependencies): Route[] {
  return [
    route(getGuildOpenApi).handle(async ({ params }) => {
      const installed = await services().installations.list(params.guildId);
      return {
        status: 200,
        body: documentWithPlugins(
          hostDocument,
          installed.filter(({ state }) => state !== 'retained').map(({ version }) => version),
        ),
      };
    }),
  ];
}
