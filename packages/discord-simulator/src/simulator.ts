import { randomBytes } from 'node:crypto';
import type { GuildOptions } from './actors/index.ts';
import { openGuild, VirtualGuild } from './actors/index.ts';
import { Faults } from './faults/faults.ts';
import { Gateway, maxConcurrency } from './gateway/gateway.ts';
import type { BusySource } from './idle.ts';
import { untilIdle } from './idle.ts';
import { openJournal } from './journal/journal.ts';
import { readWorld, saveWorld } from './journal/saved-world.ts';
import { realTime } from './real-time.ts';
import type { LimitMode } from './rest/buckets.ts';
import { RateLimits } from './rest/buckets.ts';
import { serveCdn } from './rest/cdn.ts';
import { RestServer } from './rest/pipeline.ts';
import { Router } from './rest/router.ts';
import { allRoutes } from './rest/routes/index.ts';
import { rooms } from './rooms.ts';
import { loadSpec } from './schema/spec.ts';
import { SimulatorServer } from './server.ts';
import { Traffic } from './traffic.ts';
import type { ApplicationOptions, SkuOptions } from './world/actions/index.ts';
import {
  archiveQuietThreads,
  completeScheduledEvents,
  createApplication,
  createSku,
  finishPolls,
} from './world/actions/index.ts';
import type { SimulatorClock } from './world/clock.ts';
import { createClock, readDuration } from './world/clock.ts';
import type { Application, PrivilegedIntents, Sku, User } from './world/entities.ts';
import type { Violation } from './world/world.ts';
import { World } from './world/world.ts';

export interface DiscordOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: '127.0.0.1';
  /** Rate limits: Discord's (the default), the same twenty times as fast, or none. */
  limits?: LimitMode;
  /** The same seed makes the same ids' low bits, tokens and secrets. */
  seed?: number;
  clock?: SimulatorClock;
  /** A folder in which the world is kept, to be found again at the next start. */
  journal?: string;
  /** A file that `save` wrote: the world is as it was then, e.g. when a test failed. Not together with `journal`. */
  load?: string;
  /** Whether every answer and event is checked against Discord's official description. True when not given. */
  validate?: boolean;
  /** The secret of the control API and the chat view; made when not given. */
  controlToken?: string;
}

/** An application with its bot, as its developer has it before them. */
export interface VirtualApplication {
  readonly id: string;
  readonly name: string;
  /** The bot token. */
  readonly token: string;
  readonly clientSecret: string;
  readonly publicKey: string;
  readonly redirectUris: readonly string[];
  readonly privilegedIntents: Readonly<PrivilegedIntents>;
  readonly botUser: User;
  /** How many gateway sessions have a client on them now. */
  readonly connections: number;
  /**
   * Puts something up for sale, as its developer does in the portal; members `buy` it.
   *
   * @example const gold = app.sell({ name: 'Gold', kind: 'subscription' });
   */
  sell(options: SkuOptions): Sku;
}

export interface DiscordSimulator {
  /** `http://127.0.0.1:PORT/api`: what discord.js takes as `rest.api`. */
  readonly api: string;
  readonly cdn: string;
  readonly origin: string;
  readonly port: number;
  readonly clock: SimulatorClock;
  /** The secret of the control API and the chat view. */
  readonly controlToken: string;
  /** Makes an application, or gives back the one of the same token (else name). Without options: the default one. */
  application(options?: ApplicationOptions): VirtualApplication;
  /** The guild of this name; it is made when there is none, and what it lacks of `options` is added. */
  guild(name: string, options?: GuildOptions): VirtualGuild;
  readonly guilds: VirtualGuild[];
  /** Everything that a client did which Discord would not take, and everything that the simulator itself got wrong. */
  readonly violations: Violation[];
  /** How many gateway sessions of an application have a client on them now. */
  connections(applicationId: string): number;
  /** Resolves when nothing is going on any more. */
  idle(): Promise<void>;
  /** Adds something that `idle()` must wait for, e.g. the bot's own queues. Returns the way to take it away. */
  addBusySource(source: BusySource): () => void;
  /** Moves the clock: `'24h'`, `'90s'` or milliseconds. */
  advance(duration: string | number): Promise<void>;
  /** Whether an application's bot has an open gateway connection. */
  isConnected(applicationId: string): boolean;
  readonly faults: Faults;
  readonly traffic: Traffic;
  /** The entities themselves, for rooms that build on them. */
  readonly world: World;
  /**
   * Writes the whole world to a file, to be opened again with `createDiscord({ load: file })`: what a failing test
   * leaves behind can be looked at, and played on, as often as one likes.
   */
  save(file: string): void;
  close(): Promise<void>;
}

/**
 * Starts a Discord of one's own on loopback.
 *
 * @example
 * const discord = await createDiscord({ limits: 'off', seed: 7 });
 * const app = discord.application();
 * const client = new Client({ intents: ['Guilds'], rest: { api: discord.api } });
 * await client.login(app.token);
 */
