import type { DiscordSimulator } from '@guildhall/discord-simulator';
import type { EmbeddedMongo } from '@guildhall/embedded-mongo';
import { guildAccess } from '../access/index.ts';
import {
  type ApiHost,
  type ApiServices,
  createIdentity,
  createMongoIdempotencyStore,
  createMongoSessionStore,
  type DiscordEndpoints,
  type OperatorStore,
  realDiscord,
  startApiHost,
} from '../api/index.ts';
import { createMongoAuditLog } from '../audit/index.ts';
import { connectDatabase, type Database } from '../database/index.ts';
import { type Bot, createBot } from '../discord/index.ts';
import { createPluginHost, type PluginHost } from '../host/index.ts';
import { countVersionUse } from '../installations/index.ts';
import {
  createLogger,
  createMetrics,
  type Logger,
  Readiness,
  sdkLogger,
  watchEventLoop,
} from '../observability/index.ts';
import {
  createPluginStore,
  type PluginStore,
  type PluginVersion,
  removeVersion,
  type VersionOrigin,
} from '../plugins/index.ts';
import type { MovableClock } from '../runtime/index.ts';
import { Sandboxes } from '../sandbox/index.ts';
import { prepareDataFolder, type Settings } from '../settings/index.ts';
import { collectAtRest } from './collect-at-rest.ts';
import { collectVersions } from './collect-versions.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { dashboardFolder, firstPartyPlugins } from './first-party-plugins.ts';
import type { GivenPlugin, Guildhall, GuildhallOptions } from './guildhall.ts';
import { operatorsOf } from './operators.ts';
import { watchParts } from './readiness-checks.ts';
import { operatorKeys, secretBoxOf } from './secret-box.ts';
import { Shutdown } from './shutdown.ts';
import { version } from './version.ts';
import { watchProcess } from './watch-process.ts';

/**
 * Starts everything in this process, in this order: the API host (which says at `/readyz` what is starting), the
 * database, Discord or the simulated one, the plugins, the bot, the plugin host. What was started is closed again
 * when a later part fails.
 *
 * @throws errors with `code` and `remedy`: `DataFolderError`, `PortError`, `EmbeddedMongoError`, `DatabaseError`,
 * `PluginNotBuilt`, `PluginStoreError`, `BotStartError`.
 * @example
 * const guildhall = await startGuildhall({ settings: loadSettings() });
 * console.log(guildhall.links.dashboard);
 */
export async function startGuildhall(options: GuildhallOptions): Promise<Guildhall> {
  const { settings } = options;
  const logger =
    options.logger ?? createLogger({ level: settings.logLevel, pretty: process.stdout.isTTY === true });
  const shutdown = new Shutdown();
  try {
    return await start(options, logger, shutdown);
  } catch (error) {
    await shutdown.run(logger);
    throw error;
  }
}

