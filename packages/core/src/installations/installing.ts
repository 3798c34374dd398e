import type { InstallationDocument } from '../database/index.ts';
import type { PluginVersion } from '../plugins/index.ts';
import { type ChangeParts, type Changes, userOf } from './changes.ts';
import { type ConfigChecks, type Configuring, loadCode } from './config/index.ts';
import type { Dependencies } from './dependencies/index.ts';
import { InstallationError } from './errors.ts';
import type { Because } from './installation-store.ts';
import { shadowFor } from './shadowing.ts';
import type { InstallRequest } from './types.ts';
import {
  type CrashWatch,
  changedCollections,
  type DataMigration,
  dataVersions,
  type Updating,
  type VersionMoves,
} from './versions/index.ts';

/** How long an uninstalled plugin's data and configuration are kept. */
const retentionMs = 30 * 24 * 60 * 60_000;

export interface InstallingParts extends ChangeParts {
  readonly changes: Changes;
  readonly checks: ConfigChecks;
  readonly configuring: Configuring;
  readonly crashes: CrashWatch;
  readonly dependencies: Dependencies;
  readonly migration: DataMigration;
  readonly moves: VersionMoves;
  readonly updating: Updating;
  readonly apply: (document: InstallationDocument) => Promise<void>;
}

/** How plugins come into a guild and leave it; what they leave is kept for a while, and found again. */
export class Installing {
  readonly #parts: InstallingParts;

  constructor(parts: InstallingParts) {
    this.#parts = parts;
  }

  async install(request: InstallRequest): Promise<InstallationDocument> {
    const { bot, catalogue, changes, checks, clock, dependencies, store } = this.#parts;
    const { guildId, pluginId, actor } = request;
    const version = changes.versions.wanted(pluginId, { toHash: request.hash });
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
    await dependencies.check(guildId, version);
    if (former?.dataVersions && changedCollections(former.dataVersions, version).length > 0) {
      return this.#installOverKept(former, version, request);
    }
    const config = await checks.starting(request, version, former);
    const at = new Date(clock.now());
    const fields = {
      version: version.version,
      hash: version.hash,
      consent: {
        manifestHash: version.manifestHash,
        userId: userOf(actor),
        at,
        ...(request.sharesContent ? { sharesContent: true } : {}),
      },
      config,
      installedAt: at,
      updatedAt: at,
      pinned: request.hash !== undefined && request.hash !== catalogue.newest(pluginId)?.hash,
      dataVersions: { ...former?.dataVersions, ...dataVersions(version) },
      update: null,
      previous: null,
      purgeAt: null,
      shadow: request.shadowHours === undefined ? null : shadowFor(request.shadowHours, clock.now()),
    };
    const because = { actor };
    const installing = former
      ? await store.change(former, { ...fields, state: 'installing' }, because)
      : await store.insert({ ...fields, guildId, pluginId, state: 'installing', revision: 1 }, because);
    const enabled = await this.finishInstalling(installing, version, because);
    await store.remember(enabled);
    await changes.record(guildId, actor, 'installation.installed', pluginId, undefined, {
      version: version.version,
      capabilities: version.manifest.capabilities.map(({ id }) => id),
    });
    return enabled;
  }

  async finishInstalling(
    installing: InstallationDocument,
    version: PluginVersion,
    because?: Because,
  ): Promise<InstallationDocument> {
    const { apply, changes, clock, problems, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = installing;
    try {
      await loadCode(version);
      await this.#adoptKept(guildId, version);
      const enabled = await store.change(
        installing,
        { state: 'enabled', updatedAt: new Date(clock.now()) },
        because,
      );
      await problems.forget(guildId, pluginId);
      await apply(enabled);
      await syncCommands(guildId);
      return enabled;
    } catch (error) {
      // Rolled back: configuration and data of an earlier time stay as they were.
      await this.finishUninstalling(await changes.current(installing), because);
      throw error;
    }
  }

  /** What an earlier installation has left must fit what this version allows. */
  async #adoptKept(guildId: string, version: PluginVersion): Promise<void> {
    try {
      await this.#parts.runtime.adoptData(guildId, version, { strict: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'NOT_UNIQUE')) throw error;
      throw new InstallationError(
        'STATE_CONFLICT',
        `${version.id} ${version.version} can't use what is kept. ${error.message}`,
      );
    }
  }

  async uninstall(current: InstallationDocument, because: Because): Promise<InstallationDocument> {
    const { changes, store, syncCommands } = this.#parts;
    const { guildId, pluginId, version } = current;
    const leaving = await store.change(current, { state: 'uninstalling' }, because);
    const retained = await this.finishUninstalling(leaving, because);
    await syncCommands(guildId);
    await changes.record(guildId, because.actor, 'installation.uninstalled', pluginId, version, undefined);
    return retained;
  }

  async finishUninstalling(leaving: InstallationDocument, because?: Because): Promise<InstallationDocument> {
    const { clock, crashes, migration, problems, runtime, store } = this.#parts;
    const { guildId, pluginId } = leaving;
    await runtime.deactivate(guildId, pluginId);
    await problems.forget(guildId, pluginId);
    const now = clock.now();
    if (leaving.previous) await migration.drop(leaving.previous.migrationId);
    crashes.forget(guildId, pluginId);
    const fields = { previous: null, updatedAt: new Date(now), purgeAt: new Date(now + retentionMs) };
    return store.change(leaving, { ...fields, state: 'retained' }, because);
  }

  /** Data of an earlier time are in an older form: it is as if the version of that time were updated. */
  async #installOverKept(
    former: InstallationDocument,
    version: PluginVersion,
    { guildId, pluginId, actor, values }: InstallRequest,
  ): Promise<InstallationDocument> {
    const { apply, changes, clock, configuring, moves, problems, store, syncCommands, updating } =
      this.#parts;
    const at = new Date(clock.now());
    await problems.forget(guildId, pluginId);
    const disabled = await store.change(
      former,
      { state: 'disabled', purgeAt: null, installedAt: at },
      { actor },
    );
    try {
      const announced = await moves.begin(disabled, version, { actor, pinned: false });
      const moved = await updating.carryOut(announced, version, actor, version.manifestHash);
      if (moved.hash !== version.hash) {
        throw new InstallationError(
          'PLUGIN_BROKEN',
          `The data that ${pluginId} ${former.version} has left here can't be brought to the form of ${version.version}.`,
        );
      }
      const enabled = await store.change(moved, { state: 'enabled' }, { actor });
      await apply(enabled);
      await syncCommands(guildId);
      return values === undefined ? enabled : await configuring.configure(enabled, { values }, actor, 'en');
    } catch (error) {
      const current = await changes.current(disabled);
      if (current.state !== 'retained') await this.finishUninstalling(current, { actor });
      throw error;
    }
  }
}
