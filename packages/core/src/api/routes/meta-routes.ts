import { type Route, route } from '../contract/route.ts';
import { getMeta } from '../contracts/meta.ts';
import type { RouteDependencies } from './dependencies.ts';
import { inviteUrl, permissionsOfPlugins } from './invite.ts';

export function metaRoutes({ services, about }: RouteDependencies): Route[] {
  return [
    route(getMeta).handle(async () => {
      const { directory, catalogue } = services();
      return {
        status: 200,
        body: {
          version: about.version,
          mode: about.mode,
          applicationId: directory.applicationId,
          chatUrl: about.chatUrl() ?? null,
          inviteUrl: inviteUrl(about, directory.applicationId, permissionsOfPlugins(catalogue.list())),
          docsUrl: '/docs',
        },
      };
    }),
  ];
}
