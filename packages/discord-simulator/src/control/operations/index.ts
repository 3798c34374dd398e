import type { DiscordSimulator } from '../../simulator.ts';
import type { World } from '../../world/world.ts';
import type { AnswerOf, OperationName, RequestOf } from '../protocol.ts';
import { Actors } from './actors.ts';
import { guildOperations } from './guilds.ts';
import { interactionOperations } from './interactions.ts';
import { messageOperations } from './messages.ts';
import { readingOperations } from './reading.ts';
import { simulatorOperations } from './simulator.ts';

export type Handlers<Names extends OperationName = OperationName> = {
  [N in Names]: (request: RequestOf<N>) => AnswerOf<N> | Promise<AnswerOf<N>>;
};

/** Every operation of the control API. What members do goes through the same actors as in the tests. */
export function operations(world: World, simulator: DiscordSimulator): Handlers {
  const actors = new Actors(world);
  return {
    ...readingOperations(world, simulator, actors),
    ...messageOperations(world, actors),
    ...interactionOperations(world, actors),
    ...guildOperations(world, actors),
    ...simulatorOperations(world, simulator, actors),
  };
}
