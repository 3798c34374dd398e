import type { Room } from '../rooms.ts';
import { authorizePages, stylesheet } from './authorize.ts';
import { currentAuthorization, tokenEndpoint } from './token-endpoint.ts';

/** Discord's OAuth2: the pages on which a member agrees, and the endpoints that an application calls. */
export const oauthRoom: Room = ({ server, world }) => {
  const mounts = [
    server.mount('/oauth2/style.css', stylesheet),
    server.mount('/oauth2/authorize', authorizePages(world, server)),
  ];
  for (const base of ['/api', '/api/v9', '/api/v10']) {
    mounts.push(
      server.mount(`${base}/oauth2/authorize`, authorizePages(world, server)),
      server.mount(`${base}/oauth2/token`, tokenEndpoint(world)),
      server.mount(`${base}/oauth2/@me`, currentAuthorization(world)),
    );
  }
  return () => {
    for (const unmount of mounts) unmount();
  };
};
