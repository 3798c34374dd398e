import { type Route, route } from '../contract/route.ts';
import { getMeta } from '../contracts/meta.ts';
import type { RouteDependencies } from './dependencies.ts';
import { inviteUrl, permissionsOfPlugins } from './invite.ts';

export function metaRoutes({ services, about, ownOrigin }: RouteDependencies): Route[] {
  return [
    route(getMeta).handle(async ({ context }) => {
      const { directory, catalogue } = services();
      return {
        status: 200,
        body: {
          version: about.version,
          mode: about.mode,
          safeMode: about.safeMode,
          applicationId: directory.applicationId,
          // The link opens the chat view: it is for pages of this host alone, whatever name a browser reached us by.
          chatUrl: knownHost(context.req.headers.host, ownOrigin(context.req))
            ? (about.chatUrl() ?? null)
            : null,
          inviteUrl: inviteUrl(about, directory.applicationId, permissionsOfPlugins(catalogue.list())),
          docsUrl: '/docs',
        },
      };
    }),
  ];
}

/** A name that somebody else's DNS leads here is not ours. */
function knownHost(host: string | undefined, origin: string): boolean {
  return host !== undefined && host.toLowerCase() === new URL(origin).host;
}
