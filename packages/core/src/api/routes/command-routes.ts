import { type Route, route } from '../contract/route.ts';
import { listCommands } from '../contracts/commands.ts';
import type { RouteDependencies } from './dependencies.ts';

export function commandRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(listCommands).handle(async ({ params }) => {
      const { items, budget, creations, syncedAt, error } = await services().commands(params.guildId);
      return {
        status: 200,
        body: {
          items: [...items],
          budget: { ...budget },
          creations: {
            used: creations.used,
            limit: creations.limit,
            resetsAt: creations.resetsAt?.toISOString() ?? null,
          },
          syncedAt: syncedAt?.toISOString() ?? null,
          error: error ?? null,
        },
      };
    }),
  ];
}
