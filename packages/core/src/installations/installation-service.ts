import type { Clock, Logger } from '@guildhall/sdk';
import type { Actor, AuditLog } from '../audit/types.ts';
import { isCommandName } from '../commands/index.ts';
import type { InstallationDocument } from '../database/index.ts';
import { asCore, type Bot } from '../discord/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import { ConfigChecks, configInvalid, loadCode, migrateConfig } from './config-checks.ts';
import { consentDifference } from './consent.ts';
import { CrashWatch } from './crash-watch.ts';
import type { DataMigration } from './data-migration.ts';
import { InstallationError } from './errors.ts';
import { type Because, type InstallationStore, isRunning } from './installation-store.ts';
import { viewInstallation } from './installation-view.ts';
import { movedTo } from './moved-to.ts';
import {
  checkRequirements,
  checkSdk,
  dependantsOf,
  inRange,
  missingPermissions,
  type RequirementParts,
} from './requirements.ts';
import type {
  ConfigProblem,
  ConfigRevision,
  ConsentDifference,
  Dependant,
  Installation,
  InstallationEvent,
  Installations,
  InstallationTransition,
  InstallRequest,
  RollbackRequest,
  UpdateRequest,
} from './types.ts';
import { changedCollections, dataVersions, VersionMoves } from './version-moves.ts';

/** How long an uninstalled plugin's data and configuration are kept. */
const retentionMs = 30 * 24 * 60 * 60_000;

export interface InstallationServiceOptions {
  readonly bot: Bot;
  readonly catalogue: PluginCatalogue;
  readonly store: InstallationStore;
  readonly runtime: PluginRuntime;
  readonly problems: ProblemBook;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Writes the guild's commands; resolves after one attempt. */
  readonly syncCommands: (guildId: string) => Promise<void>;
  /** The names of a guild's commands, as they are planned now. */
  readonly commandNames: (guildId: string) => readonly string[];
  readonly migration: DataMigration;
  /** Nothing is brought to life. */
  readonly safeMode?: boolean;
  /** Told after each step of an update that is on disk; for tests of what a death in the middle leaves. */
  readonly onStep?: (step: string) => void | Promise<void>;
}

export class InstallationService implements Installations {
  readonly #options: InstallationServiceOptions;
  readonly #checks: ConfigChecks;
  readonly #crashes: CrashWatch;
  readonly moves: VersionMoves;
  readonly #listeners = new Set<(event: InstallationEvent) => void>();
  /** Changes of one installation take effect one after another in this process. */
  readonly #queues = new Map<string, Promise<unknown>>();

  /** Of the installations that run in this process. */
  readonly #aliases = new Map<string, Readonly<Record<string, string>>>();

  /** The last revision of each that this process has announced. */
  readonly #revisions = new Map<string, number>();