async function start(options: GuildhallOptions, logger: Logger, shutdown: Shutdown): Promise<Guildhall> {
  const { settings, onFatal } = options;
  let blame: PluginHost['blame'] = () => false;
  if (onFatal) {
    const unwatch = watchProcess({ logger, onFatal, blame: (error, kind) => blame(error, kind) });
    shutdown.add('process watch', unwatch);
  }
  for (const warning of settings.warnings) logger.warn(warning);
  await prepareDataFolder(settings.dataDir);

  // The host and the database's thread ask for these at each request: both listen before there is a simulator.
  let simulator: DiscordSimulator | undefined = options.simulator;
  let endpoints: DiscordEndpoints = realDiscord;
  const now = () => (options.clock ?? simulator?.clock ?? Date).now();

  // The database's thread loads while this one loads what else is needed.
  const embedded = settings.mongodbUri ? undefined : openEmbeddedDatabase(settings.dataDir, now);
  // Whether it opens is told where it is waited for; until then it may only have to be closed again.
  embedded?.catch(() => undefined);
  shutdown.add('embedded database', async () => {
    const opened = await embedded?.catch(() => undefined);
    await opened?.close();
  });
  // A bot of the real Discord never loads the simulated one.
  const demo = settings.discord && !options.simulator ? undefined : await import('../demo/index.ts');
  const chat = () =>
    simulator && !settings.discord ? demo?.chatLink(simulator.origin, simulator.controlToken) : undefined;
  const keys = await operatorKeys(settings);
  const metrics = createMetrics();
  const readiness = new Readiness();
  const eventLoop = watchEventLoop();
  shutdown.add('event loop watch', () => eventLoop.close());

  const api = await startApiHost({
    host: settings.host,
    port: settings.port,
    publicUrl: settings.publicUrl,
    now,
    logger,
    metrics,
    readiness,
    eventLoop,
    keys,
    about: {
      version,
      mode: settings.discord ? 'discord' : 'demo',
      safeMode: settings.safeMode,
      authorizeUrl: () => endpoints.authorize,
      chatUrl: chat,
    },
    imageOrigins: () => [new URL(endpoints.cdn).origin],
    dashboardFolder: options.dashboardFolder ?? dashboardFolder,
    checkResponses: settings.production ? 0.01 : 'throw',
  });
  shutdown.add('API host', () => api.close());

  readiness.at('database');
  const database = await openDatabase(settings, embedded, now, shutdown);

  readiness.at('Discord');
  if (demo && !settings.discord && !simulator) {
    const started = await demo.startSimulator({
      dataDir: settings.dataDir,
      port: settings.port === 0 ? 0 : Number(new URL(api.url).port) + 1,
      controlToken: keys.sign('simulator', 'control'),
    });
    shutdown.add('simulator', () => started.close());
    demo.makeDemoWorld(started);
    simulator = started;
  }
  const credentials = credentialsOf(settings, simulator, api);
  if (demo && simulator) endpoints = demo.simulatedDiscord(simulator);
  const clock: MovableClock = options.clock ?? simulator?.clock ?? { now: () => Date.now() };

  readiness.at('plugins');
  const sandboxes = new Sandboxes({
    clock,
    logger: sdkLogger(logger),
    publicUrl: settings.publicUrl?.origin,
    ...settings.sandbox,
    ...options.sandbox,
  });
  shutdown.add('sandboxes', () => sandboxes.close());
  const store = await createPluginStore({
    dataDir: settings.dataDir,
    logger: sdkLogger(logger),
    sandbox: sandboxes,
  });
  await addPlugins(store, options.plugins);
  // Versions that the command line adds beside this process.
  const unfollow = store.follow();
  shutdown.add('plugin store', unfollow);

  readiness.at('bot');
  const bot = await createBot({
    token: credentials.token,
    applicationId: credentials.clientId,
    ...(simulator ? { rest: { api: simulator.api, cdn: simulator.cdn } } : {}),
    now,
    database,
    logger: sdkLogger(logger),
    metrics,
    catalogue: store.catalogue,
    approvedIntents: settings.privilegedIntents,
  });
  shutdown.add('bot', () => bot.close());
  const { applicationId, directory } = bot;
  sandboxes.attach(bot);
  const audit = await createMongoAuditLog({ connection: database.connection, applicationId, now });
  const host = createPluginHost({
    bot,
    database,
    catalogue: store.catalogue,
    audit,
    clock,
    logger: sdkLogger(logger),
    metrics,
    secretBox: secretBoxOf(keys),
    sandboxes,
    dashboardUrl: settings.publicUrl?.origin ?? api.url,
    publicUrl: settings.publicUrl?.origin,
    internet: options.internet,
    safeMode: settings.safeMode,
    dataDir: settings.dataDir,
  });
  blame = (error, kind) => host.blame(error, kind);
  shutdown.add(
    'moved versions',
    store.onMoved((version) => host.moved(version)),
  );
  await host.start();
  shutdown.add('plugin host', () => host.close());
  await bot.start();
  await host.ready;
  const useOf = (id: string, hash: string) => countVersionUse(database.db(), id, hash);
  shutdown.add('plugin versions', collectVersions(store, useOf, clock, sdkLogger(logger)));

  const services: ApiServices = {
    directory,
    catalogue: store.catalogue,
    installations: host.installations,
    settings: host.settings,
    audit,
    explanations: host.explanations,
    plans: host.plans,
    members: host.members,
    sessions: await createMongoSessionStore(database.connection, now),
    idempotency: await createMongoIdempotencyStore(database.connection, now),
    identity: createIdentity({ endpoints, ...credentials }),
    async access(guildId, userId) {
      const access = await guildAccess(directory, host.settings, guildId, userId);
      if (access !== 'none') return access;
      const isMember = directory.guild(guildId) && (await directory.member(guildId, userId));
      return isMember ? 'none' : 'absent';
    },
    isOperator:
      settings.discord || options.simulator
        ? operatorsOf(bot.client, now)
        : // Nobody signs in as the owner of the simulated application. Signing in takes its pages, which are on loopback only.
          async (userId) => directory.guildIds().some((id) => directory.guild(id)?.ownerId === userId),
    initialize: async (guildId, actor) => void (await host.initializeGuild(guildId, actor)),
    callRoute: (call) => host.callRoute(call),
    commands: (guildId) => host.commandsOf(guildId),
    deadLetters: (guildId, pluginId) => host.deadLetters(guildId, pluginId),
    replayDeadLetter: (guildId, pluginId, id, actor) => host.replayDeadLetter(guildId, pluginId, id, actor),
    discardDeadLetter: (guildId, pluginId, id, actor) => host.discardDeadLetter(guildId, pluginId, id, actor),
    onCapture: (listener) => host.onCapture(listener),
    onEmit: (listener) => host.onEmit(listener),
    shadowReport: (guildId, pluginId) => host.shadowReport(guildId, pluginId),
    problemScene: (guildId, pluginId) => host.problemScene(guildId, pluginId),
    isolation: async () => ({
      achieved: await sandboxes.level(),
      minimum: sandboxes.minimum,
      which: sandboxes.which,
    }),
    privilegedIntents: () => bot.intents.privileged,
    killSwitch: {
      list: () => host.killed(),
      kill: (pluginId, reason, by) => host.kill(pluginId, reason, by),
      revive: (pluginId) => host.revive(pluginId),
    },
    store: operatorStore(store, useOf),
  };
  watchParts({ readiness, metrics, database, client: bot.client });
  api.open(services);
  readiness.started();
  shutdown.add(
    'collections at rest',
    collectAtRest((err) => logger.error({ err }, 'the heap could not be collected')),
  );

  return assemble({
    settings,
    api,
    bot,
    host,
    sandboxes,
    store,
    database,
    simulator,
    chat,
    logger,
    shutdown,
  });
}

