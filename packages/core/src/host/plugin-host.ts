import type { Logger } from '@guildhall/sdk';
import { Events } from 'discord.js';
import type { Actor, AuditLog } from '../audit/types.ts';
import {
  coreCommandBodies,
  coreCommandPieces,
  coreMenuBodies,
  type Initialization,
  initializeGuild,
} from '../commands/core-commands/index.ts';
import { CommandPublisher, type GuildCommands } from '../commands/index.ts';
import type { Database } from '../database/index.ts';
import { asCore, type Bot } from '../discord/index.ts';
import type { Internet } from '../egress/index.ts';
import type { ExplanationBook } from '../explanations/index.ts';
import { createGuildSettings, type GuildSettingsStore } from '../guilds/index.ts';
import {
  confirmUpdates,
  DataMigration,
  dropIndexesOfFormerVersions,
  endShadows,
  failureCodes,
  InstallationService,
  InstallationStore,
  type Installations,
  isRunning,
  purgeRetained,
  type RecoveryParts,
  recover,
  type SecretBox,
  watchInstallations,
} from '../installations/index.ts';
import { followKillOrders, type KilledPlugin, KillSwitch } from '../kill-switch/index.ts';
import { MemberData } from '../members/index.ts';
import type { PlanGrants } from '../plans/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import { type KeptScene, makeScene, SceneBook } from '../reproduction/index.ts';
import { DataKeys } from '../runtime/data/index.ts';
import {
  createContextServices,
  type DeadLetter,
  type EmittedEvent,
  type HostMetrics,
  type LiveInstallation,
  type MovableClock,
  PluginRuntime,
  ProblemBook,
  type RouteCall,
  type RouteOutcome,
  type StrayKind,
} from '../runtime/index.ts';
import type { SandboxCrash, Sandboxes } from '../sandbox/index.ts';
import { CapturedWrites, type ShadowReport } from '../shadow/index.ts';
import { eachGuild } from './each-guild.ts';
import { OperatorOrders } from './operator-orders.ts';

const purgeEveryMs = 60 * 60_000;
const readyLimitMs = 5_000;

export interface PluginHostOptions {
  readonly bot: Bot;
  readonly database: Database;
  readonly catalogue: PluginCatalogue;
  readonly audit: AuditLog;
  readonly clock: MovableClock;
  readonly logger: Logger;
  readonly metrics: HostMetrics;
  /** Encrypts the secrets in configurations, with a key that is not in the database. */
  readonly secretBox: SecretBox;
  /** Where plugins that nobody vouches for run. */
  readonly sandboxes?: Sandboxes;
  /** Address of the dashboard for `/setup` and `/settings`, without a slash at its end. */
  readonly dashboardUrl?: string;
  /** The origin that people open, for links to plugins' pages; absent: its operator has not said. */
  readonly publicUrl?: string | undefined;
  /** What is outside, for `ctx.fetch`; tests give their own. */
  readonly internet?: Internet | undefined;
  /** Where the command line leaves orders to the kill switch; absent: nowhere. */
  readonly dataDir?: string;
  /** No plugin runs: for an operator who looks for the one that spoils everything. */
  readonly safeMode?: boolean;
  /** Told after each step of an update that is on disk; for tests of what a death in the middle leaves. */
  readonly onStep?: (step: string) => void | Promise<void>;
}

/**
 * Everything about plugins in guilds: installations, their handlers, jobs and commands.
 *
 * Start it before the bot, so that no event comes too early; close it before the bot, so that what is under way can still end.
 */
