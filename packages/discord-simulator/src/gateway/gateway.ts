import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GatewayCloseCodes, GatewayIntentBits } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import type { GatewayFaults } from '../faults/faults.ts';
import { realTime } from '../real-time.ts';
import { whatIsWrong } from '../schema/answers.ts';
import type { Dispatch } from '../schema/event-payloads.ts';
import { eventEntities } from '../schema/events.ts';
import type { SpecSchema } from '../schema/spec.ts';
import type { Traffic } from '../traffic.ts';
import type { WorldEvent } from '../world/events.ts';
import { ownUserView } from '../world/views/index.ts';
import type { World } from '../world/world.ts';
import type { GatewayHost } from './connection.ts';
import { Connection } from './connection.ts';
import { dispatchesFor } from './dispatches.ts';
import type { Compression } from './encoder.ts';
import { shardOf } from './hearing.ts';
import { allIntents, disallowedIntents } from './intents.ts';
import { guildCreatePayload } from './payloads.ts';
import type { ReplayedEvent, Session } from './sessions.ts';
import { Sessions } from './sessions.ts';

type Fields = Record<string, unknown>;

export interface GatewayOptions {
  world: World;
  traffic: Traffic;
  /** Schemas to check events with; `null` when they are not to be checked. */
  schemas: ReadonlyMap<string, SpecSchema> | null;
  /** Milliseconds between two IDENTIFYs of the same key (`shard_id % max_concurrency`); 0 for no limit. */
  identifyWindow: number;
  url: () => string;
}

export const maxConcurrency = 16;
/** From this many guilds on a shard on, Discord wants more shards. */
const guildsPerShard = 2500;

