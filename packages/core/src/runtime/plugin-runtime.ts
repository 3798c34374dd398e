import { type Clock, type ConfigPlace, type Context, type Logger, ServiceError } from '@guildhall/sdk';
import type { ContributionPiece, HearPiece, Override } from '@guildhall/sdk/host';
import type { AuditLog } from '../audit/types.ts';
import type { CommandPublisher } from '../commands/index.ts';
import type { Database, GuildSettings } from '../database/index.ts';
import { type Bot, type CallOwner, type Frame, type FrameConsumer, fullSight } from '../discord/index.ts';
import type { GuildSettingsStore } from '../guilds/index.ts';
import type { PluginVersion } from '../plugins/types.ts';
import { EventRecorder } from '../reproduction/index.ts';
import type { ContextServices } from './context/context-services.ts';
import { callContribution, contributionsTo } from './context/contributions.ts';
import { type ContextParts, makeContext } from './context/make-context.ts';
import { placeOfArguments, placeOfFrame } from './context/place-of.ts';
import { callOffer } from './context/service-clients.ts';
import {
  adoptRules,
  because,
  causeOf,
  createIndexes,
  type DataKeys,
  storedCollections,
  TallyBook,
  TallyWriter,
} from './data/index.ts';
import { DispatchTables, inOrder, type RawEntry } from './dispatch-tables.ts';
import { EventLetters, type Handled, isWritten, withoutContent } from './events/index.ts';
import { type FrameListener, hearsFrames } from './frame-hearer.ts';
import { guildOfEvent } from './guild-of-event.ts';
import { away, HandlerRunner, type Outcome } from './handler-runner.ts';
import { InteractionRouter } from './interactions/router.ts';
import { JobScheduler, type MovableClock } from './jobs/scheduler.ts';
import { LiveInstallation, ownerOf } from './live-installation.ts';
import { LiveRegistry } from './live-registry.ts';
import { calledBy, messageContext } from './messages/index.ts';
import type { HostMetrics } from './metrics.ts';
import { parentOf } from './parent-of.ts';
import { oneDeeper } from './plugin-events.ts';
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
  /** Told when a plugin's `setup` has ended the process again and again, and was not tried again. */
  readonly onDeadly: (live: LiveInstallation, error: unknown) => void;
  readonly isCoreCommand: (name: string, type: number) => boolean;
}

/** What another plugin's event, or a test, can hear. */
export interface EmittedEvent {
  readonly guildId: string;
  readonly pluginId: string;
  readonly event: string;
  readonly payload: unknown;
}

