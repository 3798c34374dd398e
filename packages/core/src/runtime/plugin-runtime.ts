import type { Clock, Context, Logger } from '@guildhall/sdk';
import type { Override } from '@guildhall/sdk/host';
import type { AuditLog } from '../audit/types.ts';
import type { CommandPublisher } from '../commands/index.ts';
import type { Database, GuildSettings } from '../database/index.ts';
import type { Bot, CallOwner, Frame, FrameConsumer } from '../discord/index.ts';
import type { GuildSettingsStore } from '../guilds/index.ts';
import type { PluginVersion } from '../plugins/types.ts';
import { EventRecorder } from '../reproduction/index.ts';
import { CallsBetween } from './calls-between.ts';
import type { ContextServices } from './context/context-services.ts';
import { contributionsTo } from './context/contributions.ts';
import { LiveContexts } from './context/live-contexts.ts';
import {
  adoptRules,
  because,
  createIndexes,
  type DataKeys,
  storedCollections,
  TallyBook,
  TallyWriter,
} from './data/index.ts';
import { inOrder } from './dispatch-tables.ts';
import { EventDelivery } from './event-delivery.ts';
import { EventLetters } from './events/index.ts';
import { HandlerRunner } from './handler-runner.ts';
import { InteractionRouter } from './interactions/router.ts';
import { JobScheduler, type MovableClock } from './jobs/scheduler.ts';
import { LiveInstallation, ownerOf } from './live-installation.ts';
import { LiveRegistry } from './live-registry.ts';
import type { HostMetrics } from './metrics.ts';
import { parentOf } from './parent-of.ts';
import { type EmittedEvent, PluginEventCarrier } from './plugin-event-carrier.ts';
import type { ProblemBook } from './problem-book.ts';
import { reportWithheldIntents } from './report-withheld-intents.ts';
import { callRoute, type RouteCall, type RouteOutcome } from './routes/index.ts';
import { SapphireMounts, SapphireRunner } from './sapphire/index.ts';
import { StrayErrors } from './stray-errors.ts';

const teardownLimitMs = 5_000;

export interface RuntimeOptions {
  readonly bot: Bot;
  readonly database: Database;
  /** Of what plugins keep encrypted. */
  readonly keys: Pick<DataKeys, 'of'>;
  readonly audit: AuditLog;
  readonly clock: MovableClock;
  readonly logger: Logger;
  readonly metrics: HostMetrics;
  readonly settings: GuildSettingsStore;
  readonly problems: ProblemBook;
  readonly publisher: CommandPublisher;
  readonly services: ContextServices;
  /** The origin that people open; absent: nobody has said. */
  readonly publicUrl?: string | undefined;
  /** Told when a plugin's `setup` has ended the process again and again, and was not tried again. */
  readonly onDeadly: (live: LiveInstallation, error: unknown) => void;
  readonly isCoreCommand: (name: string, type: number) => boolean;
}

