import { CannotDo, type Reply } from '@guildhall/discord-simulator';
import type { Stimulus } from './trial.ts';

/** What virtual members cannot do is no failure here: a command is gone, or takes other values than the samples. */
export async function attempt(stimulus: Stimulus): Promise<Reply | undefined> {
  try {
    return await stimulus.act();
  } catch (error) {
    if (error instanceof CannotDo) return undefined;
    throw new Error(`"${stimulus.name}" could not be tried.`, { cause: error });
  }
}
