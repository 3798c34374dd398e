import { answers } from '../world/actions/index.ts';
import type { Interaction, Message } from '../world/entities.ts';
import { everythingIn } from '../world/history.ts';
import { limits, messageFlags } from '../world/limits.ts';
import { messageView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { CannotDo } from './cannot-do.ts';
import { clickComponent, selectInComponent, submitModal } from './components.ts';
import type { ModalValue, VirtualModal } from './modal.ts';
import { waitFor } from './wait.ts';

/**
 * What came of something that a member did: the application's answer, as they see it. It follows the message: after
 * an edit, `content` is the new one.
 */
export class Reply {
  readonly #world: World;
  readonly #interactionId: string;
  /** Kept for when the world has forgotten it (its token is over). */
  #last: Interaction;
  /** The message as it was when the handle was given out, or when an edit was last waited for. */
  #seen: Message | null;

  constructor(world: World, interaction: Interaction) {
    this.#world = world;
    this.#interactionId = interaction.id;
    this.#last = interaction;
    this.#seen = this.#message;
  }

  get interaction(): Interaction {
    this.#last = this.#world.tables.interaction.get(this.#interactionId) ?? this.#last;
    return this.#last;
  }

  get #message(): Message | null {
    const id = this.interaction.original_message_id;
    return (id && this.#world.tables.message.get(id)) || null;
  }

  /** The message as Discord would give it, or `null` when there is none (a modal, or it was deleted). */
  get message(): (Record<string, unknown> & { id: string }) | null {
    const message = this.#message;
    return message ? messageView(this.#world, message, this.interaction.user_id) : null;
  }

  get content(): string {
    return this.#message?.content ?? '';
  }

  get embeds(): Record<string, unknown>[] {
    return this.#message?.embeds ?? [];
  }

  get components(): Record<string, unknown>[] {
    return this.#message?.components ?? [];
  }

  get ephemeral(): boolean {
    return ((this.#message?.flags ?? 0) & messageFlags.ephemeral) !== 0;
  }

  /** Whether the application first said that it is thinking. */
  get deferred(): boolean {
    return this.interaction.answer === answers.deferredMessage;
  }

  /** The modal that opened, if that was the answer. */
  get modal(): VirtualModal | null {
    const { answer, answer_data } = this.interaction;
    if (answer !== answers.modal || !answer_data) return null;
    return {
      customId: String(answer_data.custom_id),
      title: String(answer_data.title),
      components: answer_data.components as Record<string, unknown>[],
    };
  }

  /** Messages that the application sent after its answer, those that only this member sees among them. */
  get followups(): (Record<string, unknown> & { id: string })[] {
    const { id, original_message_id, user_id, channel_id } = this.interaction;
    return everythingIn(this.#world, channel_id)
      .filter((message) => message.interaction_metadata?.id === id && message.id !== original_message_id)
      .map((message) => messageView(this.#world, message, user_id));
  }

  /** Presses a button of the message, by its label or custom id. */
  async click(labelOrCustomId: string): Promise<Reply> {
    return awaitReply(
      this.#world,
      await clickComponent(this.#world, this.interaction.user_id, this.#shown(), labelOrCustomId),
    );
  }

  /** Chooses in a select menu of the message, by its custom id or placeholder. */
  async select(customIdOrPlaceholder: string, values: (string | { id: string })[]): Promise<Reply> {
    const by = this.interaction.user_id;
    return awaitReply(
      this.#world,
      await selectInComponent(this.#world, by, this.#shown(), customIdOrPlaceholder, values),
    );
  }

  /** Fills in the modal and sends it. Values by custom id. */
  async submit(values: Record<string, ModalValue>): Promise<Reply> {
    const { modal } = this;
    if (!modal) throw new CannotDo('no-modal', 'no modal is open: the answer was none');
    return awaitReply(this.#world, await submitModal(this.#world, this.interaction, modal, values));
  }

  /**
   * Waits until the message is no longer what it was when this handle was given out (or when this was last called):
   * an application that defers an update edits it later. Rejects when nothing comes within `ms` (real time).
   */
  async waitForEdit(ms = 5000): Promise<this> {
    const before = this.#seen;
    const found = await waitFor(this.#world, () => (this.#message === before ? null : this.#message), ms);
    if (!found)
      throw new CannotDo('application-did-not-respond', `the message was not edited within ${ms} ms`);
    this.#seen = found;
    return this;
  }

  /** Waits until there are at least `count` further messages. */
  async waitForFollowup(count = 1, ms = 5000): Promise<Record<string, unknown> & { id: string }> {
    const found = await waitFor(this.#world, () => this.followups[count - 1], ms);
    if (!found) throw new CannotDo('application-did-not-respond', `no followup came within ${ms} ms`);
    return found;
  }

  #shown(): Message {
    const message = this.#message;
    if (!message) throw new CannotDo('unknown-component', 'there is no message to click on');
    return message;
  }
}

/**
 * Waits for the application to answer. A deferred answer counts once its content is there.
 * Fails as the client does: "The application did not respond".
 */
export async function awaitReply(world: World, interaction: Interaction): Promise<Reply> {
  const current = () => world.tables.interaction.get(interaction.id);
  const answered = await waitFor(
    world,
    () => (current()?.answer == null ? null : current()),
    limits.interactionAnswer + 200,
  );
  if (!answered) {
    throw new CannotDo(
      'application-did-not-respond',
      `the application did not respond to ${interaction.name ?? interaction.custom_id ?? 'the interaction'} within 3 s`,
    );
  }
  if (answered.answer === answers.deferredMessage) {
    const id = answered.original_message_id ?? '';
    const loading = () => ((world.tables.message.get(id)?.flags ?? 0) & messageFlags.loading) !== 0;
    const done = await waitFor(world, () => (loading() ? null : true), 15_000);
    if (!done) {
      throw new CannotDo('application-did-not-respond', 'the application is still thinking after 15 s');
    }
  }
  return new Reply(world, answered);
}
