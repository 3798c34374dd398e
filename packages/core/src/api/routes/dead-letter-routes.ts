import type { DeadLetter } from '../../runtime/index.ts';
import { type Route, route } from '../contract/route.ts';
import {
  type DeadLetterView,
  discardDeadLetter,
  listDeadLetters,
  replayDeadLetter,
} from '../contracts/dead-letters.ts';
import { RequestProblem } from '../problems/request-problem.ts';
import { byDashboard } from './by-dashboard.ts';
import type { RouteDependencies } from './dependencies.ts';
import { installedOf } from './installed-of.ts';

export function deadLetterRoutes({ services }: RouteDependencies): Route[] {
  const letterOf = async (guildId: string, pluginId: string, id: string): Promise<DeadLetter> => {
    await installedOf(services(), guildId, pluginId);
    const found = (await services().deadLetters(guildId, pluginId)).find((letter) => letter.id === id);
    if (!found) throw new RequestProblem('dead_letter_not_found');
    return found;
  };
  return [
    route(listDeadLetters).handle(async ({ params }) => {
      const { guildId, pluginId } = params;
      await installedOf(services(), guildId, pluginId);
      return {
        status: 200,
        body: { items: (await services().deadLetters(guildId, pluginId)).map(letterView) },
      };
    }),
    route(replayDeadLetter).handle(async ({ params, session }) => {
      const { guildId, pluginId, letterId } = params;
      await letterOf(guildId, pluginId, letterId);
      const replayed = await services().replayDeadLetter(guildId, pluginId, letterId, byDashboard(session));
      if (!replayed) throw new RequestProblem('dead_letter_not_replayable');
      return { status: 204 };
    }),
    route(discardDeadLetter).handle(async ({ params, session }) => {
      const { guildId, pluginId, letterId } = params;
      await letterOf(guildId, pluginId, letterId);
      await services().discardDeadLetter(guildId, pluginId, letterId, byDashboard(session));
      return { status: 204 };
    }),
  ];
}

function letterView(letter: DeadLetter): DeadLetterView {
  const { id, kind, job, event, replayable, input, attempts, dueAt, failedAt, reference } = letter;
  return {
    id,
    kind,
    job,
    event: event ?? null,
    replayable,
    input: input ?? null,
    attempts,
    dueAt: dueAt.toISOString(),
    failedAt: failedAt.toISOString(),
    reference,
  };
}
