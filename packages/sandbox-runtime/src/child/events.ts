import type { EventPiece, RawEventPiece } from '@guildhall/sdk/host';
import { describeError } from '../protocol/errors.ts';
import { cacheOnly, type EventEntry } from '../protocol/messages.ts';
import { guildContext, makeContext } from './context.ts';
import { calling, type Guest } from './guest.ts';

type Failure = readonly [place: number, error: unknown];

/** Hands events to the pieces that hear them, and tells the host of each when all that it set off has ended. */
export class Events {
  readonly #guest: Guest;
  #done: unknown[] = [];

  constructor(guest: Guest) {
    this.#guest = guest;
  }

  /** @param batch acknowledged as soon as every handler has been called, however long they go on */
  deliver(batch: number, events: readonly EventEntry[]): void {
    for (const event of events) this.#one(event);
    this.#guest.link.channel.send(['got', batch]);
  }

  #one([id, guildId, type, payload, places, config]: EventEntry): void {
    const { plugin, structures } = this.#guest;
    const failures: Failure[] = [];
    const open: Promise<unknown>[] = [];
    const attempt = (place: number, run: () => unknown): void => {
      try {
        const result = run();
        if (typeof (result as PromiseLike<unknown> | undefined)?.then === 'function') {
          open.push(Promise.resolve(result).catch((error: unknown) => void failures.push([place, error])));
        }
      } catch (error) {
        failures.push([place, error]);
      }
    };
    const seat = this.#guest.seat(guildId);
    const context = () =>
      config === undefined
        ? guildContext(this.#guest, seat)
        : makeContext(this.#guest, seat, { guildId }, { config });
    calling.run({ guildId }, () => {
      const heard = new Map<string, number[]>();
      for (const place of places) {
        const piece = plugin.pieces[place];
        if (piece?.kind === 'onRaw') {
          attempt(place, () => (piece as RawEventPiece).run(context(), payload));
        } else if (piece?.kind === 'on') {
          const { event } = piece as EventPiece;
          heard.set(event, [...(heard.get(event) ?? []), place]);
        }
      }
      if (heard.size === 0 && !places.includes(cacheOnly)) return;
      structures.deliver(guildId, type, payload, (event, parameters) => {
        for (const place of heard.get(event) ?? []) {
          attempt(place, () => (plugin.pieces[place] as EventPiece).run(context(), ...parameters));
        }
      });
    });
    if (open.length === 0) this.#settled(id, failures);
    else void Promise.all(open).then(() => this.#settled(id, failures));
  }

  #settled(id: number, failures: readonly Failure[]): void {
    this.#done.push(
      failures.length === 0 ? id : [id, failures.map(([place, error]) => [place, describeError(error)])],
    );
    if (this.#done.length > 1) return;
    // Those that end in the same tick are told together.
    queueMicrotask(() => {
      this.#guest.link.channel.send(['done', this.#done]);
      this.#done = [];
    });
  }
}
