import { type Route, route } from '../contract/route.ts';
import { listAudit } from '../contracts/audit.ts';
import { ActorViews } from './actor-views.ts';
import type { RouteDependencies } from './dependencies.ts';

export function auditRoutes({ services, cursors }: RouteDependencies): Route[] {
  return [
    route(listAudit).handle(async ({ params, query }) => {
      const { guildId } = params;
      const { limit, cursor, action, userId, from, to } = query;
      const list = JSON.stringify(['audit', guildId, action, userId, from, to]);
      const after = cursors.read(list, cursor);
      const found = await services().audit.list(guildId, {
        limit,
        after,
        action,
        userId,
        from: from === undefined ? undefined : new Date(from),
        to: to === undefined ? undefined : new Date(to),
      });
      const actors = new ActorViews(services().directory, guildId);
      return {
        status: 200,
        body: {
          items: await Promise.all(
            found.items.map(async ({ id, at, actor, action, target, before, after }) => ({
              id,
              at: at.toISOString(),
              actor: await actors.of(actor),
              action,
              target,
              ...(before === undefined ? {} : { before }),
              ...(after === undefined ? {} : { after }),
            })),
          ),
          nextCursor: found.next === undefined ? null : cursors.write(list, found.next),
        },
      };
    }),
  ];
}
