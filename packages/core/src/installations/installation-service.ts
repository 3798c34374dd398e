import type { Actor } from '../audit/types.ts';
import type { InstallationDocument } from '../database/index.ts';
import { PluginStoreError, type PluginVersion } from '../plugins/index.ts';
import { BringingToLife } from './bringing-to-life.ts';
import { type ChangeParts, Changes } from './changes.ts';
import { CommandNames } from './command-names.ts';
import { ConfigChecks, ConfigSecrets, Configuring, type SecretBox, withoutSecrets } from './config/index.ts';
import { Dependencies } from './dependencies/index.ts';
import { failureCodes } from './failure-codes.ts';
import { isRunning } from './installation-store.ts';
import { Installing } from './installing.ts';
import { Shadowing } from './shadowing.ts';
import { Sharing } from './sharing.ts';
import { Switching } from './switching.ts';
import type {
  ConfigOverride,
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
import {
  CrashWatch,
  consentDifference,
  type DataMigration,
  SteppingIn,
  Updating,
  VersionMoves,
} from './versions/index.ts';

export interface InstallationServiceOptions extends ChangeParts {
  /** The names of a guild's commands, as they are planned now. */
  readonly commandNames: (guildId: string) => readonly string[];
  readonly migration: DataMigration;
  /** Encrypts the secrets in configurations. */
  readonly secretBox: SecretBox;
  /** Nothing is brought to life. */
  readonly safeMode?: boolean;
  /** Told after each step of an update that is on disk; for tests of what a death in the middle leaves. */
  readonly onStep?: (step: string) => void | Promise<void>;
}

/** In which a version can be changed. */
const movable = ['enabled', 'disabled', 'rolled_back', 'consent_required', 'quarantined'] as const;

/** The public face of installations; the rooms beside it do the work. */
export class InstallationService implements Installations {
  readonly #options: InstallationServiceOptions;
  readonly #changes: Changes;
  readonly #configuring: Configuring;
  readonly #crashes: CrashWatch;
  readonly #dependencies: Dependencies;
  readonly #installing: Installing;
  readonly #life: BringingToLife;
  readonly #names: CommandNames;
  readonly #shadowing: Shadowing;
  readonly #sharing: Sharing;
  readonly #steppingIn: SteppingIn;
  readonly #switching: Switching;
  readonly #updating: Updating;
  readonly moves: VersionMoves;
  readonly checks: ConfigChecks;

  constructor(options: InstallationServiceOptions) {
    this.#options = options;
    const apply = (document: InstallationDocument) => this.apply(document);
    const now = () => options.clock.now();
    const changes = new Changes(options);
    const secrets = new ConfigSecrets(options.secretBox);
    const checks = new ConfigChecks({ ...options, now, secrets });
    const dependencies = new Dependencies(options);
    const moves = new VersionMoves({
      ...options,
      versionOf: (pluginId, hash, version) => changes.versions.held(pluginId, hash, version),
      refuseKilled: (pluginId) => changes.refuseKilled(pluginId),
      apply,
      onStep: options.onStep ?? (() => undefined),
    });
    const steppingIn = new SteppingIn({ ...options, apply, changes, dependencies, moves });
    const crashes = new CrashWatch({
      now,
      crashed: (guildId, pluginId) => steppingIn.crashed(guildId, pluginId),
      exhausted: (guildId, pluginId) => steppingIn.exhausted(guildId, pluginId),
    });
    const parts = { ...options, apply, changes, checks, crashes, dependencies, moves, secrets };
    this.moves = moves;
    this.checks = checks;
    this.#changes = changes;
    this.#crashes = crashes;
    this.#steppingIn = steppingIn;
    this.#dependencies = dependencies;
    this.#configuring = new Configuring(parts);
    this.#updating = new Updating(parts);
    this.#installing = new Installing({
      ...parts,
      configuring: this.#configuring,
      updating: this.#updating,
    });
    this.#shadowing = new Shadowing(parts);
    this.#sharing = new Sharing(parts);
    this.#switching = new Switching(parts);
    this.#names = new CommandNames(parts);
    this.#life = new BringingToLife({
      ...parts,
      names: this.#names,
      safeMode: options.safeMode ?? false,
    });
  }

  async list(guildId: string): Promise<readonly Installation[]> {
    const { store, problems } = this.#options;
    const [documents, byPlugin] = await Promise.all([store.list(guildId), problems.list(guildId)]);
    return documents.flatMap(
      (document) => this.#changes.view(document, byPlugin.get(document.pluginId)) ?? [],
    );
  }

  async get(guildId: string, pluginId: string): Promise<Installation | undefined> {
    const { store, problems } = this.#options;
    const document = await store.find(guildId, pluginId);
    if (!document || document.state === 'retained') return undefined;
    const byPlugin = await problems.list(guildId);
    return this.#changes.view(document, byPlugin.get(pluginId));
  }

  install(request: InstallRequest): Promise<Installation> {
    return this.#inOrder(request, async () => {
      this.#changes.refuseKilled(request.pluginId);
      return this.#moved(await this.#installing.install(request), 'installed');
    });
  }

  update(request: UpdateRequest): Promise<Installation> {
    const { guildId, pluginId, expectedRevision } = request;
    return this.#inOrder(request, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      const version = this.#changes.versions.wanted(pluginId, request);
      if (version.hash === current.hash) return this.#changes.whole(current);
      this.#changes.refuseKilled(pluginId);
      this.#changes.refuseState(current, movable);
      const document = await this.#updating.update(current, version, request);
      return this.#moved(document, document.hash === version.hash ? 'updated' : 'rolled_back');
    });
  }

  rollback(request: RollbackRequest): Promise<Installation> {
    const { guildId, pluginId, actor, expectedRevision } = request;
    return this.#inOrder(request, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      this.#changes.refuseKilled(pluginId);
      this.#changes.refuseState(current, movable);
      return this.#moved(await this.#updating.rollback(current, actor), 'rolled_back');
    });
  }

  confirmUpdate(request: RollbackRequest): Promise<Installation> {
    const { guildId, pluginId, actor, expectedRevision } = request;
    return this.#inOrder(request, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      if (!current.previous) return this.#changes.whole(current);
      return this.#changes.changed(await this.#updating.confirm(current, actor), 'updated');
    });
  }

  async consentDifference(guildId: string, pluginId: string, toHash?: string): Promise<ConsentDifference> {
    const version = this.#changes.versions.wanted(pluginId, { toHash });
    const current = await this.#options.store.find(guildId, pluginId);
    if (!current || current.state === 'retained') return consentDifference(undefined, version.manifest);
    return this.#updating.difference(current, version);
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
    const current = await this.#changes.require(guildId, pluginId);
    return this.#dependencies.of(guildId, this.#changes.versions.of(current));
  }

  setEnabled(
    guildId: string,
    pluginId: string,
    enabled: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      const wanted = enabled ? 'enabled' : 'disabled';
      if (enabled) this.#changes.refuseKilled(pluginId);
      if (current.state === wanted) return this.#changes.whole(current);
      return this.#changes.changed(await this.#switching.setEnabled(current, wanted, actor), wanted);
    });
  }

  setSharesContent(
    guildId: string,
    pluginId: string,
    shares: boolean,
    actor: Actor,
    expectedRevision?: number,
  ): Promise<Installation> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      if ((current.consent.sharesContent ?? false) === shares) return this.#changes.whole(current);
      return this.#changes.changed(await this.#sharing.share(current, shares, actor), 'configured');
    });
  }

  goLive(guildId: string, pluginId: string, actor: Actor, expectedRevision?: number): Promise<Installation> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      this.#changes.refuseKilled(pluginId);
      return this.#changes.changed(await this.#shadowing.goLive(current, actor), 'enabled');
    });
  }

  /** Its time in shadow may be over: then it is switched off until an admin has decided. */
  endShadow(guildId: string, pluginId: string): Promise<void> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId);
      const isOver = current.shadow && current.shadow.until.getTime() <= this.#options.clock.now();
      if (isOver && isRunning(current.state)) this.emit(await this.#shadowing.end(current), 'disabled');
    });
  }

  uninstall(guildId: string, pluginId: string, actor: Actor): Promise<void> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId);
      this.#dependencies.refuseWhileNeeded(current);
      this.#changes.refuseState(current, [...movable, 'installing']);
      const retained = await this.#installing.uninstall(current, { actor });
      await this.#dependencies.review(guildId);
      this.emit(retained, 'uninstalled');
    });
  }

  validateConfig(
    guildId: string,
    pluginId: string,
    values: unknown,
    locale: string,
    overrides?: readonly ConfigOverride[],
  ): Promise<readonly ConfigProblem[]> {
    this.#changes.refuseKilled(pluginId);
    return this.#configuring.validate(guildId, pluginId, { values, overrides }, locale);
  }

  configure(
    guildId: string,
    pluginId: string,
    values: unknown,
    expectedRevision: number,
    actor: Actor,
    locale: string,
    overrides?: readonly ConfigOverride[],
  ): Promise<Installation> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      this.#changes.refuseKilled(pluginId);
      const changed = await this.#configuring.configure(current, { values, overrides }, actor, locale);
      return this.#changes.changed(changed, 'configured');
    });
  }

  async history(
    guildId: string,
    pluginId: string,
    limit: number,
    before?: number,
  ): Promise<readonly ConfigRevision[]> {
    const current = await this.#changes.require(guildId, pluginId);
    return withoutSecrets(await this.#options.store.history(current, limit, before));
  }

  restore(
    guildId: string,
    pluginId: string,
    revisionNumber: number,
    expectedRevision: number,
    actor: Actor,
  ): Promise<Installation> {
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      this.#changes.refuseKilled(pluginId);
      const changed = await this.#configuring.restore(current, revisionNumber, actor);
      return this.#changes.changed(changed, 'configured');
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
    return this.#inOrder({ guildId, pluginId }, async () => {
      const current = await this.#changes.require(guildId, pluginId, expectedRevision);
      return this.#names.choose(current, command, alias, actor);
    });
  }

  /** Names that the guild's admins have chosen for the commands of a running plugin. */
  aliasesOf(guildId: string, pluginId: string): Readonly<Record<string, string>> {
    return this.#names.of(guildId, pluginId);
  }

  async dismissProblem(guildId: string, pluginId: string, problemId: string, actor: Actor): Promise<void> {
    const current = await this.#changes.require(guildId, pluginId);
    if (!(await this.#options.problems.dismiss(guildId, pluginId, problemId))) return;
    await this.#changes.record(guildId, actor, 'problem.dismissed', pluginId, problemId, undefined);
    this.emit(current, 'problem');
  }

  /** Told of every problem of a handler: too many of one kind, and the host steps in. */
  problemHappened(guildId: string, pluginId: string, code: string): void {
    if (failureCodes.has(code)) this.#crashes.failed(guildId, pluginId);
    if (code === 'CIRCUIT_OPEN') this.#crashes.opened(guildId, pluginId);
  }

  /** What a former process has left behind says that a plugin ended it; other errors are nothing to do here. */
  async endedTheProcess(guildId: string, pluginId: string, error: unknown): Promise<void> {
    const reason = endOfProcess(error);
    if (reason) await this.#steppingIn.endedTheProcess(guildId, pluginId, reason);
  }

  /** The process of a sandboxed plugin ends by itself again and again: nothing starts it any more in this guild. */
  sandboxFailed(guildId: string, pluginId: string): Promise<void> {
    return this.#steppingIn.exhausted(guildId, pluginId);
  }

  onEvent(listener: (event: InstallationEvent) => void): () => void {
    return this.#changes.announcements.onEvent(listener);
  }

  emit(
    document: Pick<InstallationDocument, 'guildId' | 'pluginId' | 'revision'>,
    type: InstallationEvent['type'],
  ): void {
    this.#changes.announcements.emit(document, type);
  }

  /** @see BringingToLife.refresh */
  refresh(guildId: string, pluginId: string): Promise<void> {
    return this.#life.refresh(guildId, pluginId);
  }

  /** @see BringingToLife.apply */
  apply(document: InstallationDocument): Promise<void> {
    return this.#life.apply(document);
  }

  /** @see BringingToLife.follow */
  follow(seen: InstallationDocument): Promise<void> {
    return this.#life.follow(seen);
  }

  /** @see Dependencies.review */
  reviewDependencies(guildId: string): Promise<void> {
    return this.#dependencies.review(guildId);
  }

  finishInstalling(installing: InstallationDocument, version: PluginVersion): Promise<InstallationDocument> {
    return this.#installing.finishInstalling(installing, version);
  }

  finishUninstalling(leaving: InstallationDocument): Promise<InstallationDocument> {
    return this.#installing.finishUninstalling(leaving);
  }

  requireConsent(document: InstallationDocument, newest: PluginVersion): Promise<InstallationDocument> {
    return this.#updating.requireConsent(document, newest);
  }

  /** Resolves when no change is under way. */
  idle(): Promise<void> {
    return this.#changes.queue.idle();
  }

  /** Another version, or another plugin, may be what others have waited for, or not what they need. */
  async #moved(document: InstallationDocument, type: InstallationEvent['type']): Promise<Installation> {
    await this.#dependencies.review(document.guildId);
    return this.#changes.changed(document, type);
  }

  #inOrder<T>(
    { guildId, pluginId }: { readonly guildId: string; readonly pluginId: string },
    work: () => Promise<T>,
  ): Promise<T> {
    return this.#changes.queue.inOrder(guildId, pluginId, work);
  }
}

function endOfProcess(error: unknown): PluginStoreError | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof PluginStoreError && at.code === 'ENDS_THE_PROCESS') return at;
  }
  return undefined;
}
