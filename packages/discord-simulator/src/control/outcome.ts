import { CannotDo } from '../actors/index.ts';
import { answers } from '../world/actions/index.ts';
import type { Interaction, Snowflake } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import type { Choice, InteractionOutcome, Modal } from './protocol.ts';

/** What an interaction has come to; one that has no answer has failed. */
export function outcomeOf(interaction: Interaction): InteractionOutcome {
  const { id: interactionId, answer, answer_data, original_message_id: messageId } = interaction;
  switch (answer) {
    case null:
      return { interactionId, result: 'failed', message: 'The application did not respond' };
    case answers.modal:
      // Checked against Discord's rules when the application sent it.
      return { interactionId, result: 'modal', modal: answer_data as unknown as Modal };
    case answers.autocomplete:
      return { interactionId, result: 'choices', choices: (answer_data?.choices ?? []) as Choice[] };
    case answers.deferredMessage:
    case answers.deferredUpdate:
      return { interactionId, result: 'deferred', messageId };
    default:
      return { interactionId, result: 'answered', messageId };
  }
}

/**
 * Starts what a member does, and waits for the first answer to it: not for the content of a deferred one, which comes
 * as an event. Whatever the actor refuses is thrown; that nobody answered is an outcome.
 */
export async function firstAnswer(
  world: World,
  userId: Snowflake,
  act: () => Promise<unknown>,
): Promise<InteractionOutcome> {
  const created: Interaction[] = [];
  const stop = world.subscribe((event) => {
    if (event.type === 'interactionCreate' && event.interaction.user_id === userId)
      created.push(event.interaction);
  });
  // Actors create the interaction before they first wait for anything.
  const acting = act();
  stop();
  const interaction = created[0];
  if (!interaction) {
    await acting;
    throw new Error('the member acted, but no interaction came of it');
  }
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      stopListening();
      resolve(outcomeOf(world.tables.interaction.get(interaction.id) ?? interaction));
    };
    const stopListening = world.subscribe((event) => {
      if (event.type === 'interactionAnswer' && event.interaction.id === interaction.id) settle();
    });
    acting.then(settle, (error: unknown) => {
      if (error instanceof CannotDo && error.reason === 'application-did-not-respond') settle();
      else {
        stopListening();
        reject(error);
      }
    });
  });
}
