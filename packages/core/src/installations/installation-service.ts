import type { Clock, Logger } from '@guildhall/sdk';
import type { Actor, AuditLog } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { Bot } from '../discord/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import { ConfigChecks, configInvalid, loadCode, migrateConfig } from './config-checks.ts';
import { InstallationError } from './errors.ts';
import type { InstallationStore } from './installation-store.ts';
import { viewInstallation } from './installation-view.ts';
import { movedTo } from './moved-to.ts';
import { checkRequirements, missingPermissions } from './requirements.ts';
import type {
  ConfigProblem,
  ConfigRevision,
  Installation,
  InstallationEvent,
  Installations,
  InstallRequest,
  UpdateRequest,
} from './types.ts';

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
}

export class InstallationService implements Installations {
  readonly #options: InstallationServiceOptions;
  readonly #checks: ConfigChecks;
  readonly #listeners = new Set<(event: InstallationEvent) => void>();
  /** Changes of one installation take effect one after another in this process. */
  readonly #queues = new Map<string, Promise<unknown>>();

  /** The last revision of each that this process has announced. */
  readonly #revisions = new Map<string, number>();

  constructor(options: InstallationServiceOptions) {
    this.#options = options;
    this.#checks = new ConfigChecks({ ...options, now: () => options.clock.now() });
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
      const { bot, catalogue, clock, runtime, store } = this.#options;
      const version = catalogue.newest(pluginId);
      if (!version) throw new InstallationError('PLUGIN_UNKNOWN', `There is no plugin "${pluginId}" here.`);
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
      checkRequirements(version, bot, (serviceId) => runtime.live.provider(guildId, serviceId) !== undefined);
      const config = await this.#checks.starting(request, version, former);
      const at = new Date(clock.now());
      const fields = {
        version: version.version,
        hash: version.hash,
        consent: { manifestHash: version.manifestHash, userId: userOf(actor), at },
        config,
        installedAt: at,
        updatedAt: at,
        purgeAt: null,
      };
      const installing = former
        ? await store.change(former, { ...fields, state: 'installing' })
        : await store.insert({ ...fields, guildId, pluginId, state: 'installing', revision: 1 });
      const enabled = await this.finishInstalling(installing, version);
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
      const { bot, catalogue, clock, runtime, store } = this.#options;
      const current = await this.#require(guildId, pluginId);
      const version = catalogue.newest(pluginId);
      if (!version) throw new InstallationError('PLUGIN_UNKNOWN', `There is no plugin "${pluginId}" here.`);
      if (version.hash === current.hash) return this.#whole(current);
      if (current.state !== 'enabled' && current.state !== 'disabled') {
        throw new InstallationError(
          'STATE_CONFLICT',
          `${pluginId} is ${current.state}; try again in a moment.`,
        );
      }
      if (request.manifestHash !== version.manifestHash) {
        throw new InstallationError(
          'CONSENT_OUTDATED',
          `${pluginId} has changed since its consent screen was opened. Read it again.`,
        );
      }
      checkRequirements(version, bot, (serviceId) => runtime.live.provider(guildId, serviceId) !== undefined);
      const values = migrateConfig(await loadCode(version), current.config);
      const check = await this.#checks.check(guildId, version, values, 'en');
      if (!check.ok) throw configInvalid(pluginId, check.problems);
      const at = new Date(clock.now());
      const config = { values, effective: check.effective as Record<string, unknown> };
      await store.remember(current);
      const updated = await store.change(current, {
        ...movedTo(current, version, config, actor, at),
        consent: { manifestHash: version.manifestHash, userId: userOf(actor), at },
      });
      try {
        await this.apply(updated);
      } catch (error) {
        const { hash, config: former, consent, version: name } = current;
        const back = await store.change(updated, { version: name, hash, config: former, consent });
        await this.apply(back);
        throw error;
      }
      await store.remember(updated);
      await this.#options.syncCommands(guildId);
      await this.#record(guildId, actor, 'installation.updated', pluginId, current.version, updated.version);
      return this.#changed(updated, updated.state === 'enabled' ? 'enabled' : 'disabled');
    });
  }

  setEnabled(
    guildId: string,
    pluginId: string,
    enabled: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation> {
    return this.#inOrder(guildId, pluginId, async () => {
      const { clock, runtime, store, bot } = this.#options;
      const current = await this.#require(guildId, pluginId, expectedRevision);
      const wanted = enabled ? 'enabled' : 'disabled';
      if (current.state === wanted) return this.#whole(current);
      const possible = enabled ? ['disabled', 'quarantined'] : ['enabled', 'quarantined'];
      if (!possible.includes(current.state)) {
        throw new InstallationError(
          'STATE_CONFLICT',
          `${pluginId} is ${current.state}; try again in a moment.`,
        );
      }
      const version = this.#versionOf(current);
      if (enabled) {
        checkRequirements(
          version,
          bot,
          (serviceId) => runtime.live.provider(guildId, serviceId) !== undefined,
        );
        await loadCode(version);
      }
      const changed = await store.change(current, { state: wanted, updatedAt: new Date(clock.now()) });
      await this.apply(changed);
      await this.#options.syncCommands(guildId);
      await this.#record(guildId, actor, `installation.${wanted}`, pluginId, current.state, wanted);
      return this.#changed(changed, wanted);
    });
  }

  uninstall(guildId: string, pluginId: string, actor: Actor): Promise<void> {
    return this.#inOrder(guildId, pluginId, async () => {
      const { store } = this.#options;
      const current = await this.#require(guildId, pluginId);
      const leaving = await store.change(current, { state: 'uninstalling' });
      const retained = await this.finishUninstalling(leaving);
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
    if (document.state !== 'enabled') {
      await runtime.deactivate(guildId, pluginId);
      return;
    }
    const version = this.#versionOf(document);
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
  ): Promise<InstallationDocument> {
    const { clock, problems, store, syncCommands } = this.#options;
    const { guildId, pluginId } = installing;
    try {
      await loadCode(version);
      const enabled = await store.change(installing, { state: 'enabled', updatedAt: new Date(clock.now()) });
      await problems.forget(guildId, pluginId);
      await this.apply(enabled);
      await syncCommands(guildId);
      return enabled;
    } catch (error) {
      // Rolled back: configuration and data of an earlier time stay as they were.
      await this.finishUninstalling(await this.#current(installing));
      throw error;
    }
  }

  async finishUninstalling(leaving: InstallationDocument): Promise<InstallationDocument> {
    const { clock, problems, runtime, store } = this.#options;
    const { guildId, pluginId } = leaving;
    await runtime.deactivate(guildId, pluginId);
    await problems.forget(guildId, pluginId);
    const now = clock.now();
    return store.change(leaving, {
      state: 'retained',
      updatedAt: new Date(now),
      purgeAt: new Date(now + retentionMs),
    });
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
    return this.#changed(changed, 'configured');
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

  async #current(document: InstallationDocument): Promise<InstallationDocument> {
    return (await this.#options.store.find(document.guildId, document.pluginId)) ?? document;
  }

  #versionOf(document: InstallationDocument): PluginVersion {
    const version = this.#options.catalogue.get(document.pluginId, document.hash);
    if (version) return version;
    throw new InstallationError(
      'PLUGIN_UNKNOWN',
      `${document.pluginId} ${document.version} is installed but no longer held by this Guildhall. Uninstall it, or add that version again.`,
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