/** The gateway: takes sockets, keeps sessions, and tells each what its bot may hear. */
export class Gateway implements GatewayHost, GatewayFaults {
  readonly world: World;
  readonly traffic: Traffic;
  readonly sessions: Sessions;
  holdFor: () => number = () => 0;
  withholdsAcks = false;
  readonly #options: GatewayOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  readonly #connections = new Set<Connection>();
  readonly #identified = new Map<string, number>();
  readonly #identifies = new Map<string, { since: number; count: number }>();
  readonly #stop: () => void;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.world = options.world;
    this.traffic = options.traffic;
    this.sessions = new Sessions(options.world);
    this.#stop = this.world.subscribe((event) => this.#tell(event));
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      const version = url.searchParams.get('v');
      if (version !== null && version !== '10' && version !== '9') {
        client.close(GatewayCloseCodes.InvalidAPIVersion);
        return;
      }
      const encoding = url.searchParams.get('encoding') ?? 'json';
      const compression = url.searchParams.get('compress') ?? 'none';
      if (encoding !== 'json' || !['none', 'zlib-stream', 'zstd-stream'].includes(compression)) {
        this.world.violate(
          'gateway-protocol',
          'connect',
          `encoding=${encoding}&compress=${compression} is not simulated`,
        );
        client.close(GatewayCloseCodes.DecodeError);
        return;
      }
      this.#connections.add(new Connection(client, socket, this, compression as Compression));
    });
  }

  /** Frames that no socket has taken yet. */
  get pending(): number {
    let pending = 0;
    for (const connection of this.#connections) pending += connection.pending;
    return pending;
  }

  get connections(): number {
    return this.#connections.size;
  }

  #tell(event: WorldEvent): void {
    for (const session of this.sessions.all()) {
      for (const dispatch of dispatchesFor(this.world, event, session)) this.#dispatch(session, dispatch);
    }
  }

  #dispatch(session: Session, dispatch: Dispatch): void {
    this.#check(dispatch);
    session.dispatch(dispatch);
  }

  #check({ t, d }: Dispatch): void {
    const { schemas } = this.#options;
    if (!schemas) return;
    for (const { shape, value } of eventEntities(t, d)) {
      const wrong = whatIsWrong(schemas, shape, JSON.stringify(value));
      if (wrong) this.world.violate('event-schema', t, wrong);
    }
  }

  identify(data: Fields): Session | { close: GatewayCloseCodes } | 'invalid-session' {
    const token = String(data.token ?? '').replace(/^Bot /, '');
    const application = this.world.tables.application.by('token', token)[0];
    if (!application) return { close: GatewayCloseCodes.AuthenticationFailed };
    const intents = data.intents;
    if (typeof intents !== 'number' || !Number.isInteger(intents) || (intents & ~allIntents) !== 0) {
      return { close: GatewayCloseCodes.InvalidIntents };
    }
    if (disallowedIntents(intents, application.privileged_intents) !== 0) {
      return { close: GatewayCloseCodes.DisallowedIntents };
    }
    const shard = (data.shard ?? [0, 1]) as unknown[];
    const [id, count] = shard;
    if (typeof id !== 'number' || typeof count !== 'number' || id < 0 || count < 1 || id >= count) {
      return { close: GatewayCloseCodes.InvalidShard };
    }
    const guilds = this.world.tables.installation
      .by('application', application.id)
      .filter((it) => shardOf(it.guild_id, count) === id).length;
    if (guilds > guildsPerShard) return { close: GatewayCloseCodes.ShardingRequired };
    const key = `${application.id}:${id % maxConcurrency}`;
    const last = this.#identified.get(key) ?? Number.NEGATIVE_INFINITY;
    if (realTime() - last < this.#options.identifyWindow) return 'invalid-session';
    this.#identified.set(key, realTime());
    const day = this.#identifies.get(application.id);
    if (!day || realTime() - day.since > 86_400_000)
      this.#identifies.set(application.id, { since: realTime(), count: 1 });
    else day.count += 1;
    return this.sessions.create(application, {
      intents,
      shard: [id, count],
      large_threshold: typeof data.large_threshold === 'number' ? data.large_threshold : 50,
    });
  }

  ready(session: Session): Record<string, unknown> {
    const { application } = session;
    const user = this.world.tables.user.get(application.bot_user_id);
    if (!user) throw new Error(`application ${application.id} has no bot user`);
    return {
      v: 10,
      user: ownUserView(user, true),
      guilds: this.#guildsOf(session).map((guild) => ({ id: guild.id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: this.#options.url(),
      shard: [...session.shard],
      application: { id: application.id, flags: application.flags },
      session_type: 'normal',
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      _trace: ['["simulator"]'],
    };
  }

  greet(session: Session): void {
    if ((session.intents & GatewayIntentBits.Guilds) === 0) return;
    for (const guild of this.#guildsOf(session)) {
      this.#dispatch(session, {
        t: 'GUILD_CREATE',
        d: guildCreatePayload(this.world, guild, session.application.bot_user_id, {
          presences: (session.intents & GatewayIntentBits.GuildPresences) !== 0,
          largeThreshold: session.largeThreshold,
        }),
      });
    }
  }

  #guildsOf(session: Session) {
    return this.world.tables.member
      .by('user', session.application.bot_user_id)
      .filter((member) => shardOf(member.guild_id, session.shard[1]) === session.shard[0])
      .flatMap((member) => this.world.tables.guild.get(member.guild_id) ?? []);
  }

  resume(data: Fields): { session: Session; missed: ReplayedEvent[] } | { close: GatewayCloseCodes } | null {
    const token = String(data.token ?? '').replace(/^Bot /, '');
    const application = this.world.tables.application.by('token', token)[0];
    if (!application) return { close: GatewayCloseCodes.AuthenticationFailed };
    const session = this.sessions.get(String(data.session_id ?? ''));
    if (!session || session.application.id !== application.id) return null;
    const seq = Number(data.seq);
    if (!Number.isInteger(seq) || seq > session.seq) return { close: GatewayCloseCodes.InvalidSeq };
    const missed = session.since(seq);
    if (missed === null) {
      this.sessions.end(session);
      return null;
    }
    // An older connection of the same session is cut when another takes it over.
    const other = session.sink;
    session.sink = null;
    if (other instanceof Connection) other.drop();
    return { session, missed };
  }

  closed(connection: Connection): void {
    this.#connections.delete(connection);
    const { session } = connection;
    if (!session) return;
    if (connection.goodbye && session.sink === null) this.sessions.end(session);
    const self = session.application.bot_user_id;
    if (this.sessions.connected(session.application.id) || !this.world.tables.presence.has(self)) return;
    const presence = this.world.tables.presence.put({ user_id: self, status: 'offline', activities: [] });
    this.world.emit({ type: 'presenceUpdate', presence });
  }

  remaining(applicationId: string): { remaining: number; resetAfter: number } {
    const day = this.#identifies.get(applicationId);
    if (!day || realTime() - day.since > 86_400_000) return { remaining: 1000, resetAfter: 0 };
    return { remaining: Math.max(0, 1000 - day.count), resetAfter: 86_400_000 - (realTime() - day.since) };
  }

  onEvent(listener: () => void): () => void {
    return this.world.subscribe(listener);
  }

  drop(): void {
    for (const connection of [...this.#connections]) connection.drop();
  }

  reconnect(): void {
    for (const connection of this.#connections) connection.askToReconnect();
  }

  invalidSession(resumable: boolean): void {
    for (const connection of [...this.#connections]) {
      const { session } = connection;
      if (!resumable && session) {
        session.sink = null;
        this.sessions.end(session);
      }
      connection.invalidate(resumable);
    }
  }

  silence(): void {
    for (const connection of this.#connections) connection.silence();
  }

  get silentConnections(): number {
    let count = 0;
    for (const connection of this.#connections) if (connection.silent) count += 1;
    return count;
  }

  dropSilent(): void {
    for (const connection of [...this.#connections]) if (connection.silent) connection.drop();
  }

  close(): void {
    this.#stop();
    for (const connection of [...this.#connections]) connection.drop();
    this.#sockets.close();
  }
}
