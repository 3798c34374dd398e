import type { GuildCommands } from '../../commands/index.ts';
import { type Route, route } from '../contract/route.ts';
import { type GuildCommandView, listCommands } from '../contracts/commands.ts';
import type { RouteDependencies } from './dependencies.ts';

export function commandRoutes({ services }: RouteDependencies): Route[] {
  return [
    route(listCommands).handle(async ({ params }) => {
      const { items, budget, menus, creations, syncedAt, error } = await services().commands(params.guildId);
      return {
        status: 200,
        body: {
          items: items.map(commandView),
          budget: { ...budget },
          menus: { user: { ...menus.user }, message: { ...menus.message } },
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

/** By Discord's types of menus. */
const kinds: Readonly<Record<number, GuildCommandView['kind']>> = { 2: 'user_menu', 3: 'message_menu' };

function commandView(command: GuildCommands['items'][number]): GuildCommandView {
  const { name, description, pluginId, state, leftOut, alias, takenBy, menu } = command;
  return {
    name,
    command: command.command,
    kind: (menu === undefined ? undefined : kinds[menu]) ?? 'slash',
    description,
    pluginId,
    state,
    leftOut: leftOut ?? null,
    alias: alias ?? null,
    clash: takenBy === undefined ? null : { pluginId: takenBy },
  };
}
