import { addReaction, deleteMessage, editMessage, readEmoji } from '../world/actions/index.ts';
import type { Message, Snowflake } from '../world/entities.ts';
import { messageView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import { attempt, CannotDo } from './cannot-do.ts';

/** A message in the hands of a member: what it says now, and what they can do with it. */
export class VirtualMessage {
  readonly id: Snowflake;
  readonly #world: World;
  readonly #userId: Snowflake;

  constructor(world: World, userId: Snowflake, id: Snowflake) {
    this.#world = world;
    this.#userId = userId;
    this.id = id;
  }

  get #record(): Message {
    const message = this.#world.tables.message.get(this.id);
    if (!message) throw new CannotDo('refused', 'the message is no longer there', 10008);
    return message;
  }

  get exists(): boolean {
    return this.#world.tables.message.has(this.id);
  }

  get content(): string {
    return this.#record.content;
  }

  get embeds(): Record<string, unknown>[] {
    return this.#record.embeds;
  }

  get components(): Record<string, unknown>[] {
    return this.#record.components;
  }

  get authorId(): Snowflake {
    return this.#record.author_id;
  }

  get channelId(): Snowflake {
    return this.#record.channel_id;
  }

  /** Emoji name → how often. */
  get reactions(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { emoji } of this.#world.tables.reaction.by('message', this.id)) {
      counts[emoji.name] = (counts[emoji.name] ?? 0) + 1;
    }
    return counts;
  }

  /** The message as Discord would give it. */
  get json(): Record<string, unknown> & { id: string } {
    return messageView(this.#world, this.#record, this.#userId);
  }

  async edit(text: string): Promise<this> {
    const { channel_id } = this.#record;
    attempt('the member', 'edit the message', () =>
      editMessage(this.#world, { userId: this.#userId }, channel_id, this.id, { content: text }),
    );
    return this;
  }

  async delete(): Promise<void> {
    const { channel_id } = this.#record;
    attempt('the member', 'delete the message', () =>
      deleteMessage(this.#world, { userId: this.#userId }, channel_id, this.id),
    );
  }

  async react(emoji: string): Promise<this> {
    const { channel_id } = this.#record;
    attempt('the member', `react with ${emoji}`, () =>
      addReaction(this.#world, { userId: this.#userId }, channel_id, this.id, readEmoji(this.#world, emoji)),
    );
    return this;
  }
}
