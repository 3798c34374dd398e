import type { Route } from '../router.ts';
import { routes } from '../router.ts';

/** What `GET /gateway/bot` tells: asked when called, since the port is known only then. */
export interface GatewayInfo {
  url(): string;
  recommendedShards(applicationId: string): number;
  maxConcurrency: number;
  /** IDENTIFYs that are left of the day's 1000. */
  remaining(applicationId: string): { remaining: number; resetAfter: number };
}

export function gatewayRoutes(info: GatewayInfo): Route[] {
  return routes(
    ['GET', '/gateway', () => ({ url: info.url() }), { auth: 'none' }],
    [
      'GET',
      '/gateway/bot',
      ({ application }) => {
        const { remaining, resetAfter } = info.remaining(application.id);
        return {
          url: info.url(),
          shards: info.recommendedShards(application.id),
          session_start_limit: {
            total: 1000,
            remaining,
            reset_after: resetAfter,
            max_concurrency: info.maxConcurrency,
          },
        };
      },
    ],
  );
}