export interface PluginHost {
  readonly installations: Installations;
  readonly settings: GuildSettingsStore;
  /** Why plugins did what they did: behind `/why`. */
  readonly explanations: ExplanationBook;
  /** What operators have granted to guilds. */
  readonly plans: PlanGrants;
  /** What is stored of members, to be exported and erased. */
  readonly members: Pick<MemberData, 'export' | 'erase'>;
  /** Brings every enabled installation back. Resolves before the bot is connected. */
  start(): Promise<void>;
  /** Resolves when the bot is ready and each guild's commands are as planned, at the latest 5 seconds after the bot is. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
  /** Resolves when no handler, job, change, or write of commands is under way. */
  idle(): Promise<void>;
  /** Jobs that have failed three times, and events whose handler has failed; newest first. */
  deadLetters(guildId: string, pluginId: string): Promise<readonly DeadLetter[]>;
  /** Runs one again. @returns whether there was one that can be, of a job or handler that the enabled version still has */
  replayDeadLetter(guildId: string, pluginId: string, id: string, actor: Actor): Promise<boolean>;
  /** Gives one up. @returns whether there was such a letter */
  discardDeadLetter(guildId: string, pluginId: string, id: string, actor: Actor): Promise<boolean>;
  /** A guild's commands, planned and synced. */
  commandsOf(guildId: string): Promise<GuildCommands>;
  /** `/setup`, and the dashboard's first visit. Idempotent. */
  initializeGuild(guildId: string, actor: Actor): Promise<Initialization>;
  /** What led to a plugin's last rest here, masked, to be played by its author. Kept for a week. */
  problemScene(guildId: string, pluginId: string): Promise<KeptScene | undefined>;
  /** What a plugin would have done while it was tried in shadow. Readable for a week after. */
  shadowReport(guildId: string, pluginId: string): Promise<ShadowReport>;
  /** Told of each thing that a plugin in shadow would have done, once it is in the report. @returns the undo */
  onCapture(listener: (guildId: string, pluginId: string) => void): () => void;
  /** Plugins that operators have switched off everywhere, newest first. */
  killed(): readonly KilledPlugin[];
  /**
   * Switches a plugin off in every guild, in this process before it resolves, in others at the latest after 20 seconds. Nothing
   * of it runs any more, not even its teardown; installations, configurations and data stay as they are.
   */
  kill(pluginId: string, reason: string, by?: KilledPlugin['by']): Promise<KilledPlugin>;
  /** Lets it run again where it was enabled. @returns whether it was switched off */
  revive(pluginId: string): Promise<boolean>;
  /**
   * A version runs elsewhere from now on, because an operator trusts it or no longer does: where it runs it is torn down there
   * and set up here. Resolves when every guild has followed; what fails is logged. It is in the audit log of each.
   */
  moved(version: PluginVersion): Promise<void>;
  /** Calls a route of a guild's plugin: validated on both sides, off means off. Never rejects. */
  callRoute(call: RouteCall): Promise<RouteOutcome>;
  /** Events that plugins emit. @returns the undo. */
  onEmit(listener: (event: EmittedEvent) => void): () => void;
  /**
   * Blames the plugin that has started what failed with nobody to catch it: a Problem, counted as a handler's failure is. To be
   * called at once where the process tells of it. @returns whether it was a plugin's
   */
  blame(error: unknown, kind: StrayKind): boolean;
  /** What installations leave behind while none is enabled: all zero, or something leaks. */
  leaks(): {
    readonly entries: number;
    readonly listeners: number;
    readonly live: number;
    /** Versions whose Sapphire pieces are mounted or wait for it. */
    readonly mounted: number;
    readonly timers: number;
  };
}

/** Members do not see the commands of a plugin on trial: its answers would not reach them. */
function isSeen(live: LiveInstallation): boolean {
  return live.mode === 'live';
}

