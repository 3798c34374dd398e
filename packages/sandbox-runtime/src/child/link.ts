import * as sdk from '@guildhall/sdk';
import type { Channel } from '../protocol/channel.ts';
import { readError, reviveError } from '../protocol/errors.ts';
import type { CallRef } from '../protocol/messages.ts';
import { decodeValue, encodeValue } from '../protocol/values.ts';

type ErrorClass = abstract new (...parameters: never[]) => Error;

/** Errors that the host throws and plugins tell apart with `instanceof`: every one that the SDK has. */
const classes: Readonly<Record<string, ErrorClass>> = {
  ...Object.fromEntries(
    Object.entries(sdk).filter(
      ([, value]) => typeof value === 'function' && value.prototype instanceof sdk.SdkError,
    ) as unknown as [string, ErrorClass][],
  ),
  BrokerRefusal: sdk.DiscordRefusal as unknown as ErrorClass,
  TypeError,
  RangeError,
};

/** The way to the host: questions with answers. */
export class HostLink {
  readonly channel: Channel;
  readonly #open = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  /** Asks for a function of the context: `reply`, `data`, `discord.send` … @throws what the host threw */
  ask(ref: CallRef, path: string, parameters: readonly unknown[]): Promise<unknown> {
    return this.#question('ask', ref, [path, parameters]);
  }

  question(kind: 'rest' | 'snapshot', ref: CallRef, parameters: readonly unknown[]): Promise<unknown> {
    return this.#question(kind, ref, parameters);
  }

  /** An id for `answered`, for a question that is put by the caller. */
  open(): { readonly id: number; readonly answer: Promise<unknown> } {
    this.#last += 1;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#open.set(this.#last, { resolve, reject });
    return { id: this.#last, answer: promise };
  }

  answered(id: number, ok: boolean, value: unknown): void {
    const waiting = this.#open.get(id);
    if (!waiting) return;
    this.#open.delete(id);
    if (ok) waiting.resolve(decodeValue(value));
    else waiting.reject(reviveError(readError(value), classes));
  }

  async #question(kind: string, ref: CallRef, parameters: readonly unknown[]): Promise<unknown> {
    const encoded = encodeValue(parameters) as unknown[];
    const { id, answer } = this.open();
    this.channel.send([kind, id, ref, ...encoded]);
    return answer;
  }
}
