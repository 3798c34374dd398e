import type { EventPiece, RawEventPiece, SourcePositions } from '@guildhall/sdk/host';
import { describeError } from '../protocol/errors.ts';
import {
  cacheOnly,
  countsByEvent,
  type EventEnd,
  type EventHead,
  mostInBatch,
} from '../protocol/messages.ts';
import { type GuildSeat, guildContext, makeContext } from './context.ts';
import { calling, type Guest } from './guest.ts';

/** Whose events are alike: of one guild and one name, for the same pieces. Looked up once, not for each event. */
interface Kind {
  readonly seat: GuildSeat;
  readonly type: string;
  readonly raw: readonly { readonly place: number; readonly piece: RawEventPiece }[];
  /** Pieces that want structures, by discord.js' event. */
  readonly on: ReadonlyMap<string, readonly number[]>;
  /** discord.js has to be told, for a piece or for its caches. */
  readonly structures: boolean;
  /** The configuration where it happened, when that is another than the guild's. */
  readonly config?: { readonly value: unknown };
}

/** One event whose handlers run, and what has come of them. */
interface Happening {
  readonly id: number;
  readonly kind: Kind;
  readonly payload: unknown;
  failures: [place: number, error: unknown][] | undefined;
  open: Promise<void>[] | undefined;
}

/** Hands events to the pieces that hear them, and tells the host of each when all that it set off has ended. */
export class Events {
  readonly #guest: Guest;
  readonly #counts: boolean;
  #kinds: (Kind | undefined)[] = [];
  #ended: EventEnd[] = [];

  constructor(guest: Guest) {
    this.#guest = guest;
    this.#counts = countsByEvent(guest.manifest);
  }

  /**
   * @param batch acknowledged as soon as every handler has been called, however long they go on. With it goes which of its events
   *   have not ended yet, and which have failed; nobody is told of each of the many that are done at once.
   */
  deliver(batch: number, payloads: readonly unknown[], heads: readonly EventHead[]): void {
    let id = batch * mostInBatch;
    let pending: number[] | undefined;
    let failed: EventEnd[] | undefined;
    for (let index = 0; index < heads.length; index += 1) {
      const head = heads[index] as EventHead;
      const kind = this.#kindOf(head);
      const isPacket = typeof head === 'number' ? head < 0 : head[0] === 1;
      const given = payloads[index];
      const payload = isPacket ? (given as { readonly d: unknown }).d : given;
      const happening: Happening = { id, kind, payload, failures: undefined, open: undefined };
      id += 1;
      // Entering what is there costs a fraction of making it for each event.
      this.#guest.enter(kind.seat, this.#handle, happening);
      const { open } = happening;
      if (open !== undefined) {
        pending ??= [];
        pending.push(happening.id);
        void Promise.all(open).then(() => this.#end(happening));
      } else if (happening.failures !== undefined) {
        failed ??= [];
        failed.push(endOf(happening, this.#guest.positions));
      }
    }
    const { channel } = this.#guest.link;
    if (pending || failed) channel.send(['got', batch, pending ?? [], failed ?? []]);
    else channel.send(['got', batch]);
  }

  /** The guild has left: nothing of it comes any more. */
  leave(guildId: string): void {
    this.#kinds = this.#kinds.map((kind) => (kind?.seat.id === guildId ? undefined : kind));
  }

  #kindOf(head: EventHead): Kind {
    if (typeof head === 'number') {
      const known = this.#kinds[head < 0 ? -1 - head : head];
      if (!known) throw new Error(`events of kind ${head} are not known here`);
      return known;
    }
    const kind = this.#makeKind(head);
    if (head.length === 4) this.#kinds.push(kind);
    return kind;
  }

  #makeKind(head: Exclude<EventHead, number>): Kind {
    const [, guildId, type, places] = head;
    const raw: { place: number; piece: RawEventPiece }[] = [];
    const on = new Map<string, number[]>();
    for (const place of places) {
      const piece = this.#guest.plugin.pieces[place];
      if (piece?.kind === 'onRaw') raw.push({ place, piece: piece as RawEventPiece });
      else if (piece?.kind === 'on') {
        const { event } = piece as EventPiece;
        on.set(event, [...(on.get(event) ?? []), place]);
      }
    }
    return {
      seat: this.#guest.seat(guildId),
      type,
      raw,
      on,
      structures: on.size > 0 || places.includes(cacheOnly),
      ...(head.length === 5 && { config: { value: head[4] } }),
    };
  }

  readonly #handle = (happening: Happening): void => {
    const { kind, payload } = happening;
    for (const { place, piece } of kind.raw) this.#attempt(happening, place, piece, payload);
    if (!kind.structures) return;
    const { plugin, structures } = this.#guest;
    structures.deliver(kind.seat.id, kind.type, payload, (event, parameters) => {
      for (const place of kind.on.get(event) ?? []) {
        const piece = plugin.pieces[place] as EventPiece;
        this.#attempt(happening, place, { run: (context) => piece.run(context, ...parameters) }, undefined);
      }
    });
  };

  #attempt(
    happening: Happening,
    place: number,
    piece: { run(context: never, payload: never): unknown },
    payload: unknown,
  ): void {
    try {
      const context = this.#context(happening.kind) as never;
      const result = this.#counts
        ? calling.run({ guildId: happening.kind.seat.id, event: { id: happening.id, place } }, () =>
            piece.run(context, payload as never),
          )
        : piece.run(context, payload as never);
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

  #context({ seat, config }: Kind): unknown {
    return config === undefined
      ? guildContext(this.#guest, seat)
      : makeContext(this.#guest, seat, { guildId: seat.id }, { config: config.value });
  }

  #end(happening: Happening): void {
    this.#ended.push(endOf(happening, this.#guest.positions));
    if (this.#ended.length > 1) return;
    // Those that end in the same tick are told together.
    queueMicrotask(() => {
      this.#guest.link.channel.send(['done', this.#ended]);
      this.#ended = [];
    });
  }
}

function endOf({ id, failures }: Happening, positions: SourcePositions): EventEnd {
  return failures === undefined
    ? id
    : [id, failures.map(([place, error]) => [place, describeError(error, positions)])];
}

function fail(happening: Happening, place: number, error: unknown): void {
  happening.failures ??= [];
  happening.failures.push([place, error]);
}
