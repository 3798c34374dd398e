import { type Route, route } from '../contract/route.ts';
import { streamEvents } from '../contracts/live.ts';
import { eventStream } from '../live/event-stream.ts';
import type { RouteDependencies } from './dependencies.ts';

const heartbeatMs = 20_000;

export function liveRoutes({
  services,
  live,
  closing,
}: RouteDependencies & { closing: AbortSignal }): Route[] {
  return [
    route(streamEvents).handle(async ({ params, session, context }) => {
      const { guildId } = params;
      const lastId = context.get('last-event-id') || undefined;
      const stream = eventStream({
        live,
        guildId,
        lastId,
        heartbeatMs,
        signal: closing,
        async allowed() {
          const { sessions, access } = services();
          if (!(await sessions.find(session.id))) return false;
          const may = await access(guildId, session.userId);
          return may !== 'none' && may !== 'absent';
        },
      });
      // Proxies that collect answers would hold events back.
      context.set('x-accel-buffering', 'no');
      return { status: 200, stream };
    }),
  ];
}