/** Brings installations to life and takes them down again, and carries events, interactions and jobs to them. */
export class PluginRuntime implements FrameConsumer {
  readonly live: LiveRegistry = new LiveRegistry();
  /** What happened in guilds where something fails, to be played again. */
  readonly recorder: EventRecorder;
  readonly tables: DispatchTables;
  readonly jobs: JobScheduler;
  readonly strays: StrayErrors;
  readonly #options: RuntimeOptions;
  readonly #runner: HandlerRunner;
  readonly #router: InteractionRouter;
  readonly #mounts: SapphireMounts;
  readonly #tallies: TallyBook;
  readonly #letters: EventLetters;
  readonly #listeners = new Map<string, () => void>();
  readonly #settings = new Map<string, GuildSettings>();
  readonly #indexed = new Set<string>();
  readonly #emitted = new Set<(event: EmittedEvent) => void>();
  readonly #interactions = new Set<Promise<void>>();
  /** Live, but not set up yet: Discord is not there before the bot is ready. */
  readonly #unset = new Set<LiveInstallation>();
  #ready = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.recorder = new EventRecorder(() => options.clock.now());
    const { bot, clock, logger, metrics, problems, publisher } = options;
    this.#runner = new HandlerRunner({ clock, logger, metrics, problems });
    this.strays = new StrayErrors({
      runner: this.#runner,
      logger,
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
    });
    this.#tallies = new TallyBook({
      writer: new TallyWriter(options.database, { snapshot: () => bot.sessions.progress() }),
      logger,
      onPressure: (high) => bot.tap.holdBack(high),
    });
    bot.sessions.beforeStore = () => this.#tallies.flush();
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
    this.tables = new DispatchTables((event, heard) => this.#hear(event, heard), {
      on: (live) => this.#mounts.listeners(live),
      written: (live) => sapphire.written(live),
      listener: (live, piece, label) => this.#listener(live, piece, label),
    });
    this.jobs = new JobScheduler({
      database: options.database,
      applicationId: bot.applicationId,
      clock,
      logger,
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
      timezone: (guildId) => this.#settings.get(guildId)?.timezone ?? 'UTC',
      run: async (live, piece, input, run) =>
        this.#runner.run(live, 'job', `job ${piece.name}`, () =>
          because(`job ${run}`, () => piece.run(this.#context(live), input as never)),
        ),
    });
    this.#letters = new EventLetters({
      bot,
      letters: this.jobs.deadLetters,
      logger,
      now: () => clock.now(),
      find: (guildId, pluginId) => this.live.get(guildId, pluginId),
      run: (live, handled, args) => this.#again(live, handled, args),
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
      context: (live, locale, place) => this.#makeContext(live, { locale, place }),
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
    this.#settings.set(guildId, await this.#options.settings.get(guildId));
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
    if (this.live.of(guildId).length === 0) this.#settings.delete(guildId);
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
    const { guildId } = settings;
    if (!this.#settings.has(guildId)) return;
    this.#settings.set(guildId, settings);
    for (const live of this.live.of(guildId)) live.forgetContext();
  }

  /** In whose name a configuration is checked, also before the plugin is enabled. */
  async checkContext(guildId: string, version: PluginVersion, locale: string): Promise<[CallOwner, Context]> {
    const plugin = await version.load();
    const known = this.live.get(guildId, version.id);
    const live = known ?? new LiveInstallation({ guildId, version, plugin, config: {}, installedAt: 0 });
    const settings = await this.#options.settings.get(guildId);
    return [live.owner, makeContext(this.#parts, live, settings, { locale })];
  }

  onEmit(listener: (event: EmittedEvent) => void): () => void {
    this.#emitted.add(listener);
    return () => void this.#emitted.delete(listener);
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
    const guildId = guildOfFrame(frame);
    if (guildId === undefined) return;
    this.recorder.event(guildId, frame.type, frame.payload);
    if (frame.type === 'MESSAGE_CREATE') this.#written(guildId, frame);
    const heard = this.tables.raw(guildId, frame.type);
    if (heard.length === 0) return;
    this.#runner.hearAll(
      heard,
      frame.type,
      (entry) => this.#runRaw(entry, frame),
      ({ live, piece, label }, outcome) =>
        frame.track(this.#letters.watch(live, outcome, () => this.#handledRaw(live, piece, label, frame))),
    );
  }

  wantsStructures(type: string, payload: unknown, event: string): boolean {
    if (type === 'INTERACTION_CREATE') return !this.#router.isPlugins(payload);
    const guildId = (payload as { guild_id?: string }).guild_id;
    return guildId !== undefined && this.tables.on(guildId, event).length > 0;
  }

  /** Calls a plugin's route for the API. Never rejects. */
  callRoute(call: RouteCall): Promise<RouteOutcome> {
    return callRoute(
      {
        runner: this.#runner,
        live: (guildId, pluginId) => this.live.get(guildId, pluginId),
        context: (live) => this.#context(live),
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
      entries: this.tables.size,
      listeners: this.#listeners.size,
      live: this.live.all().length,
      mounted: this.#mounts.size,
    };
  }

  get #parts(): ContextParts {
    const { bot, database, keys, audit, clock, logger } = this.#options;
    return {
      bot,
      database,
      keys,
      audit,
      clock: clock as Clock,
      tallies: this.#tallies,
      logger,
      services: this.#options.services,
      jobs: (live) => this.jobs.jobs(live),
      provider: (guildId, serviceId) => this.live.provider(guildId, serviceId),
      runOffer: (provider, offer, input) => this.#runOffer(provider, offer, input),
      emit: (live, event, payload) => this.#emit(live, event, payload),
      contributions: (live, point) =>
        contributionsTo(live, point, this.live.of(live.guildId), (contributor, piece, input) =>
          this.#runContribution(contributor, piece, input),
        ),
    };
  }

  /** A handler's work, done because of a frame when its plugin counts. */
  #for(live: LiveInstallation, frame: Frame | undefined, name: string, run: () => unknown): () => unknown {
    if (!live.tallies || !frame) return run;
    const cause = `${this.#options.bot.eventId(frame)}/${live.pluginId} ${name}`;
    return () => because(cause, run);
  }

  #handledRaw(live: LiveInstallation, piece: RawEntry['piece'], label: string, frame: Frame): Handled {
    const { type, payload } = frame;
    const cause = `${this.#options.bot.eventId(frame)}/${live.pluginId} ${label}`;
    return { kind: 'onRaw', name: piece.name, event: type, type, payload, cause };
  }

  /** Runs a handler again, with what it was given. */
  #again(
    live: LiveInstallation,
    { kind, name, event }: Handled,
    args: readonly unknown[],
  ): Outcome | Promise<Outcome> | undefined {
    const { guildId } = live;
    const mine = <E extends { live: LiveInstallation; piece: { name: string } }>(entries: readonly E[]) =>
      entries.find((entry) => entry.live === live && entry.piece.name === name);
    if (kind === 'on') {
      const found = mine(this.tables.on(guildId, event));
      const context = () => this.#contextAt(live, () => this.#placeOf(guildId, args));
      return found && this.#runner.run(live, event, `on ${name}`, () => found.piece.run(context(), ...args));
    }
    if (kind === 'onRaw') {
      const found = mine(this.tables.raw(guildId, event));
      const context = () => this.#contextAt(live, () => placeOfFrame(event, args[0]));
      return found && this.#runner.run(live, event, found.label, () => found.piece.run(context(), args[0]));
    }
    const found = live.pieces.hear.find((piece) => piece.name === name);
    return (
      found && this.#runner.run(live, 'hear', `hear ${name}`, () => this.#heard(live, found, event, args[0]))
    );
  }

  /** @returns whether there was such a letter, of a job or handler that the enabled version still has */
  async replayDeadLetter(guildId: string, pluginId: string, id: string): Promise<boolean> {
    return (
      (await this.jobs.replay(guildId, pluginId, id)) || (await this.#letters.replay(guildId, pluginId, id))
    );
  }

  #runRaw(entry: RawEntry, frame: Frame): unknown {
    const { live, piece, label } = entry;
    const context = live.differsByPlace
      ? this.#contextAt(live, () => placeOfFrame(frame.type, frame.payload))
      : this.#context(live);
    if (entry.far) return this.#pass(entry, entry.far, context, frame);
    const payload = this.#seen(live, frame);
    if (!live.tallies) return piece.run(context, payload);
    return this.#for(live, frame, label, () => piece.run(context, payload))();
  }

  /** To a handler in another process. */
  #pass(
    { live, label, owner, enter }: RawEntry,
    { hearer, listener }: NonNullable<RawEntry['far']>,
    context: Context,
    frame: Frame,
  ): typeof away {
    // What it counts is counted in the name of this handler's run, which it takes along.
    if (live.tallies)
      enter(
        this.#for(live, frame, label, () => hearer[hearsFrames](context, owner, frame, listener)),
        undefined,
      );
    else hearer[hearsFrames](context, owner, frame, listener);
    frame.open();
    live.sent();
    return away;
  }

  /** Tells how events end in another process: one for each handler. */
  #listener(live: LiveInstallation, piece: RawEntry['piece'], label: string): FrameListener {
    return {
      ended: (frame, startedAt, error) => {
        live.returned();
        const outcome = this.#runner.ended({ live, label }, piece.event, startedAt, error);
        if (!frame) return;
        if (outcome.kind === 'failed') {
          frame.track(this.#letters.watch(live, outcome, () => this.#handledRaw(live, piece, label, frame)));
        }
        frame.close();
      },
    };
  }

  /** What a frame says, as far as the plugin may know it. */
  #seen(live: LiveInstallation, frame: Frame): unknown {
    const { sight } = live;
    return sight === fullSight ? frame.payload : frame.seenBy(sight, this.#botId);
  }

  get #botId(): string {
    const { bot } = this.#options;
    return bot.client.user?.id ?? bot.applicationId;
  }

  #context(live: LiveInstallation): Context {
    return live.context(this.#make);
  }

  readonly #make = (live: LiveInstallation): Context => this.#makeContext(live);

  /** Where it happens is only asked for where it matters. */
  #contextAt(live: LiveInstallation, place: () => ConfigPlace): Context {
    const base = this.#context(live);
    return live.differsByPlace ? live.contextAt(place(), base) : base;
  }

  #placeOf(guildId: string, args: readonly unknown[]): ConfigPlace {
    const members = this.#options.bot.client.guilds.cache.get(guildId)?.members.cache;
    return placeOfArguments(args, (userId) => {
      const roles = members?.get(userId)?.roles.cache;
      return roles && [...roles.keys()];
    });
  }

  #makeContext(live: LiveInstallation, variation: Parameters<typeof makeContext>[3] = {}): Context {
    const settings = this.#settings.get(live.guildId);
    if (!settings) throw new Error(`guild ${live.guildId} has live plugins but no settings`);
    return makeContext(this.#parts, live, settings, variation);
  }

  #compile(guildId: string): void {
    this.tables.compile(guildId, this.live.of(guildId));
    this.#options.publisher.plan(guildId);
  }

  #hear(event: string, heard: boolean): void {
    if (!heard) {
      this.#listeners.get(event)?.();
      this.#listeners.delete(event);
      return;
    }
    const stop = this.#options.bot.tap.listen(event, (...args: unknown[]) => this.#deliver(event, args));
    this.#listeners.set(event, stop);
  }

  #deliver(event: string, args: readonly unknown[]): void {
    const guildId = guildOfEvent(args);
    if (guildId === undefined) return;
    const { bot } = this.#options;
    const frame = bot.tap.current;
    let unread: readonly unknown[] | undefined;
    for (const { live, piece } of this.tables.on(guildId, event)) {
      let given = args;
      if (!live.sight.content && isWritten(event) && frame) {
        unread ??= withoutContent(bot.client, guildId, event, args, frame, this.#botId);
        given = unread;
      }
      const name = `on ${piece.name}`;
      const run = () =>
        piece.run(
          this.#contextAt(live, () => this.#placeOf(guildId, args)),
          ...given,
        );
      const work = this.#for(live, frame, name, run);
      const outcome = this.#runner.run(live, event, name, work, live.owner, frame?.payload);
      if (!(outcome instanceof Promise) && outcome.kind !== 'failed') continue;
      const kept = this.#letters.watch(live, outcome, () => ({
        kind: 'on',
        name: piece.name,
        event,
        ...(frame && { type: frame.type }),
        payload: frame?.payload,
        cause: frame ? `${this.#options.bot.eventId(frame)}/${live.pluginId} ${name}` : `${Date.now()}`,
      }));
      frame?.track(kept);
    }
  }

  async #runOffer(provider: LiveInstallation, offer: string, input: unknown): Promise<unknown> {
    return this.#runForOther(provider, 'offer', offer, () =>
      callOffer(provider, offer, input, () => this.#context(provider)),
    );
  }

  /** Runs what another plugin asked for, in the name of the one that does it. */
  async #runForOther(
    provider: LiveInstallation,
    kind: 'offer' | 'contribution',
    name: string,
    work: () => Promise<unknown>,
  ): Promise<unknown> {
    let result: unknown;
    let failure: unknown;
    const outcome: Outcome = await this.#runner.run(provider, kind, `${kind} ${name}`, async () => {
      try {
        result = await work();
      } catch (error) {
        failure = error;
        // A wrong input is the caller's mistake: the provider is not blamed for it.
        if (!(error instanceof ServiceError && error.code === 'SERVICE_INPUT_INVALID')) throw error;
      }
    });
    if (failure !== undefined) throw failure;
    if (outcome.kind === 'done') return result;
    throw new ServiceError('SERVICE_UNAVAILABLE', `${provider.pluginId} can't answer now (${outcome.kind}).`);
  }

  /** A message may call a command; where no plugin has one, this is a look-up. */
  #written(guildId: string, frame: Frame): void {
    const entries = this.tables.written(guildId);
    if (entries.length === 0) return;
    const { bot } = this.#options;
    const seen = ({ live }: { readonly live: LiveInstallation }) => this.#seen(live, frame);
    for (const { entry, called } of calledBy(entries, seen, this.#botId)) {
      const { live, piece } = entry;
      const outcome = this.#runner.run(live, 'messageCommand', `messageCommand ${piece.name}`, () =>
        piece.run(
          messageContext(
            this.#contextAt(live, () => placeOfFrame(frame.type, frame.payload)),
            bot,
            live.owner,
            frame.payload,
          ) as never,
          called.written,
          seen(entry),
        ),
      );
      if (outcome instanceof Promise) frame.track(outcome);
    }
  }

  async #runContribution(
    contributor: LiveInstallation,
    piece: ContributionPiece,
    input: unknown,
  ): Promise<unknown> {
    return this.#runForOther(contributor, 'contribution', piece.name, () =>
      callContribution(contributor, piece, input, () => this.#context(contributor)),
    );
  }

  /** Carries an event to who hears it in the guild, after the handler that emitted it goes on. */
  #carry(from: LiveInstallation, event: string, payload: unknown): void {
    for (const { live, piece } of this.tables.heard(from.guildId, from.pluginId, event)) {
      const went = oneDeeper(() =>
        live.track(
          Promise.resolve().then(() => {
            const name = `hear ${piece.name}`;
            const cause = causeOf(`${live.pluginId} ${name}`);
            const heard = `${from.pluginId}.${event}`;
            const outcome = because(cause, () =>
              this.#runner.run(live, 'hear', name, () => this.#heard(live, piece, heard, payload)),
            );
            const handled = { kind: 'hear', name: piece.name, event: heard, payload, cause } as const;
            return this.#letters.watch(live, outcome, () => handled);
          }),
        ),
      );
      if (went) continue;
      this.#options.logger.warn('plugins answer each other’s events for ever: the chain was cut', {
        guildId: from.guildId,
        pluginId: from.pluginId,
        event,
        hearer: live.pluginId,
      });
    }
  }

  /** The two may be of different versions: each has its own idea of the event, and its own copy. */
  async #heard(live: LiveInstallation, piece: HearPiece, event: string, payload: unknown): Promise<void> {
    const heard = await piece.payload.safeParseAsync(structuredClone(payload));
    if (!heard.success) {
      throw new TypeError(`"${event}" came as this version does not expect it: ${heard.error.message}`);
    }
    await piece.run(this.#context(live), heard.data as never);
  }

  #emit(live: LiveInstallation, event: string, payload: unknown): void {
    const schema = live.plugin.declaration.emits?.[event];
    if (!schema) throw new TypeError(`${live.pluginId} does not declare the event "${event}"`);
    const checked: unknown = schema.parse(payload);
    const { guildId, pluginId } = live;
    for (const listener of this.#emitted) listener({ guildId, pluginId, event, payload: checked });
    this.#carry(live, event, checked);
  }

  async #setUp(live: LiveInstallation): Promise<void> {
    await reportWithheldIntents(this.#options.bot, this.#options.problems, live);
    if (live.pieces.setup.length === 0) return;
    const setUp = async (): Promise<void> => {
      for (const piece of live.pieces.setup) {
        await this.#runner.run(live, 'setup', 'setup', () => piece.run(this.#context(live)));
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
    const settings = await this.#options.settings.get(live.guildId);
    const context = makeContext(this.#parts, live, settings, { owner });
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

/** Guild events carry `guild_id`; those about the guild itself carry it as `id`. */
function guildOfFrame(frame: Frame): string | undefined {
  const payload = frame.payload as { guild_id?: string; id?: string } | null;
  if (!payload) return undefined;
  if (payload.guild_id !== undefined) return payload.guild_id;
  const isGuild =
    frame.type === 'GUILD_CREATE' || frame.type === 'GUILD_UPDATE' || frame.type === 'GUILD_DELETE';
  return isGuild ? payload.id : undefined;
}
