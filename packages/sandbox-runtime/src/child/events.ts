import type { EventPiece, RawEventPiece } from '@guildhall/sdk/host';
import { describeError } from '../protocol/errors.ts';
import { cacheOnly, countsByEvent, type EventEntry } from '../protocol/messages.ts';
import { type GuildSeat, guildContext, makeContext } from './context.ts';
import { calling, type Guest } from './guest.ts';

/** One event whose handlers run, and what has come of them. */
interface Happening {
  readonly entry: EventEntry;
  readonly seat: GuildSeat;
  failures: [place: number, error: unknown][] | undefined;
  open: Promise<void>[] | undefined;
}

/** Hands events to the pieces that hear them, and tells the host of each when all that it set off has ended. */
export class Events {
  readonly #guest: Guest;
  readonly #counts: boolean;
  #done: unknown[] = [];

  constructor(guest: Guest) {
    this.#guest = guest;
    this.#counts = countsByEvent(guest.manifest);
  }

  /** @param batch acknowledged as soon as every handler has been called, however long they go on */
  deliver(batch: number, events: readonly EventEntry[]): void {
    for (const event of events) this.#one(event);
    this.#guest.link.channel.send(['got', batch]);
  }

  #one(entry: EventEntry): void {
    const seat = this.#guest.seat(entry[1]);
    const happening: Happening = { entry, seat, failures: undefined, open: undefined };
    // Entering what is there costs a fraction of making it for each event.
    this.#guest.enter(seat, this.#handle, happening);
    const { open } = happening;
    if (open === undefined) this.#settled(happening);
    else void Promise.all(open).then(() => this.#settled(happening));
  }

  readonly #handle = (happening: Happening): void => {
    const { plugin, structures } = this.#guest;
    const [, guildId, type, payload, places] = happening.entry;
    /** By discord.js' event. */
    let heard: Map<string, number[]> | undefined;
    for (const place of places) {
      const piece = plugin.pieces[place];
      if (piece?.kind === 'onRaw') {
        this.#attempt(happening, place, piece as RawEventPiece, payload);
      } else if (piece?.kind === 'on') {
        const { event } = piece as EventPiece;
        heard ??= new Map();
        heard.set(event, [...(heard.get(event) ?? []), place]);
      }
    }
    if (heard === undefined && !places.includes(cacheOnly)) return;
    structures.deliver(guildId, type, payload, (event, parameters) => {
      for (const place of heard?.get(event) ?? []) {
        this.#attempt(happening, place, plugin.pieces[place] as EventPiece, ...parameters);
      }
    });
  };

  #attempt(
    happening: Happening,
    place: number,
    piece: EventPiece | RawEventPiece,
    ...given: readonly unknown[]
  ): void {
    try {
      const context = this.#context(happening);
      const [id, guildId] = happening.entry;
      const run = () => piece.run(context as never, ...(given as [never]));
      const result = this.#counts ? calling.run({ guildId, event: { id, place } }, run) : run();
      if (typeof (result as PromiseLike<unknown> | undefined)?.then !== 'function') return;
      happening.open ??= [];
      happening.open.push(
        Promise.resolve(result as PromiseLike<unknown>).then(
          () => undefined,
          (error: unknown) => fail(happening, place, error),
        ),
      );
    } catch (error) {
      fail(happening, place, error);
    }
  }

  #context({ entry: [, guildId, , , , config], seat }: Happening): unknown {
    return config === undefined
      ? guildContext(this.#guest, seat)
      : makeContext(this.#guest, seat, { guildId }, { config });
  }

  #settled({ entry: [id], failures }: Happening): void {
    this.#done.push(
      failures === undefined ? id : [id, failures.map(([place, error]) => [place, describeError(error)])],
    );
    if (this.#done.length > 1) return;
    // Those that end in the same tick are told together.
    queueMicrotask(() => {
      this.#guest.link.channel.send(['done', this.#done]);
      this.#done = [];
    });
  }
}

function fail(happening: Happening, place: number, error: unknown): void {
  happening.failures ??= [];
  happening.failures.push([place, error]);
}