async function openDatabase(
  settings: Settings,
  embedded: Promise<EmbeddedMongo> | undefined,
  now: () => number,
  shutdown: Shutdown,
): Promise<Database> {
  const uri = settings.mongodbUri ?? (await embedded)?.uri;
  if (!uri) throw new Error('there is no database to connect to');
  const database = await connectDatabase(uri, { clock: { now } });
  shutdown.add('database', () => database.close());
  return database;
}

/** The simulated application is told where signing in comes back to: the host's port is known by now. */
function credentialsOf(settings: Settings, simulator: DiscordSimulator | undefined, api: ApiHost) {
  if (settings.discord) return settings.discord;
  if (!simulator) throw new Error('demo mode runs on a simulator');
  const { port } = new URL(api.url);
  const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`, `http://[::1]:${port}`, api.url];
  if (settings.publicUrl) origins.push(settings.publicUrl.origin);
  const application = simulator.application({
    name: simulator.application().name,
    redirectUris: [...new Set(origins)].map((origin) => `${origin}/api/v1/auth/discord/callback`),
  });
  return { token: application.token, clientId: application.id, clientSecret: application.clientSecret };
}

async function addPlugins(store: PluginStore, given: readonly GivenPlugin[] | undefined): Promise<void> {
  const plugins = given ?? firstPartyPlugins().map((folder) => ({ folder }));
  for (const plugin of plugins) await addPlugin(store, plugin);
}

async function addPlugin(store: PluginStore, given: GivenPlugin): Promise<PluginVersion> {
  if ('folder' in given) {
    return store.add(given.folder, { firstParty: true, ...(given.tier && { tier: given.tier }) });
  }
  if ('tarball' in given) {
    const { tarball, integrity } = given;
    return store.addTarball(tarball, integrity === undefined ? {} : { integrity });
  }
  return store.addInMemory(given.plugin, given.manifest, { firstParty: true });
}

function operatorStore(store: PluginStore, useOf: OperatorStore['useOf']): OperatorStore {
  const added = (by: VersionOrigin['by']) => (by ? { by } : {});
  return {
    useOf,
    trust: (id, hash, trusted) => store.trust(id, hash, trusted),
    addTarball: (bytes, by) => store.addTarball(bytes, added(by)),
    addFromRegistry: (request, by) => store.addFromRegistry(request, added(by)),
    remove: (id, hash) => removeVersion(store, useOf, id, hash),
  };
}

interface Parts {
  readonly settings: Settings;
  readonly api: ApiHost;
  readonly bot: Bot;
  readonly host: ReturnType<typeof createPluginHost>;
  readonly sandboxes: Sandboxes;
  readonly store: PluginStore;
  readonly database: Database;
  readonly simulator: DiscordSimulator | undefined;
  readonly chat: () => string | undefined;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
}

function assemble({
  settings,
  api,
  bot,
  host,
  sandboxes,
  store,
  database,
  simulator,
  chat,
  logger,
  shutdown,
}: Parts): Guildhall {
  const dashboard = settings.publicUrl?.origin ?? api.url;
  return {
    url: api.url,
    links: {
      dashboard,
      chat: chat(),
      docs: `${dashboard}/docs`,
    },
    settings,
    client: bot.client,
    installations: host.installations,
    catalogue: store.catalogue,
    addPlugin: (plugin) => addPlugin(store, plugin),
    problemScene: async (guildId, pluginId) => (await host.problemScene(guildId, pluginId))?.scene,
    sandboxes,
    directory: bot.directory,
    database,
    simulator,
    async idle() {
      await host.idle();
      await simulator?.idle();
      await host.idle();
    },
    close: () => shutdown.run(logger),
  };
}
