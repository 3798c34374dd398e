import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import type { Clock } from '@guildhall/sdk';
import type { Manifest, Plugin, SourcePositions } from '@guildhall/sdk/host';
import { aheadBy, type ClockReading } from '../protocol/clock-reading.ts';
import type { CallRef, GuildFacts } from '../protocol/messages.ts';
import { encodeValue } from '../protocol/values.ts';
import type { GuildSeat } from './context.ts';
import type { HostLink } from './link.ts';
import type { Structures } from './structures/structures.ts';
import { Transactions } from './transactions.ts';

/** On whose behalf something runs at this moment: what discord.js asks of Discord is asked in that name. */
export const calling: AsyncLocalStorage<CallRef> = new AsyncLocalStorage();

/** As it was when nothing had begun: no event is done in another's name. */
const outside = AsyncLocalStorage.snapshot();

/** The plugin as it lives in its process: all that contexts are made of. */
export class Guest {
  readonly link: HostLink;
  readonly plugin: Plugin;
  readonly manifest: Manifest;
  readonly structures: Structures;
  readonly positions: SourcePositions;
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly publicUrl: string | undefined;
  readonly #seats = new Map<string, GuildSeat>();
  #offset = 0;

  constructor(options: {
    link: HostLink;
    plugin: Plugin;
    manifest: Manifest;
    structures: Structures;
    positions: SourcePositions;
    clock: ClockReading;
    publicUrl: string | undefined;
  }) {
    this.link = options.link;
    this.plugin = options.plugin;
    this.manifest = options.manifest;
    this.structures = options.structures;
    this.positions = options.positions;
    this.transactions = new Transactions(options.link);
    this.publicUrl = options.publicUrl;
    this.clock = { now: () => Date.now() + this.#offset };
    this.setClock(options.clock);
  }

  setClock(reading: ClockReading): void {
    this.#offset = aheadBy(reading);
  }

  /** What the host says of a guild, always before the first call in it. */
  learn(guildId: string, facts: GuildFacts): void {
    const seat = this.#seats.get(guildId);
    if (seat && !seat.abort.signal.aborted) {
      seat.facts = facts;
      seat.context = undefined;
    } else {
      this.#seats.set(guildId, {
        id: guildId,
        facts,
        abort: new AbortController(),
        context: undefined,
        entrance: undefined,
      });
    }
  }

  seat(guildId: string): GuildSeat {
    const seat = this.#seats.get(guildId);
    if (!seat) throw new Error(`guild ${guildId} is not known here`);
    return seat;
  }

  /** Runs `work` in the guild's name. It takes an argument so that nobody needs a closure for each event. */
  enter<A>(seat: GuildSeat, work: (argument: A) => void, argument: A): void {
    seat.entrance ??= outside(() =>
      calling.run({ guildId: seat.id }, () => new AsyncResource('GuildhallGuild')),
    );
    seat.entrance.runInAsyncScope(work, undefined, argument);
  }

  /** The installation there was switched off. */
  leave(guildId: string): void {
    this.#seats.get(guildId)?.abort.abort(new Error(`${this.manifest.id} was switched off in this guild`));
    this.structures.leave(guildId);
  }

  log(level: string, message: unknown, details: unknown, guildId?: string): void {
    let plain: unknown;
    try {
      plain = encodeValue(details);
    } catch {
      plain = encodeValue({ note: 'the details could not be written' });
    }
    this.link.channel.send(['log', level, String(message).slice(0, 4_000), plain, guildId ?? null]);
  }

  /** For what nobody waits for: that it failed is written down. */
  forget(work: Promise<unknown>): void {
    work.catch((error: unknown) => this.log('warn', 'a call to the host failed', { error: String(error) }));
  }
}