export async function createDiscord(options: DiscordOptions = {}): Promise<DiscordSimulator> {
  const validate = options.validate ?? true;
  const schemas = validate ? await loadSpec() : null;
  if (options.journal !== undefined && options.load !== undefined) {
    throw new RangeError(
      'a world is loaded or journalled, not both: copy the folder of a journal to keep it',
    );
  }
  const journal = options.journal === undefined ? null : await openJournal(options.journal);
  const saved = options.load === undefined ? null : readWorld(options.load);
  const clock = options.clock ?? createClock({ offset: journal?.clockOffset ?? saved?.clockOffset ?? 0 });
  // A clock of the caller's own may be behind the world's: then what was written in it would lie in the future.
  if (saved && options.clock) {
    await clock.advance(Math.max(0, realTime() + saved.clockOffset - clock.now()));
  }
  const seed = options.seed ?? saved?.seed ?? undefined;
  const world = new World({ clock, seed });
  const traffic = new Traffic();
  const server = new SimulatorServer();
  const limits = options.limits ?? 'discord';
  const gateway = new Gateway({
    world,
    traffic,
    schemas,
    identifyWindow: limits === 'discord' ? 5000 : limits === 'fast' ? 250 : 0,
    url: () => `ws://127.0.0.1:${server.port}/gateway`,
  });
  journal?.attach(world, gateway);
  saved?.restore(world, gateway);
  const faults = new Faults(gateway);
  const router = new Router();
  const routes = allRoutes({
    url: () => `ws://127.0.0.1:${server.port}/gateway`,
    maxConcurrency,
    recommendedShards: (id) =>
      Math.max(1, Math.ceil(world.tables.installation.count('application', id) / 1000)),
    remaining: (id) => gateway.remaining(id),
  });
  for (const route of routes) router.add(route);
  const rest = new RestServer({
    world,
    router,
    rateLimits: new RateLimits(limits),
    faults,
    traffic,
    validate,
  });
  server.mount('/api', (request, response, { url, rest: path }) => rest.handle(request, response, url, path));
  server.mount('/cdn', (_request, response, { rest: path }) => serveCdn(world, path, response));
  server.mountUpgrade('/gateway', (request, socket, head, url) =>
    gateway.upgrade(request, socket, head, url),
  );
  try {
    await server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  } catch (error) {
    gateway.close();
    await journal?.close();
    throw error;
  }
  world.cdn = `${server.origin}/cdn`;

  let activity = 0;
  world.subscribe(() => {
    activity += 1;
  });
  const busy = new Set<BusySource>([() => rest.inFlight > 0, () => gateway.pending > 0]);
  const guilds = new Map<string, VirtualGuild>();
  const handleOf = (id: string): VirtualGuild => {
    let guild = guilds.get(id);
    if (!guild) {
      guild = new VirtualGuild(world, id, defaultApplication);
      guilds.set(id, guild);
    }
    return guild;
  };
  const defaultApplication = (): Application =>
    [...world.tables.application.values()][0] ?? createApplication(world, {});
  const closers: (() => void)[] = [
    clock.onAdvance(() => {
      archiveQuietThreads(world);
      finishPolls(world);
      completeScheduledEvents(world);
      journal?.saveClock(clock.now() - Date.now());
    }),
  ];

  const simulator: DiscordSimulator = {
    api: `${server.origin}/api`,
    cdn: world.cdn,
    origin: server.origin,
    port: server.port,
    clock,
    controlToken: options.controlToken ?? randomBytes(24).toString('base64url'),
    application: (given) =>
      applicationHandle(world, gateway, (given ? createApplication(world, given) : defaultApplication()).id),
    guild: (name, given = {}) => openGuild(world, name, given, handleOf, defaultApplication),
    get guilds() {
      return [...world.tables.guild.values()].map((guild) => handleOf(guild.id));
    },
    violations: world.violations,
    connections: (id) => connectionsOf(gateway, id),
    idle: () => untilIdle({ world, sources: busy, activity: () => activity + traffic.count }),
    addBusySource(source) {
      busy.add(source);
      return () => void busy.delete(source);
    },
    async advance(duration) {
      await clock.advance(readDuration(duration));
    },
    isConnected: (id) => gateway.sessions.connected(id),
    faults,
    traffic,
    world,
    save: (file) =>
      saveWorld(world, gateway, file, { clockOffset: clock.now() - realTime(), seed: seed ?? null }),
    async close() {
      for (const close of closers) close();
      gateway.close();
      await server.close();
      await journal?.close();
    },
  };
  for (const open of rooms) {
    const close = open({ server, world, simulator, controlToken: simulator.controlToken });
    if (close) closers.push(close);
  }
  return simulator;
}

function applicationHandle(world: World, gateway: Gateway, id: string): VirtualApplication {
  const record = (): Application => {
    const application = world.tables.application.get(id);
    if (!application) throw new Error(`application ${id} is gone`);
    return application;
  };
  return {
    id,
    get name() {
      return record().name;
    },
    get token() {
      return record().token;
    },
    get clientSecret() {
      return record().client_secret;
    },
    get publicKey() {
      return record().public_key;
    },
    get redirectUris() {
      return record().redirect_uris;
    },
    get privilegedIntents() {
      return record().privileged_intents;
    },
    get botUser() {
      const user = world.tables.user.get(record().bot_user_id);
      if (!user) throw new Error(`application ${id} has no bot user`);
      return user;
    },
    get connections() {
      return connectionsOf(gateway, id);
    },
    sell: (options) => createSku(world, record(), options),
  };
}

function connectionsOf(gateway: Gateway, applicationId: string): number {
  let count = 0;
  for (const session of gateway.sessions.all())
    if (session.application.id === applicationId && session.sink) count += 1;
  return count;
}
