import { DiscordRefusal, type OutgoingMessage } from '@guildhall/sdk';
import type { ModalValue } from '@guildhall/sdk/host';
import { type Client, InteractionResponseType, MessageFlags, Routes } from 'discord.js';
import { asPlugin, type CallOwner, type InteractionGrant, toRefusal } from '../../discord/index.ts';
import { toMessageBody } from '../context/outgoing-message.ts';

/** The interaction that is answered. */
export interface Answerable {
  readonly id: string;
  readonly token: string;
  readonly applicationId: string;
  /** A component answers by default on its own message, a command with a new one. */
  readonly onComponent: boolean;
}

type State =
  | { readonly kind: 'none' }
  /** "Thinking…" is shown. */
  | { readonly kind: 'deferred'; readonly ephemeral: boolean }
  /** A component's click was taken note of; nothing is shown. */
  | { readonly kind: 'noted' }
  | { readonly kind: 'answered' };

/**
 * One interaction's answer, in the plugin's name.
 *
 * 1. Calls take effect one after another, in the order that they were made.
 * 2. `keepAlive` defers when nothing has been answered yet, so that a slow handler does not fail after Discord's 3 seconds;
 *    what the handler answers afterwards arrives as it meant it, an ephemeral answer included.
 */
export class Answer {
  readonly #client: Client;
  readonly #to: Answerable;
  readonly #owner: CallOwner;
  readonly #grant: InteractionGrant;
  #state: State = { kind: 'none' };
  #queue: Promise<unknown> = Promise.resolve();

  constructor(client: Client, to: Answerable, owner: CallOwner, grant: InteractionGrant) {
    this.#client = client;
    this.#to = to;
    this.#owner = owner;
    this.#grant = grant;
  }

  /** Whether Discord has had an answer, also one that the plugin gave through a discord.js structure. */
  get given(): boolean {
    return this.#state.kind !== 'none' || this.#grant.acknowledged;
  }

  reply(message: OutgoingMessage): Promise<void> {
    return this.#inOrder(async () => {
      const state = this.#now();
      const ephemeral = typeof message === 'object' && message.ephemeral === true;
      if (state.kind === 'none') {
        await this.#callback(InteractionResponseType.ChannelMessageWithSource, message);
      } else if (state.kind === 'deferred' && state.ephemeral === ephemeral) {
        await this.#patchOriginal(message);
      } else if (state.kind === 'deferred') {
        // "Thinking…" can't change who sees it: it is taken away, and the answer follows.
        await this.#client.rest.delete(this.#original(), { auth: false });
        await this.#follow(message);
      } else {
        await this.#follow(message);
      }
      this.#state = { kind: 'answered' };
    });
  }

  defer(options: { readonly ephemeral?: boolean } = {}): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#now().kind !== 'none') return;
      await this.#defer(options.ephemeral ?? false);
    });
  }

  followUp(message: OutgoingMessage): Promise<{ id: string }> {
    return this.#inOrder(async () => {
      if (this.#now().kind === 'none') {
        await this.#callback(InteractionResponseType.ChannelMessageWithSource, message);
        this.#state = { kind: 'answered' };
        const sent = (await this.#client.rest.get(this.#original(), { auth: false })) as { id: string };
        return { id: sent.id };
      }
      const sent = await this.#follow(message);
      this.#state = { kind: 'answered' };
      return sent;
    });
  }

  /** Changes the message that the component is on. */
  update(message: OutgoingMessage): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#now().kind === 'none') {
        await this.#callback(InteractionResponseType.UpdateMessage, message);
      } else {
        await this.#patchOriginal(message);
      }
      this.#state = { kind: 'answered' };
    });
  }

  showModal(modal: ModalValue): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#now().kind !== 'none') {
        throw new DiscordRefusal('A form can only be the first answer.', {
          remedy: 'Call showModal before reply, defer and anything slow.',
        });
      }
      await this.#post({ type: InteractionResponseType.Modal, data: modal });
      this.#state = { kind: 'answered' };
    });
  }

  /** Buys time when the handler has not answered yet. */
  keepAlive(): Promise<void> {
    return this.#inOrder(async () => {
      if (this.#now().kind !== 'none') return;
      if (this.#to.onComponent) await this.#note();
      else await this.#defer(false);
    });
  }

  /** The handler is done: a click needs no words, a command does. */
  finish(words: string): Promise<void> {
    return this.#inOrder(async () => {
      const state = this.#now();
      if (state.kind === 'none' && this.#to.onComponent) return this.#note();
      if (state.kind === 'none') {
        await this.#callback(InteractionResponseType.ChannelMessageWithSource, {
          content: words,
          ephemeral: true,
        });
        this.#state = { kind: 'answered' };
      } else if (state.kind === 'deferred') {
        await this.#patchOriginal(words);
        this.#state = { kind: 'answered' };
      }
    });
  }

  #now(): State {
    // Answered through a structure: only following up is left.
    if (this.#state.kind === 'none' && this.#grant.acknowledged) this.#state = { kind: 'answered' };
    return this.#state;
  }

  async #note(): Promise<void> {
    await this.#post({ type: InteractionResponseType.DeferredMessageUpdate });
    this.#state = { kind: 'noted' };
  }

  async #defer(ephemeral: boolean): Promise<void> {
    await this.#post({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ...(ephemeral ? { data: { flags: MessageFlags.Ephemeral } } : {}),
    });
    this.#state = { kind: 'deferred', ephemeral };
  }

  async #callback(type: InteractionResponseType, message: OutgoingMessage): Promise<void> {
    const { body, files } = toMessageBody(message);
    await this.#post({ type, data: body }, files);
  }

  async #post(body: unknown, files: ReturnType<typeof toMessageBody>['files'] = []): Promise<void> {
    await this.#client.rest.post(Routes.interactionCallback(this.#to.id, this.#to.token), {
      body,
      files,
      auth: false,
    });
  }

  async #patchOriginal(message: OutgoingMessage): Promise<void> {
    await this.#client.rest.patch(this.#original(), { ...toMessageBody(message), auth: false });
  }

  async #follow(message: OutgoingMessage): Promise<{ id: string }> {
    const sent = (await this.#client.rest.post(Routes.webhook(this.#to.applicationId, this.#to.token), {
      ...toMessageBody(message),
      auth: false,
      query: new URLSearchParams({ wait: 'true' }),
    })) as { id: string };
    return { id: sent.id };
  }

  #original(): `/${string}` {
    return Routes.webhookMessage(this.#to.applicationId, this.#to.token, '@original');
  }

  #inOrder<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(() =>
      asPlugin(this.#owner, work).catch((error: unknown) => {
        throw toRefusal(error);
      }),
    );
    // A refused answer is its caller's to handle; the next one is tried all the same.
    this.#queue = next.catch(() => undefined);
    return next;
  }
}
