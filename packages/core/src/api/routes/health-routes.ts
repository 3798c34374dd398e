import { stalledAfterMs } from '../../observability/index.ts';
import { type Route, route } from '../contract/route.ts';
import { getLiveness, getMetrics, getReadiness } from '../contracts/health.ts';
import type { RouteDependencies } from './dependencies.ts';

export function healthRoutes({ readiness, eventLoop, metrics }: RouteDependencies): Route[] {
  return [
    route(getLiveness).handle(async () => {
      const eventLoopLagMs = Math.round(eventLoop.lagMs() * 10) / 10;
      return eventLoopLagMs < stalledAfterMs
        ? { status: 200, body: { status: 'ok', eventLoopLagMs } }
        : { status: 503, body: { status: 'stalled', eventLoopLagMs } };
    }),
    route(getReadiness).handle(async () => {
      const { ready, checks } = await readiness.read();
      return ready
        ? { status: 200, body: { status: 'ready', checks: [...checks] } }
        : { status: 503, body: { status: 'not_ready', checks: [...checks] } };
    }),
    route(getMetrics).handle(async () => ({ status: 200, stream: await metrics.registry.metrics() })),
  ];
}