/** Brings installations to life and takes them down again, and carries events, interactions and jobs to them. */
export class PluginRuntime implements FrameConsumer {
  readonly live: LiveRegistry = new LiveRegistry();
  /** What happened in guilds where something fails, to be played again. */
  readonly recorder: EventRecorder;
  readonly jobs: JobScheduler;
  readonly strays: StrayErrors;
  readonly #options: RuntimeOptions;
  readonly #runner: HandlerRunner;
  readonly #router: InteractionRouter;
  readonly #mounts: SapphireMounts;
  readonly #tallies: TallyBook;
  readonly #letters: EventLetters;
  readonly #contexts: LiveContexts;
  readonly #delivery: EventDelivery;
  readonly #carrier: PluginEventCarrier;
  readonly #indexed = new Set<string>();
  readonly #interactions = new Set<Promise<void>>();
  /** Live, but not set up yet: Discord is not there before the bot is ready. */
  readonly #unset = new Set<LiveInstallation>();
  #ready = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.recorder = new EventRecorder(() => options.clock.now());
    const { bot, database, clock, logger, metrics, problems, publisher } = options;
    this.#runner = new HandlerRunner({ clock, logger, metrics, problems });
    this.strays = new StrayErrors({
      runner: this.#runner,
      logger,
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
    });
    this.#tallies = new TallyBook({
      writer: new TallyWriter(database, { snapshot: () => bot.sessions.progress() }),
      logger,
      onPressure: (high) => bot.tap.holdBack(high),
    });
    bot.sessions.beforeStore = () => this.#tallies.flush();
    this.#contexts = new LiveContexts(
      {
        bot,
        database,
        keys: options.keys,
        audit: options.audit,
        clock: clock as Clock,
        tallies: this.#tallies,
        logger,
        services: options.services,
        publicUrl: options.publicUrl,
        jobs: (live) => this.jobs.jobs(live),
        provider: (guildId, serviceId) => this.live.provider(guildId, serviceId),
        runOffer: (provider, offer, input) => between.offer(provider, offer, input),
        emit: (live, event, payload) => this.#carrier.emit(live, event, payload),
        contributions: (live, point) =>
          contributionsTo(live, point, this.live.of(live.guildId), (contributor, piece, input) =>
            between.contribution(contributor, piece, input),
          ),
      },
      options.settings,
    );
    const between = new CallsBetween(this.#runner, this.#contexts);
    this.#mounts = new SapphireMounts({
      client: bot.client,
      report: (live, report) => problems.record(live.guildId, live.pluginId, report),
      onMounted: (live) => this.#compile(live.guildId),
    });
    const sapphire = new SapphireRunner({
      bot,
      runner: this.#runner,
      mounts: this.#mounts,
      installed: (guildId) => inOrder(this.live.of(guildId)),
    });
    this.#delivery = new EventDelivery({
      bot,
      runner: this.#runner,
      contexts: this.#contexts,
      recorder: this.recorder,
      letters: () => this.#letters,
      on: (live) => this.#mounts.listeners(live),
      written: (live) => sapphire.written(live),
    });
    this.#carrier = new PluginEventCarrier({
      runner: this.#runner,
      contexts: this.#contexts,
      logger,
      tables: this.#delivery.tables,
      letters: () => this.#letters,
    });
    this.jobs = new JobScheduler({
      database,
      applicationId: bot.applicationId,
      clock,
      logger,
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
      timezone: (guildId) => this.#contexts.timezoneOf(guildId),
      run: async (live, piece, input, run) =>
        this.#runner.run(live, 'job', `job ${piece.name}`, () =>
          because(`job ${run}`, () => piece.run(this.#contexts.of(live), input as never)),
        ),
    });
    this.#letters = new EventLetters({
      bot,
      letters: this.jobs.deadLetters,
      logger,
      now: () => clock.now(),
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
      run: (live, handled, args) =>
        handled.kind === 'hear'
          ? this.#carrier.again(live, handled.name, handled.event, args[0])
          : this.#delivery.again(live, handled, args),
    });
    this.#router = new InteractionRouter({
      bot,
      runner: this.#runner,
      sapphire,
      logger,
      live: (guildId, pluginId) => this.live.get(guildId, pluginId),
      target: (guildId, path) => publisher.target(guildId, path),
      menu: (guildId, type, name) => publisher.menu(guildId, type, name),
      isCoreCommand: options.isCoreCommand,
      context: (live, locale, place) => this.#contexts.make(live, { locale, place }),
    });
  }

  /**
   * Makes an enabled installation live. Its handlers are called from when this resolves.
   * Its `setup` runs now, or once the bot is ready; what goes wrong in it is under Problems.
   */
  async activate(
    guildId: string,
    version: PluginVersion,
    config: Readonly<Record<string, unknown>>,
    installedAt: number,
    overrides?: readonly Override[],
    mode: CallOwner['mode'] = 'live',
    sharesContent = false,
  ): Promise<void> {
    const existing = this.live.get(guildId, version.id);
    if (existing?.version.hash === version.hash && existing.mode === mode) {
      existing.configure(config, overrides);
      existing.sharesContent = sharesContent;
      return;
    }
    if (existing) await this.deactivate(guildId, version.id);
    const plugin = await version.load();
    if (!this.#indexed.has(version.hash)) {
      await createIndexes(
        storedCollections(this.#options.database, version.id),
        plugin.declaration.data ?? {},
      );
      this.#indexed.add(version.hash);
    }
    await this.#contexts.enter(guildId);
    const live = new LiveInstallation({
      guildId,
      version,
      plugin,
      config,
      installedAt,
      overrides,
      mode,
      parentOf: (channelId) => parentOf(this.#options.bot.client, channelId),
    });
    live.sharesContent = sharesContent;
    this.live.add(live);
    await this.#mounts.enter(live);
    if (this.#ready) await this.#setUp(live);
    else this.#unset.add(live);
    // An admin may have been faster with switching it off again.
    if (live.signal.aborted) return;
    this.#compile(guildId);
    await this.jobs.resume(live);
  }

  /**
   * Makes a guild's documents obey what a version declares unique, before it becomes live there.
   * @param strict `false`: what breaks a rule stays outside of it
   * @returns the collections of which some documents do
   * @throws `DataError` `NOT_UNIQUE`
   */
  async adoptData(
    guildId: string,
    version: PluginVersion,
    { strict }: { readonly strict: boolean },
  ): Promise<readonly string[]> {
    const { data } = version.manifest;
    const collections = storedCollections(this.#options.database, version.id);
    await createIndexes(collections, data);
    return adoptRules(collections, guildId, data, { strict });
  }

  /** The bot is ready: sets up what came to life before, and begins with the jobs that are due. */
  async becomeReady(): Promise<void> {
    this.#ready = true;
    this.#mounts.becomeReady();
    for (const live of this.#unset) {
      this.#unset.delete(live);
      await this.#setUp(live);
    }
    await this.jobs.start();
  }

  /**
   * Takes an installation down: first nothing new reaches it, then everything under way is refused, then its `teardown` runs
   * with 5 seconds of its own.
   */
  async deactivate(
    guildId: string,
    pluginId: string,
    { teardown = true }: { readonly teardown?: boolean } = {},
  ): Promise<void> {
    const live = this.live.get(guildId, pluginId);
    if (!live) return;
    this.live.remove(live);
    this.#compile(guildId);
    live.abort();
    this.#unset.delete(live);
    await this.jobs.pause(guildId, pluginId);
    // Before it can be said to be off, or its data be moved.
    await this.#tallies.flush();
    if (teardown) await this.#teardown(live);
    await this.#tallies.flush();
    await this.#mounts.leave(live);
    if (this.live.of(guildId).length === 0) this.#contexts.leave(guildId);
  }

  configure(
    guildId: string,
    pluginId: string,
    config: Readonly<Record<string, unknown>>,
    overrides?: readonly Override[],
  ): void {
    this.live.get(guildId, pluginId)?.configure(config, overrides);
  }

  settingsChanged(settings: GuildSettings): void {
    this.#contexts.changed(settings, this.live.of(settings.guildId));
  }

  /** In whose name a configuration is checked, also before the plugin is enabled. */
  checkContext(guildId: string, version: PluginVersion, locale: string): Promise<[CallOwner, Context]> {
    return this.#contexts.forCheck(guildId, version, this.live.get(guildId, version.id), locale);
  }

  onEmit(listener: (event: EmittedEvent) => void): () => void {
    return this.#carrier.onEmit(listener);
  }

  onFrame(frame: Frame): void {
    if (frame.type === 'INTERACTION_CREATE') {
      if (!this.#router.isPlugins(frame.payload)) return;
      const { payload } = frame;
      this.recorder.event(String((payload as { guild_id?: string }).guild_id), frame.type, payload);
      const routed = because(this.#options.bot.eventId(frame), () => this.#router.route(payload));
      this.#interactions.add(routed);
      void routed.finally(() => this.#interactions.delete(routed));
      frame.track(routed);
      return;
    }
    this.#delivery.onFrame(frame);
  }

  wantsStructures(type: string, payload: unknown, event: string): boolean {
    if (type === 'INTERACTION_CREATE') return !this.#router.isPlugins(payload);
    return this.#delivery.wantsStructures(payload, event);
  }

  /** Calls a plugin's route for the API. Never rejects. */
  callRoute(call: RouteCall): Promise<RouteOutcome> {
    return callRoute(
      {
        runner: this.#runner,
        live: (guildId, pluginId) => this.live.get(guildId, pluginId),
        context: (live, language) => this.#contexts.in(live, language),
      },
      call,
    );
  }

  /** Resolves when everything that plugins have counted so far is stored. */
  storeTallies(): Promise<void> {
    return this.#tallies.flush();
  }

  /** Resolves when no handler, interaction or job is under way and every problem is written. */
  async idle(): Promise<void> {
    await this.#options.bot.tap.idle();
    while (this.#interactions.size > 0) await Promise.all(this.#interactions);
    for (const live of this.live.all()) await Promise.allSettled(live.running);
    await this.jobs.settled();
    await this.#tallies.flush();
    await this.#letters.idle();
    await this.#runner.idle();
  }

  /** Takes every installation down without telling it: they come back with the next start. */
  async close(): Promise<void> {
    this.#tallies.endSoon();
    await this.jobs.close();
    await this.idle();
    for (const live of this.live.all()) {
      this.live.remove(live);
      this.#compile(live.guildId);
      live.abort();
      await this.#mounts.leave(live);
    }
    await this.#tallies.close();
    await this.#runner.idle();
  }

  /** What would be left behind, for leak tests. */
  leaks(): {
    readonly entries: number;
    readonly listeners: number;
    readonly live: number;
    readonly mounted: number;
  } {
    return {
      entries: this.#delivery.tables.size,
      listeners: this.#delivery.listeners,
      live: this.live.all().length,
      mounted: this.#mounts.size,
    };
  }

  /** @returns whether there was such a letter, of a job or handler that the enabled version still has */
  async replayDeadLetter(guildId: string, pluginId: string, id: string): Promise<boolean> {
    return (
      (await this.jobs.replay(guildId, pluginId, id)) || (await this.#letters.replay(guildId, pluginId, id))
    );
  }

  #compile(guildId: string): void {
    this.#delivery.tables.compile(guildId, this.live.of(guildId));
    this.#options.publisher.plan(guildId);
  }

  async #setUp(live: LiveInstallation): Promise<void> {
    await reportWithheldIntents(this.#options.bot, this.#options.problems, live);
    if (live.pieces.setup.length === 0) return;
    const setUp = async (): Promise<void> => {
      for (const piece of live.pieces.setup) {
        await this.#runner.run(live, 'setup', 'setup', () => piece.run(this.#contexts.of(live)));
      }
    };
    try {
      await (live.version.attempt?.(`setup-${live.guildId}`, setUp) ?? setUp());
    } catch (error) {
      this.#options.onDeadly(live, error);
    }
  }

  async #teardown(live: LiveInstallation): Promise<void> {
    if (live.pieces.teardown.length === 0) return;
    const limit = new AbortController();
    const owner = ownerOf(live.version, live.guildId, limit.signal, live.mode, () => live.sight);
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(() => late.resolve(), teardownLimitMs);
    const context = await this.#contexts.makeLast(live, owner);
    const work = (async () => {
      for (const piece of live.pieces.teardown) {
        await this.#runner.run(live, 'teardown', 'teardown', () => piece.run(context), owner);
      }
    })();
    await Promise.race([work, late.promise]);
    clearTimeout(timer);
    limit.abort(new Error('teardown is over'));
  }
}
