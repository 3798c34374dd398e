import { realTime } from '../real-time.ts';
import type { Dispatch } from '../schema/event-payloads.ts';
import type { Application, GatewaySession, Snowflake } from '../world/entities.ts';
import type { World } from '../world/world.ts';
import { Hearing } from './hearing.ts';

/** A dispatched event, as text: it is put in words once, and kept without holding on to any entity. */
export interface ReplayedEvent {
  seq: number;
  t: string;
  /** What it carries, as JSON. */
  json: string;
}

/** Where a session's events go while a client is connected. */
export interface SessionSink {
  deliver(event: ReplayedEvent): void;
}

/**
 * A gateway session: it outlives its connection, so that a client that lost it can resume and miss nothing.
 * Events that happen meanwhile are kept, the oldest going first when there are too many.
 */
export class Session {
  readonly id: string;
  readonly application: Application;
  readonly intents: number;
  readonly shard: readonly [number, number];
  readonly largeThreshold: number;
  readonly hears: Hearing;
  seq: number;
  replay: ReplayedEvent[] = [];
  sink: SessionSink | null = null;
  /** Real time at which its connection was lost. */
  lostAt: number | null = null;
  readonly #world: World;

  constructor(world: World, record: GatewaySession, application: Application) {
    this.#world = world;
    this.id = record.session_id;
    this.application = application;
    this.intents = record.intents;
    this.shard = record.shard;
    this.largeThreshold = record.large_threshold;
    this.seq = record.seq;
    this.hears = new Hearing(world, this);
  }

  /** How many events are kept for a resume: the design's bound. */
  #capacity(): number {
    const guilds = this.#world.tables.installation.count('application', this.application.id);
    return Math.max(100, Math.min(3500, guilds * 75));
  }

  dispatch({ t, d }: Dispatch): void {
    this.seq += 1;
    const event = { seq: this.seq, t, json: JSON.stringify(d) };
    this.keep(event);
    this.#world.record({ replay: this.id, seq: event.seq, t, d });
    // A client must not know of what a crash could still undo.
    this.#world.whenKept(() => this.sink?.deliver(event));
  }

  /** Keeps an event for a resume; also used when the journal is replayed. */
  keep(event: ReplayedEvent): void {
    this.seq = event.seq;
    this.replay.push(event);
    // Cut in bulk: shifting one by one costs as much as the buffer is long.
    const capacity = this.#capacity();
    if (this.replay.length > capacity * 2) this.replay.splice(0, this.replay.length - capacity);
  }

  /** What came after `seq`; `null` when some of it is no longer kept, or `seq` never was. */
  since(seq: number): ReplayedEvent[] | null {
    if (seq > this.seq || seq < 0) return null;
    const kept = this.replay.slice(-this.#capacity());
    const first = kept[0]?.seq ?? this.seq + 1;
    if (seq < first - 1) return null;
    return kept.filter((event) => event.seq > seq);
  }
}

/** How long a session waits for its client, in real time. */
const resumeWindow = 5 * 60_000;

export class Sessions {
  readonly #world: World;
  readonly #sessions = new Map<string, Session>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Takes up the sessions of a journal. Nobody is connected to them. */
  restore(replays: ReadonlyMap<string, readonly ReplayedEvent[]>): void {
    for (const record of [...this.#world.tables.gatewaySession.values()]) {
      const application = this.#world.tables.application.get(record.application_id);
      if (!application) {
        this.#world.tables.gatewaySession.delete(record.session_id);
        continue;
      }
      const session = new Session(this.#world, record, application);
      for (const event of replays.get(record.session_id) ?? []) session.keep(event);
      session.lostAt = realTime();
      this.#sessions.set(session.id, session);
    }
  }

  create(
    application: Application,
    given: Pick<GatewaySession, 'intents' | 'shard' | 'large_threshold'>,
  ): Session {
    this.#forgetLost();
    const record = this.#world.tables.gatewaySession.put({
      ...given,
      session_id: Buffer.from(this.#world.ids.secret(`session:${this.#world.ids.next()}`, 16))
        .toString('hex')
        .slice(0, 32),
      application_id: application.id,
      seq: 0,
    });
    const session = new Session(this.#world, record, application);
    this.#sessions.set(session.id, session);
    return session;
  }

  get(id: string): Session | undefined {
    const session = this.#sessions.get(id);
    if (session?.lostAt && realTime() - session.lostAt > resumeWindow) {
      this.end(session);
      return undefined;
    }
    return session;
  }

  end(session: Session): void {
    this.#sessions.delete(session.id);
    this.#world.tables.gatewaySession.delete(session.id);
  }

  all(): IterableIterator<Session> {
    return this.#sessions.values();
  }

  connected(applicationId: Snowflake): boolean {
    for (const session of this.#sessions.values()) {
      if (session.application.id === applicationId && session.sink) return true;
    }
    return false;
  }

  #forgetLost(): void {
    for (const session of [...this.#sessions.values()]) {
      if (session.lostAt !== null && realTime() - session.lostAt > resumeWindow) this.end(session);
    }
  }
}