  constructor(options: InstallationServiceOptions) {
    this.#options = options;
    this.#checks = new ConfigChecks({ ...options, now: () => options.clock.now() });
    this.moves = new VersionMoves({
      ...options,
      versionOf: (pluginId, hash, version) => this.#held(pluginId, hash, version),
      apply: (document) => this.apply(document),
      onStep: options.onStep ?? (() => undefined),
    });
    this.#crashes = new CrashWatch({
      now: () => options.clock.now(),
      crashed: (guildId, pluginId) => this.#stepIn(guildId, pluginId, () => this.#crashed(guildId, pluginId)),
      exhausted: (guildId, pluginId) =>
        this.#stepIn(guildId, pluginId, () => this.#exhausted(guildId, pluginId)),
    });
  }

  async list(guildId: string): Promise<readonly Installation[]> {
    const { store, problems } = this.#options;
    const [documents, byPlugin] = await Promise.all([store.list(guildId), problems.list(guildId)]);
    return documents.flatMap((document) => this.#view(document, byPlugin.get(document.pluginId)) ?? []);
  }

  async get(guildId: string, pluginId: string): Promise<Installation | undefined> {
    const document = await this.#options.store.find(guildId, pluginId);
    if (!document || document.state === 'retained') return undefined;
    const byPlugin = await this.#options.problems.list(guildId);
    return this.#view(document, byPlugin.get(pluginId));
  }

  install(request: InstallRequest): Promise<Installation> {
    const { guildId, pluginId, actor } = request;
    return this.#inOrder(guildId, pluginId, async () => {
      const { bot, catalogue, clock, store } = this.#options;
      const version = this.#wanted(pluginId, { toHash: request.hash });
      if (!bot.directory.guild(guildId)) {
        throw new InstallationError('GUILD_UNKNOWN', 'The bot is not in this guild. Invite it first.');
      }
      const former = await store.find(guildId, pluginId);
      if (former && former.state !== 'retained') {
        throw new InstallationError('ALREADY_INSTALLED', `${pluginId} is already installed here.`);
      }
      if (request.manifestHash !== version.manifestHash) {
        throw new InstallationError(
          'CONSENT_OUTDATED',
          `${pluginId} has changed since its consent screen was opened. Read it again.`,
        );
      }
      checkRequirements(version, this.#parts(guildId));
      if (former?.dataVersions && changedCollections(former.dataVersions, version).length > 0) {
        return this.#installOverKept(former, version, request);
      }
      const config = await this.#checks.starting(request, version, former);
      const at = new Date(clock.now());
      const fields = {
        version: version.version,
        hash: version.hash,
        consent: { manifestHash: version.manifestHash, userId: userOf(actor), at },
        config,
        installedAt: at,
        updatedAt: at,
        pinned: request.hash !== undefined && request.hash !== catalogue.newest(pluginId)?.hash,
        dataVersions: { ...former?.dataVersions, ...dataVersions(version) },
        update: null,
        previous: null,
        purgeAt: null,
      };
      const because = { actor };
      const installing = former
        ? await store.change(former, { ...fields, state: 'installing' }, because)
        : await store.insert({ ...fields, guildId, pluginId, state: 'installing', revision: 1 }, because);
      const enabled = await this.finishInstalling(installing, version, because);
      await store.remember(enabled);
      await this.#record(guildId, actor, 'installation.installed', pluginId, undefined, {
        version: version.version,
        capabilities: version.manifest.capabilities.map(({ id }) => id),
      });
      return this.#changed(enabled, 'installed');
    });
  }

  update(request: UpdateRequest): Promise<Installation> {
    const { guildId, pluginId, actor } = request;
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#require(guildId, pluginId, request.expectedRevision);
      const version = this.#wanted(pluginId, request);
      if (version.hash === current.hash) return this.#whole(current);
      this.#refuseState(current, ['enabled', 'disabled', 'rolled_back', 'consent_required', 'quarantined']);
      this.#checkConsent(current, version, request);
      this.#checkMove(current, version);
      await loadCode(version);
      const pinned = version.hash !== this.#options.catalogue.newest(pluginId)?.hash;
      const updating = await this.moves.begin(current, version, { actor, pinned });
      const document = await this.#carryOut(updating, version, actor, request.manifestHash);
      return this.#changed(document, document.hash === version.hash ? 'updated' : 'rolled_back');
    });
  }

  rollback({ guildId, pluginId, actor, expectedRevision }: RollbackRequest): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#require(guildId, pluginId, expectedRevision);
      this.#refuseState(current, ['enabled', 'disabled', 'rolled_back', 'consent_required', 'quarantined']);
      const back = await this.moves.rollBack(current, { actor });
      this.#crashes.forget(guildId, pluginId);
      await this.#options.syncCommands(guildId);
      await this.#record(guildId, actor, 'installation.rolled_back', pluginId, current.version, back.version);
      return this.#changed(back, 'rolled_back');
    });
  }

  confirmUpdate({ guildId, pluginId, actor, expectedRevision }: RollbackRequest): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#require(guildId, pluginId, expectedRevision);
      if (!current.previous) return this.#whole(current);
      const confirmed = await this.moves.confirm(current);
      await this.#record(guildId, actor, 'installation.confirmed', pluginId, undefined, current.version);
      return this.#changed(confirmed, 'updated');
    });
  }

  async consentDifference(guildId: string, pluginId: string, toHash?: string): Promise<ConsentDifference> {
    const version = this.#wanted(pluginId, { toHash });
    const current = await this.#options.store.find(guildId, pluginId);
    if (!current || current.state === 'retained') return consentDifference(undefined, version.manifest);
    return this.#difference(current, version);
  }

  async transitions(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly InstallationTransition[]> {
    return this.#options.store.transitions(guildId, pluginId, limit, before);
  }

  /** Which plugins of the guild call this one's service: they stop being able to when it is switched off. */
  async dependants(guildId: string, pluginId: string): Promise<readonly Dependant[]> {
    const current = await this.#require(guildId, pluginId);
    return this.#dependants(guildId, this.#versionOf(current));
  }

  setEnabled(
    guildId: string,
    pluginId: string,
    enabled: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const { clock, store, problems } = this.#options;
      const current = await this.#require(guildId, pluginId, expectedRevision);
      const wanted = enabled ? 'enabled' : 'disabled';
      if (current.state === wanted) return this.#whole(current);
      this.#refuseState(
        current,
        enabled
          ? ['disabled', 'quarantined', 'rolled_back', 'consent_required']
          : ['enabled', 'quarantined', 'rolled_back', 'consent_required'],
      );
      if (enabled) {
        const version = this.#versionOf(current);
        checkRequirements(version, this.#parts(guildId));
        await loadCode(version);
        this.#crashes.forget(guildId, pluginId);
        await problems.resolve(guildId, pluginId, 'QUARANTINED');
      }
      const changed = await store.change(
        current,
        { state: wanted, updatedAt: new Date(clock.now()) },
        { actor },
      );
      await this.apply(changed);
      await this.#tellDependants(changed);
      await this.#options.syncCommands(guildId);
      await this.#record(guildId, actor, `installation.${wanted}`, pluginId, current.state, wanted);
      return this.#changed(changed, wanted);
    });
  }

  uninstall(guildId: string, pluginId: string, actor: Actor): Promise<void> {
    return this.#inOrder(guildId, pluginId, async () => {
      const { store } = this.#options;
      const current = await this.#require(guildId, pluginId);
      this.#refuseWhileNeeded(current);
      this.#refuseState(current, [
        'enabled',
        'disabled',
        'rolled_back',
        'consent_required',
        'quarantined',
        'installing',
      ]);
      const because = { actor };
      const leaving = await store.change(current, { state: 'uninstalling' }, because);
      const retained = await this.finishUninstalling(leaving, because);
      await this.#options.syncCommands(guildId);
      await this.#record(guildId, actor, 'installation.uninstalled', pluginId, current.version, undefined);
      this.emit(retained, 'uninstalled');
    });
  }

  async validateConfig(
    guildId: string,
    pluginId: string,
    values: unknown,
    locale: string,
  ): Promise<readonly ConfigProblem[]> {
    const document = await this.#options.store.find(guildId, pluginId);
    const installed = document && document.state !== 'retained' ? this.#versionOf(document) : undefined;
    const version = installed ?? this.#options.catalogue.newest(pluginId);
    if (!version) throw new InstallationError('PLUGIN_UNKNOWN', `There is no plugin "${pluginId}" here.`);
    const check = await this.#checks.check(guildId, version, values, locale);
    return check.ok ? [] : check.problems;
  }

  configure(
    guildId: string,
    pluginId: string,
    values: unknown,
    expectedRevision: number,
    actor: Actor,
    locale: string,
  ): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#require(guildId, pluginId, expectedRevision);
      return this.#configure(current, values, actor, locale);
    });
  }

  async history(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly ConfigRevision[]> {
    const current = await this.#require(guildId, pluginId);
    return this.#options.store.history(current, limit, before);
  }

  restore(
    guildId: string,
    pluginId: string,
    revisionNumber: number,
    expectedRevision: number,
    actor: Actor,
  ): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#require(guildId, pluginId, expectedRevision);
      const [older] = await this.#options.store.history(current, 1, revisionNumber + 1);
      if (older?.number !== revisionNumber) {
        throw new InstallationError('STATE_CONFLICT', `There is no configuration number ${revisionNumber}.`);
      }
      const values = migrateConfig(await loadCode(this.#versionOf(current)), older);
      return this.#configure(current, values, actor, 'en', revisionNumber);
    });
  }

  setCommandAlias(
    guildId: string,
    pluginId: string,
    command: string,
    alias: string | null,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const { store, syncCommands, commandNames } = this.#options;
      const current = await this.#require(guildId, pluginId, expectedRevision);
      const { pieces } = this.#versionOf(current).manifest;
      if (!pieces.some((piece) => piece.kind === 'command' && piece.name === command)) {
        throw new InstallationError('STATE_CONFLICT', `${pluginId} has no command "${command}".`);
      }
      const { [command]: former, ...others } = current.aliases ?? {};
      if (alias === (former ?? null)) return this.#whole(current);
      if (alias !== null && !isCommandName(alias)) {
        throw new InstallationError(
          'STATE_CONFLICT',
          `"${alias}" can't be the name of a command: 1 to 32 small letters, digits, - and _.`,
        );
      }
      if (alias !== null && commandNames(guildId).includes(alias)) {
        throw new InstallationError('STATE_CONFLICT', `/${alias} is taken here. Choose another name.`);
      }
      const aliases = alias === null ? others : { ...others, [command]: alias };
      const changed = await store.change(current, { aliases });
      await this.apply(changed);
      await syncCommands(guildId);
      await this.#record(guildId, actor, 'command.renamed', `${pluginId}/${command}`, former, alias);
      return this.#changed(changed, 'configured');
    });
  }

  /** Names that the guild's admins have chosen for the commands of a running plugin. */
  aliasesOf(guildId: string, pluginId: string): Readonly<Record<string, string>> {
    return this.#aliases.get(`${guildId}:${pluginId}`) ?? {};
  }

  async dismissProblem(guildId: string, pluginId: string, problemId: string, actor: Actor): Promise<void> {
    const current = await this.#require(guildId, pluginId);
    if (!(await this.#options.problems.dismiss(guildId, pluginId, problemId))) return;
    await this.#record(guildId, actor, 'problem.dismissed', pluginId, problemId, undefined);
    this.emit(current, 'problem');
  }

  onEvent(listener: (event: InstallationEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Looks at the database again and brings this process in line with it, after the changes that are under way. */
  refresh(guildId: string, pluginId: string): Promise<void> {
    return this.#inOrder(guildId, pluginId, async () => {
      const current = await this.#options.store.find(guildId, pluginId);
      if (current) await this.apply(current);
    });
  }

  /** Brings this process in line with what the database says about an installation. Doing it again changes nothing. */
  async apply(document: InstallationDocument): Promise<void> {
    const { runtime, problems, bot } = this.#options;
    const { guildId, pluginId } = document;
    if (this.#options.safeMode) return;
    if (document.aliases) this.#aliases.set(`${guildId}:${pluginId}`, document.aliases);
    if (!isRunning(document.state)) {
      this.#aliases.delete(`${guildId}:${pluginId}`);
      await runtime.deactivate(guildId, pluginId);
      return;
    }
    const version = this.#versionOf(document);
    checkSdk(version);
    await runtime.activate(guildId, version, document.config.effective, document.installedAt.getTime());
    const missing = missingPermissions(version, bot.directory.guild(guildId));
    await problems.resolve(guildId, pluginId, 'MISSING_PERMISSIONS');
    if (missing.length > 0) {
      await problems.record(guildId, pluginId, {
        code: 'MISSING_PERMISSIONS',
        message: `The bot lacks permissions that this plugin needs: ${missing.join(', ')}.`,
        remedy: 'Give them to the bot’s role, or invite the bot again from the overview.',
      });
    }
  }

  async finishInstalling(
    installing: InstallationDocument,
    version: PluginVersion,
    because?: Because,
  ): Promise<InstallationDocument> {
    const { clock, problems, store, syncCommands } = this.#options;
    const { guildId, pluginId } = installing;
    try {
      await loadCode(version);
      const enabled = await store.change(
        installing,
        { state: 'enabled', updatedAt: new Date(clock.now()) },
        because,
      );
      await problems.forget(guildId, pluginId);
      await this.apply(enabled);
      await syncCommands(guildId);
      return enabled;
    } catch (error) {
      // Rolled back: configuration and data of an earlier time stay as they were.
      await this.finishUninstalling(await this.#current(installing), because);
      throw error;
    }
  }

  async finishUninstalling(leaving: InstallationDocument, because?: Because): Promise<InstallationDocument> {
    const { clock, migration, problems, runtime, store } = this.#options;
    const { guildId, pluginId } = leaving;
    await runtime.deactivate(guildId, pluginId);
    await problems.forget(guildId, pluginId);
    const now = clock.now();
    if (leaving.previous) await migration.drop(leaving.previous.migrationId);
    this.#crashes.forget(guildId, pluginId);
    const fields = { previous: null, updatedAt: new Date(now), purgeAt: new Date(now + retentionMs) };
    return store.change(leaving, { ...fields, state: 'retained' }, because);
  }

  /**
   * Takes over what another process has changed. Waits for our own changes of that installation first, and looks again:
   * a change that was ours, or that has been overtaken, is nothing to do.
   */
  follow(seen: InstallationDocument): Promise<void> {
    const { guildId, pluginId } = seen;
    return this.#inOrder(guildId, pluginId, async () => {
      if (seen.revision <= (this.#revisions.get(`${guildId}:${pluginId}`) ?? 0)) return;
      const current = await this.#options.store.find(guildId, pluginId);
      if (!current || current.revision !== seen.revision) return;
      const before = this.#options.runtime.live.get(guildId, pluginId);
      await this.apply(current);
      await this.#options.syncCommands(guildId);
      const after = this.#options.runtime.live.get(guildId, pluginId);
      if (current.state === 'retained') this.emit(current, 'uninstalled');
      else if (before && after && before !== after) this.emit(current, 'updated');
      else if (before && after) this.emit(current, 'configured');
      else if (after) this.emit(current, 'enabled');
      else if (before) this.emit(current, 'disabled');
    });
  }

  emit(
    document: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision'>,
    type: InstallationEvent['type'],
  ): void {
    const { guildId, pluginId, revision } = document;
    this.#revisions.set(`${guildId}:${pluginId}`, revision);
    for (const listener of this.#listeners) {
      try {
        listener({ guildId, pluginId, type, revision });
      } catch (error) {
        this.#options.logger.error('a listener of installations failed', { error: String(error) });
      }
    }
  }

  /** Resolves when no change is under way. */
  async idle(): Promise<void> {
    while (this.#queues.size > 0) await Promise.allSettled(this.#queues.values());
  }

  async #configure(
    current: InstallationDocument,
    values: unknown,
    actor: Actor,
    locale: string,
    restoredFrom?: number,
  ): Promise<Installation> {
    return this.#changed(await this.#configured(current, values, actor, locale, restoredFrom), 'configured');
  }

  async #configured(
    current: InstallationDocument,
    values: unknown,
    actor: Actor,
    locale: string,
    restoredFrom: number | undefined,
  ): Promise<InstallationDocument> {
    const { clock, runtime, store } = this.#options;
    const { guildId, pluginId } = current;
    const version = this.#versionOf(current);
    const check = await this.#checks.check(guildId, version, values, locale);
    if (!check.ok) throw configInvalid(pluginId, check.problems);
    const at = new Date(clock.now());
    await store.remember(current);
    const changed = await store.change(current, {
      updatedAt: at,
      config: {
        number: current.config.number + 1,
        configVersion: version.manifest.config.version,
        values: values as Record<string, unknown>,
        effective: check.effective as Record<string, unknown>,
        actor,
        at,
        ...(restoredFrom === undefined ? {} : { restoredFrom }),
      },
    });
    runtime.configure(guildId, pluginId, check.effective);
    await store.remember(changed);
    await this.#record(
      guildId,
      actor,
      restoredFrom === undefined ? 'config.updated' : 'config.restored',
      pluginId,
      current.config.values,
      values,
    );
    return changed;
  }

  async #require(
    guildId: string,
    pluginId: string,
    expectedRevision?: number,
  ): Promise<InstallationDocument> {
    const found = await this.#options.store.find(guildId, pluginId);
    if (!found || found.state === 'retained') {
      throw new InstallationError('NOT_INSTALLED', `${pluginId} is not installed here.`);
    }
    if (expectedRevision !== undefined && found.revision !== expectedRevision) {
      throw new InstallationError(
        'REVISION_MISMATCH',
        `${pluginId} has been changed meanwhile (revision ${found.revision}). Load it again and repeat.`,
      );
    }
    return found;
  }

  /** Told of every problem of a handler: too many of one kind, and the host steps in. */
  problemHappened(guildId: string, pluginId: string, code: string): void {
    if (code === 'HANDLER_FAILED') this.#crashes.failed(guildId, pluginId);
    if (code === 'CIRCUIT_OPEN') this.#crashes.opened(guildId, pluginId);
  }

  /** Marks an installation whose newer version waits for consent; the version that it has goes on. */
  async requireConsent(document: InstallationDocument, newest: PluginVersion): Promise<InstallationDocument> {
    if (document.state !== 'enabled') return document;
    return this.#options.store.change(
      document,
      { state: 'consent_required' },
      { actor: { kind: 'system', reason: 'update' }, reason: `CONSENT_REQUIRED ${newest.version}` },
    );
  }

  /** Configuration and consent of an announced move, then the move. */
  async #carryOut(
    updating: InstallationDocument,
    version: PluginVersion,
    actor: Actor,
    manifestHash: string | undefined,
  ): Promise<InstallationDocument> {
    const { clock, store, syncCommands } = this.#options;
    const { guildId, pluginId } = updating;
    const because = { actor, reason: 'UPDATE_FAILED' };
    let values: Record<string, unknown>;
    try {
      values = await this.#valuesFor(updating, version);
    } catch (error) {
      const back = await this.moves.refuse(updating, because, error);
      await this.#record(guildId, actor, 'installation.rolled_back', pluginId, version.version, back.version);
      return back;
    }
    const check = await this.#checks.check(guildId, version, values, 'en').catch(async (error: unknown) => {
      await this.moves.abandon(updating, because);
      throw error;
    });
    if (!check.ok) {
      await this.moves.abandon(updating, because);
      throw configInvalid(pluginId, check.problems);
    }
    const at = new Date(clock.now());
    const config = { values, effective: check.effective as Record<string, unknown> };
    const moved = movedTo(updating, version, config, actor, at);
    const consent =
      manifestHash === undefined && !this.#difference(updating, version).required
        ? { ...updating.consent, manifestHash: version.manifestHash }
        : { manifestHash: version.manifestHash, userId: userOf(actor), at };
    await store.remember(updating);
    this.#crashes.forget(guildId, pluginId);
    const { document, failure } = await this.moves.carryOut(updating, { config: moved.config, consent });
    await syncCommands(guildId);
    await this.#record(
      guildId,
      actor,
      failure === undefined ? 'installation.updated' : 'installation.rolled_back',
      pluginId,
      updating.version,
      failure === undefined ? version.version : document.version,
    );
    return document;
  }

  /** The configuration for another version: migrated for a newer one, the last that fitted for an older one. */
  async #valuesFor(document: InstallationDocument, version: PluginVersion): Promise<Record<string, unknown>> {
    const wanted = version.manifest.config.version;
    if (wanted >= document.config.configVersion)
      return migrateConfig(await loadCode(version), document.config);
    const history = await this.#options.store.history(document, 1_000);
    const fitting = history.find(({ configVersion }) => configVersion <= wanted);
    return migrateConfig(await loadCode(version), fitting ?? { configVersion: wanted, values: {} });
  }

  #wanted(
    pluginId: string,
    wanted: { readonly toHash?: string | undefined; readonly version?: string | undefined },
  ): PluginVersion {
    const { catalogue } = this.#options;
    const newest = catalogue.newest(pluginId);
    if (!newest) throw new InstallationError('PLUGIN_UNKNOWN', `There is no plugin "${pluginId}" here.`);
    const { toHash, version } = wanted;
    if (toHash === undefined && version === undefined) return newest;
    const found = catalogue
      .versions(pluginId)
      .find((held) => (toHash === undefined ? held.version === version : held.hash === toHash));
    if (found) return found;
    const held = catalogue.versions(pluginId).map((one) => one.version);
    throw new InstallationError(
      'VERSION_UNKNOWN',
      `This Guildhall does not hold ${version ?? `version ${toHash}`} of ${pluginId}. It holds ${held.join(', ')}.`,
    );
  }

  #parts(guildId: string): RequirementParts {
    const { bot, catalogue, runtime } = this.#options;
    return {
      bot,
      catalogue,
      provider: (serviceId) => runtime.live.provider(guildId, serviceId)?.version,
    };
  }

  #dependants(guildId: string, version: PluginVersion): readonly Dependant[] {
    return dependantsOf(
      version,
      this.#options.runtime.live.of(guildId).map((live) => live.version),
    );
  }

  #refuseWhileNeeded(current: InstallationDocument): void {
    const { catalogue } = this.#options;
    const version = catalogue.get(current.pluginId, current.hash);
    if (!version || !isRunning(current.state)) return;
    const needing = this.#dependants(current.guildId, version).filter(({ optional }) => !optional);
    if (needing.length === 0) return;
    const who = needing.map(({ pluginId }) => pluginId).join(', ');
    throw new InstallationError(
      'REQUIREMENT_MISSING',
      `${current.pluginId} is needed here by ${who}. Disable or uninstall ${who} first, or disable ${current.pluginId} instead.`,
    );
  }

  /** Those who need it see among their problems who has left them, until it is back. */
  async #tellDependants({ guildId, pluginId, hash, state }: InstallationDocument): Promise<void> {
    const { catalogue, problems } = this.#options;
    const version = catalogue.get(pluginId, hash);
    if (!version) return;
    for (const dependant of this.#dependants(guildId, version)) {
      const code = 'REQUIREMENT_MISSING';
      await problems.resolve(guildId, dependant.pluginId, code);
      if (dependant.optional || isRunning(state)) continue;
      await problems.record(guildId, dependant.pluginId, {
        code,
        message: `${dependant.pluginId} needs the service "${version.manifest.offers}" of ${pluginId}, which is ${state}.`,
        remedy: `Enable ${pluginId} again.`,
      });
    }
  }

  #checkConsent(
    current: InstallationDocument,
    version: PluginVersion,
    { manifestHash }: Pick<UpdateRequest, 'manifestHash'>,
  ): void {
    const { pluginId } = current;
    if (manifestHash !== undefined) {
      if (manifestHash === version.manifestHash) return;
      throw new InstallationError(
        'CONSENT_OUTDATED',
        `${pluginId} has changed since its consent screen was opened. Read it again.`,
      );
    }
    const difference = this.#difference(current, version);
    if (!difference.required) return;
    const asked = [
      ...difference.capabilities.map(({ id }) => id),
      ...difference.intents.map(({ name }) => name),
      ...difference.hosts,
    ];
    throw new InstallationError(
      'CONSENT_REQUIRED',
      `${pluginId} ${version.version} asks for more than has been allowed here: ${asked.join(', ')}.`,
      { difference },
    );
  }

  #difference(current: InstallationDocument, version: PluginVersion): ConsentDifference {
    const consented = this.#options.catalogue.get(current.pluginId, current.hash);
    if (!consented && current.consent.manifestHash === version.manifestHash) {
      return consentDifference(version.manifest, version.manifest);
    }
    return consentDifference(consented?.manifest, version.manifest);
  }

  /** @throws `InstallationError` when the version could not run here, or others here could not run with it */
  #checkMove(current: InstallationDocument, version: PluginVersion): void {
    const { guildId, pluginId } = current;
    checkRequirements(version, this.#parts(guildId));
    const held = this.#options.catalogue.get(pluginId, current.hash);
    changedCollections(current.dataVersions ?? (held ? dataVersions(held) : {}), version);
    if (!held) return;
    const left = this.#dependants(guildId, held).filter(
      ({ optional, range }) =>
        !optional && (version.manifest.offers !== held.manifest.offers || !inRange(version, range)),
    );
    if (left.length === 0) return;
    const who = left.map((one) => `${one.pluginId} (${one.range ?? 'any version'})`).join(', ');
    throw new InstallationError(
      'REQUIREMENT_MISSING',
      `${who} could not work with ${pluginId} ${version.version}. Update or disable that first.`,
    );
  }

  #refuseState(current: InstallationDocument, possible: readonly InstallationDocument['state'][]): void {
    if (possible.includes(current.state)) return;
    throw new InstallationError(
      'STATE_CONFLICT',
      `${current.pluginId} is ${current.state}; try again in a moment.`,
    );
  }

  /** Data of an earlier time are in an older form: it is as if the version of that time were updated. */
  async #installOverKept(
    former: InstallationDocument,
    version: PluginVersion,
    { guildId, pluginId, actor, values }: InstallRequest,
  ): Promise<Installation> {
    const { clock, problems, store } = this.#options;
    const at = new Date(clock.now());
    await problems.forget(guildId, pluginId);
    const disabled = await store.change(
      former,
      { state: 'disabled', purgeAt: null, installedAt: at },
      { actor },
    );
    try {
      const updating = await this.moves.begin(disabled, version, { actor, pinned: false });
      const moved = await this.#carryOut(updating, version, actor, version.manifestHash);
      if (moved.hash !== version.hash) {
        throw new InstallationError(
          'PLUGIN_BROKEN',
          `The data that ${pluginId} ${former.version} has left here can't be brought to the form of ${version.version}.`,
        );
      }
      const enabled = await store.change(moved, { state: 'enabled' }, { actor });
      await this.apply(enabled);
      await this.#options.syncCommands(guildId);
      const document =
        values === undefined ? enabled : await this.#configured(enabled, values, actor, 'en', undefined);
      return this.#changed(document, 'installed');
    } catch (error) {
      const current = await this.#current(disabled);
      if (current.state !== 'retained') await this.finishUninstalling(current, { actor });
      throw error;
    }
  }

  /** A version that crashes soon after its update gives way to the one before. */
  async #crashed(guildId: string, pluginId: string): Promise<void> {
    const { store, clock, syncCommands } = this.#options;
    const current = await store.find(guildId, pluginId);
    if (!current?.previous || !isRunning(current.state)) return;
    if (current.previous.until.getTime() <= clock.now()) return;
    const actor: Actor = { kind: 'system', reason: 'crashes' };
    const to = current.previous.version;
    const back = await this.moves.rollBack(
      current,
      { actor, reason: 'UPDATE_CRASHED' },
      {
        code: 'UPDATE_CRASHED',
        message: `${current.version} failed again and again after its update; ${to} runs again, with its data as they were.`,
        remedy: `Tell the plugin’s author; ${current.version} can be tried again by hand.`,
      },
    );
    await syncCommands(guildId);
    await this.#record(guildId, actor, 'installation.rolled_back', pluginId, current.version, to);
    this.emit(back, 'rolled_back');
  }

  /** What fails again and again, rest after rest, is taken out of service. */
  async #exhausted(guildId: string, pluginId: string): Promise<void> {
    const { store, problems, syncCommands } = this.#options;
    const current = await store.find(guildId, pluginId);
    if (!current || !isRunning(current.state) || current.state === 'updating') return;
    const actor: Actor = { kind: 'system', reason: 'crashes' };
    const quarantined = await store.change(
      current,
      { state: 'quarantined' },
      { actor, reason: 'QUARANTINED' },
    );
    await problems.record(guildId, pluginId, {
      code: 'QUARANTINED',
      message: `${pluginId} failed, rested and failed again; it is switched off until somebody enables it.`,
      remedy: 'Look at its other problems, update it or roll it back, then enable it.',
    });
    await this.apply(quarantined);
    await this.#tellDependants(quarantined);
    await syncCommands(guildId);
    await this.#record(guildId, actor, 'installation.quarantined', pluginId, current.state, 'quarantined');
    this.emit(quarantined, 'disabled');
  }

  async #current(document: InstallationDocument): Promise<InstallationDocument> {
    return (await this.#options.store.find(document.guildId, document.pluginId)) ?? document;
  }

  #versionOf(document: InstallationDocument): PluginVersion {
    return this.#held(document.pluginId, document.hash, document.version);
  }

  #held(pluginId: string, hash: string, name: string): PluginVersion {
    const version = this.#options.catalogue.get(pluginId, hash);
    if (version) return version;
    throw new InstallationError(
      'PLUGIN_UNKNOWN',
      `${pluginId} ${name} is installed but no longer held by this Guildhall. Uninstall it, or add that version again.`,
    );
  }

  #view(document: InstallationDocument, problems?: Installation['problems']): Installation | undefined {
    const view = viewInstallation(document, this.#options.catalogue, problems);
    if (!view) {
      const { guildId, pluginId, hash } = document;
      this.#options.logger.error('an installed version is not in the store', { guildId, pluginId, hash });
    }
    return view;
  }

  async #whole(document: InstallationDocument): Promise<Installation> {
    const byPlugin = await this.#options.problems.list(document.guildId);
    const view = this.#view(document, byPlugin.get(document.pluginId));
    if (!view) throw new InstallationError('PLUGIN_UNKNOWN', `${document.pluginId} is no longer held here.`);
    return view;
  }

  async #changed(document: InstallationDocument, type: InstallationEvent['type']): Promise<Installation> {
    this.emit(document, type);
    return this.#whole(document);
  }

  async #record(
    guildId: string,
    actor: Actor,
    action: string,
    target: string,
    before: unknown,
    after: unknown,
  ): Promise<void> {
    await this.#options.audit.record({
      guildId,
      actor,
      action,
      target,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
  }

  async #stepIn(guildId: string, pluginId: string, work: () => Promise<void>): Promise<void> {
    // Not in the name of the plugin whose handler has just failed.
    await asCore(() => this.#inOrder(guildId, pluginId, work)).catch((error: unknown) => {
      this.#options.logger.error('the host could not step in', { guildId, pluginId, error: String(error) });
    });
  }

  #inOrder<T>(guildId: string, pluginId: string, work: () => Promise<T>): Promise<T> {
    const key = `${guildId}:${pluginId}`;
    const next = (this.#queues.get(key) ?? Promise.resolve()).then(work, work);
    this.#queues.set(key, next);
    const forget = () => {
      if (this.#queues.get(key) === next) this.#queues.delete(key);
    };
    next.then(forget, forget);
    return next;
  }
}

function userOf(actor: Actor): string {
  return actor.kind === 'member' ? actor.userId : actor.kind;
}