export function createPluginHost(options: PluginHostOptions): PluginHost {
  const { bot, database, catalogue, audit, clock, logger, metrics } = options;
  const { applicationId, client, directory } = bot;
  const settings = createGuildSettings({ database, directory, clock });
  const problems = new ProblemBook({
    database,
    applicationId,
    clock,
    onProblem: (guildId, pluginId, code) => {
      service.problemHappened(guildId, pluginId, code);
      if (failureCodes.has(code)) runtime.recorder.watch(guildId);
      if (code === 'CIRCUIT_OPEN') inBackground('keeping a scene', () => keepScene(guildId, pluginId));
      void store.find(guildId, pluginId).then(
        (document) => document && service.emit(document, 'problem'),
        (error: unknown) => logger.warn('a problem could not be announced', { error: String(error) }),
      );
    },
  });
  const now = () => clock.now();
  const services = createContextServices({
    bot,
    database,
    audit,
    clock,
    logger,
    metrics,
    problems,
    internet: options.internet,
  });
  const scenes = new SceneBook({ database, applicationId, clock });
  const captureListeners = new Set<(guildId: string, pluginId: string) => void>();
  const captured = new CapturedWrites({
    database,
    applicationId,
    clock,
    logger,
    onKept: (guildId, pluginId) => {
      for (const listener of captureListeners) listener(guildId, pluginId);
    },
  });
  const store = new InstallationStore(database, applicationId, now);
  const killSwitch = new KillSwitch({ database, applicationId, clock, logger });
  const migration = new DataMigration(database, now, options.onStep);
  const publisher = new CommandPublisher({
    client,
    applicationId,
    database,
    clock,
    logger,
    core: coreCommandBodies,
    coreMenus: coreMenuBodies,
    plugins: (guildId) =>
      runtime.live
        .of(guildId)
        .filter(isSeen)
        .map((live) => ({
          pluginId: live.pluginId,
          manifest: live.version.manifest,
          installedAt: live.installedAt,
          aliases: service.aliasesOf(guildId, live.pluginId),
        })),
  });
  const coreNames = new Set(
    [...coreCommandBodies, ...coreMenuBodies].map(({ type, name }) => `${type} ${name}`),
  );
  const keys = new DataKeys(database, options.secretBox);
  const runtime: PluginRuntime = new PluginRuntime({
    bot,
    database,
    keys,
    audit,
    clock,
    logger,
    metrics,
    settings,
    problems,
    publisher,
    services,
    publicUrl: options.publicUrl,
    onDeadly: ({ guildId, pluginId }, error) =>
      inBackground('taking a plugin out of service', () => service.endedTheProcess(guildId, pluginId, error)),
    isCoreCommand: (name, type) => coreNames.has(`${type} ${name}`),
  });
  const service = new InstallationService({
    bot,
    catalogue,
    store,
    runtime,
    problems,
    audit,
    clock,
    killSwitch,
    logger,
    syncCommands: (guildId) => publisher.sync(guildId),
    commandNames: (guildId) => publisher.plan(guildId).bodies.map((body) => body.name),
    migration,
    secretBox: options.secretBox,
    safeMode: options.safeMode ?? false,
    ...(options.onStep === undefined ? {} : { onStep: options.onStep }),
  });
  const recovery: RecoveryParts = {
    forgetReasons: (guildId, pluginId) => services.explanations.forget(guildId, pluginId),
    store,
    service,
    catalogue,
    runtime,
    problems,
    database,
    applicationId,
    migration,
    audit,
    clock,
    killSwitch,
    logger,
    safeMode: options.safeMode ?? false,
  };

  const orders = new OperatorOrders({
    audit,
    directory,
    killSwitch,
    logger,
    problems,
    publisher,
    runtime,
    sandboxes: options.sandboxes,
    service,
    store,
  });

  const undo: (() => void | Promise<void>)[] = [];
  const background = new Set<Promise<void>>();
  const inBackground = (what: string, work: () => Promise<void>): void => {
    const done = work()
      .catch((error: unknown) => logger.error(`${what} failed`, { error: String(error) }))
      .finally(() => background.delete(done));
    background.add(done);
  };

  const applyGuild = async (guildId: string): Promise<void> => {
    if (options.safeMode) return;
    for (const document of await store.list(guildId)) {
      if (!isRunning(document.state)) continue;
      const { pluginId } = document;
      // One that can't run is reported (see `recover`) and keeps nobody else from running.
      await service.refresh(guildId, pluginId).catch((error: unknown) => {
        logger.error('an installation does not run', { guildId, pluginId, error: String(error) });
      });
    }
    await service.reviewDependencies(guildId);
  };
  const joined = async (guildId: string): Promise<void> => {
    await applyGuild(guildId);
    // A guild that the bot was invited to again has lost its commands.
    await publisher.sync(guildId, { force: true });
  };
  const left = async (guildId: string): Promise<void> => {
    // There is nothing left to clean up, and nobody who could.
    for (const { pluginId } of runtime.live.of(guildId)) {
      await runtime.deactivate(guildId, pluginId, { teardown: false });
    }
    publisher.forget(guildId);
  };

  const kill: PluginHost['kill'] = async (pluginId, reason, by) => {
    const killed = await killSwitch.kill(pluginId, reason, by);
    inBackground('telling every guild', () => orders.record(pluginId, 'installation.killed', { reason }));
    return killed;
  };
  const revive: PluginHost['revive'] = async (pluginId) => {
    const wasKilled = await killSwitch.revive(pluginId);
    if (wasKilled) inBackground('telling every guild', () => orders.record(pluginId, 'installation.revived'));
    return wasKilled;
  };

  const housekeep = async (): Promise<void> => {
    await confirmUpdates(recovery);
    await publisher.catchUp();
    await endShadows(recovery);
    await purgeRetained(recovery);
    await dropIndexesOfFormerVersions(recovery);
  };
  /** What led to a plugin's rest becomes a scene that its author can play. */
  const keepScene = async (guildId: string, pluginId: string): Promise<void> => {
    const live = runtime.live.get(guildId, pluginId);
    const installation = await service.get(guildId, pluginId);
    if (!live || !installation) return;
    const failure = installation.problems.find(({ code }) => failureCodes.has(code));
    await scenes.keep(
      guildId,
      makeScene({
        plugin: live.plugin,
        pluginId,
        version: live.version.version,
        problem: {
          code: failure?.code ?? 'CIRCUIT_OPEN',
          message: failure?.message.replace(/ \(reference [^)]*\)$/, '') ?? '',
          ...(failure?.piece === undefined ? {} : { piece: failure.piece }),
        },
        roles: directory.roles(guildId),
        channels: directory.channels(guildId),
        config: installation.config.effective,
        events: runtime.recorder.events(guildId),
      }),
    );
  };

  /** Told where the process was in use; stopped everywhere when it happens again and again. */
  const sandboxCrashed = async ({
    pluginId,
    hash,
    guildIds,
    error,
    tooOften,
  }: SandboxCrash): Promise<void> => {
    const { code, message, remedy } = error;
    for (const guildId of guildIds) {
      await asCore(() => problems.record(guildId, pluginId, { code, message, remedy }));
    }
    if (!tooOften) return;
    for (const live of runtime.live.all()) {
      if (live.version.hash === hash) await service.sandboxFailed(live.guildId, pluginId);
    }
  };

  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined);
  const becomeReady = async (): Promise<void> => {
    await runtime.becomeReady();
    const all = eachGuild(directory.guildIds(), async (guildId) => {
      // Anew, now that the bot's permissions are known.
      await applyGuild(guildId);
      await publisher.sync(guildId);
    });
    inBackground('looking after the guilds', async () => {
      await all;
      await housekeep();
    });
    // With thousands of guilds and Discord's limits this takes minutes, for which nobody should have to wait.
    const limit = Promise.withResolvers<void>();
    const timer = setTimeout(limit.resolve, readyLimitMs);
    await Promise.race([all, limit.promise]).finally(() => clearTimeout(timer));
  };

  return {
    installations: service,
    settings,
    explanations: services.explanations,
    plans: services.plans,
    members: new MemberData({
      database,
      keys,
      applicationId,
      catalogue,
      explanations: services.explanations,
      audit,
      now,
      async settle() {
        await runtime.storeTallies();
        await bot.broker.idle();
        await captured.idle();
      },
    }),
    ready: ready.promise,
    async start() {
      for (const piece of coreCommandPieces({
        directory,
        settings,
        audit,
        explanations: services.explanations,
        manifestOf: (pluginId, version) =>
          (
            catalogue.versions(pluginId).find((held) => held.version === version) ??
            catalogue.newest(pluginId)
          )?.manifest,
        commandsOf: (guildId) => publisher.planFor(guildId),
        ...(options.dashboardUrl === undefined ? {} : { dashboardUrl: options.dashboardUrl }),
      })) {
        await client.stores.loadPiece({ store: 'commands', name: piece.name.toLowerCase(), piece });
      }
      bot.broker.onBudgetSpent = ({ guildId, pluginId }, refusal) =>
        inBackground('reporting a spent budget', () =>
          asCore(() =>
            problems.record(guildId, pluginId, {
              code: 'BUDGET_SPENT',
              message: refusal.message,
              remedy: 'What it wanted to do after that was not done. Tell its author if it goes on.',
            }),
          ),
        );
      undo.push(
        service.onEvent(({ type, guildId, pluginId }) => {
          // A new trial begins with an empty report.
          if (type === 'installed')
            inBackground('forgetting a report', () => captured.forget(guildId, pluginId));
        }),
      );
      bot.broker.onCapture = (write) => captured.add(write);
      undo.push(() => {
        bot.broker.onCapture = undefined;
        bot.broker.onBudgetSpent = undefined;
      });
      if (options.sandboxes) {
        const { sandboxes } = options;
        sandboxes.onCrash = (crash) => inBackground('seeing to a crash', () => sandboxCrashed(crash));
        sandboxes.sharesContent = (guildId, pluginId) =>
          runtime.live.get(guildId, pluginId)?.sharesContent ?? false;
        undo.push(() => {
          sandboxes.sharesContent = undefined;
          sandboxes.onCrash = undefined;
        });
      }
      undo.push(services.watch((guildId, pluginId) => runtime.live.get(guildId, pluginId)?.version.version));
      undo.push(await killSwitch.start());
      if (options.dataDir !== undefined) {
        undo.push(
          await followKillOrders(
            options.dataDir,
            async ({ pluginId, reason }) => {
              if (reason === null) await revive(pluginId);
              else await kill(pluginId, reason);
            },
            (error) => logger.error('an order to the kill switch failed', { error: String(error) }),
          ),
        );
      }
      await recover(recovery);
      undo.push(killSwitch.onChange((pluginId) => asCore(() => orders.followKillSwitch(pluginId))));
      bot.tap.consume(runtime);
      undo.push(() => bot.tap.consume(undefined));
      undo.push(settings.onChange((changed) => runtime.settingsChanged(changed)));
      undo.push(await watchInstallations(database, applicationId, { service, logger }));

      const onJoined = (guild: { id: string }) => inBackground('joining a guild', () => joined(guild.id));
      const onLeft = (guild: { id: string }) => inBackground('leaving a guild', () => left(guild.id));
      client.on(Events.GuildCreate, onJoined);
      client.on(Events.GuildDelete, onLeft);
      undo.push(() => void client.off(Events.GuildCreate, onJoined).off(Events.GuildDelete, onLeft));

      const purge = () => inBackground('housekeeping', housekeep);
      const timer = setInterval(purge, purgeEveryMs).unref();
      undo.push(() => clearInterval(timer));
      const stopClock = clock.onAdvance?.(housekeep);
      if (stopClock) undo.push(stopClock);

      inBackground('getting ready', async () => {
        try {
          await bot.ready;
          await becomeReady();
          ready.resolve();
        } catch (error) {
          ready.reject(error);
          throw error;
        }
      });
    },
    async idle() {
      await service.idle();
      await Promise.all(background);
      await runtime.idle();
      await services.idle();
      await bot.broker.idle();
      await captured.idle();
      await publisher.idle();
    },
    async close() {
      for (const step of undo.splice(0).reverse()) await step();
      await publisher.close();
      await service.idle();
      await runtime.close();
      await services.close();
    },
    deadLetters: (guildId, pluginId) => runtime.jobs.deadLetters.list(guildId, pluginId),
    async replayDeadLetter(guildId, pluginId, id, actor) {
      const kind = await runtime.jobs.deadLetters.kindOf(guildId, pluginId, id);
      const replayed = await runtime.replayDeadLetter(guildId, pluginId, id);
      if (replayed)
        await audit.record({ guildId, actor, action: `${kind ?? 'job'}.replayed`, target: pluginId });
      return replayed;
    },
    async discardDeadLetter(guildId, pluginId, id, actor) {
      const kind = await runtime.jobs.deadLetters.kindOf(guildId, pluginId, id);
      const discarded = await runtime.jobs.deadLetters.discard(guildId, pluginId, id);
      if (discarded)
        await audit.record({ guildId, actor, action: `${kind ?? 'job'}.discarded`, target: pluginId });
      return discarded;
    },
    commandsOf: (guildId) => publisher.planFor(guildId),
    initializeGuild: (guildId, actor) => initializeGuild({ directory, settings, audit }, guildId, actor),
    problemScene: (guildId, pluginId) => scenes.find(guildId, pluginId),
    shadowReport: (guildId, pluginId) => captured.report(guildId, pluginId),
    onCapture: (listener) => {
      captureListeners.add(listener);
      return () => void captureListeners.delete(listener);
    },
    killed: () => killSwitch.list(),
    moved: (version) => asCore(() => orders.followTrust(version)),
    kill,
    revive,
    callRoute: (call) => runtime.callRoute(call),
    onEmit: (listener) => runtime.onEmit(listener),
    blame: (error, kind) => runtime.strays.blame(error, kind),
    leaks: () => ({ ...runtime.leaks(), timers: publisher.activeTimers }),
  };
}
