import type { Actor } from '../../audit/types.ts';
import type { InstallationDocument } from '../../database/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import { type ChangeParts, type Changes, userOf } from '../changes.ts';
import {
  type ConfigChecks,
  type ConfigInput,
  configInvalid,
  loadCode,
  migrateConfig,
} from '../config/index.ts';
import type { Dependencies } from '../dependencies/index.ts';
import { InstallationError } from '../errors.ts';
import type { ConsentDifference, UpdateRequest } from '../types.ts';
import { consentDifference } from './consent.ts';
import type { CrashWatch } from './crash-watch.ts';
import { movedTo } from './moved-to.ts';
import { changedCollections, dataVersions, type VersionMoves } from './version-moves.ts';

export interface UpdatingParts extends Pick<ChangeParts, 'catalogue' | 'clock' | 'store' | 'syncCommands'> {
  readonly changes: Changes;
  readonly checks: ConfigChecks;
  readonly crashes: CrashWatch;
  readonly dependencies: Dependencies;
  readonly moves: VersionMoves;
}

/** Moves to other versions that somebody asks for: with consent, a configuration that fits, and nobody left behind. */
export class Updating {
  readonly #parts: UpdatingParts;

  constructor(parts: UpdatingParts) {
    this.#parts = parts;
  }

  async update(
    current: InstallationDocument,
    version: PluginVersion,
    request: UpdateRequest,
  ): Promise<InstallationDocument> {
    const { catalogue, moves } = this.#parts;
    const { actor, manifestHash } = request;
    this.#checkConsent(current, version, manifestHash);
    await this.#checkMove(current, version);
    await loadCode(version);
    const pinned = version.hash !== catalogue.newest(current.pluginId)?.hash;
    const updating = await moves.begin(current, version, { actor, pinned });
    return this.carryOut(updating, version, actor, manifestHash, request.sharesContent);
  }

  async rollback(current: InstallationDocument, actor: Actor): Promise<InstallationDocument> {
    const { changes, crashes, moves, syncCommands } = this.#parts;
    const { guildId, pluginId } = current;
    const back = await moves.rollBack(current, { actor });
    crashes.forget(guildId, pluginId);
    await syncCommands(guildId);
    await changes.record(guildId, actor, 'installation.rolled_back', pluginId, current.version, back.version);
    return back;
  }

  async confirm(current: InstallationDocument, actor: Actor): Promise<InstallationDocument> {
    const { changes, moves } = this.#parts;
    const { guildId, pluginId, version } = current;
    const confirmed = await moves.confirm(current);
    await changes.record(guildId, actor, 'installation.confirmed', pluginId, undefined, version);
    return confirmed;
  }

  /** Configuration and consent of an announced move, then the move. */
  async carryOut(
    updating: InstallationDocument,
    version: PluginVersion,
    actor: Actor,
    manifestHash: string | undefined,
    sharesContent?: boolean,
  ): Promise<InstallationDocument> {
    const { changes, checks, clock, crashes, moves, store, syncCommands } = this.#parts;
    const { guildId, pluginId } = updating;
    const because = { actor, reason: 'UPDATE_FAILED' };
    let input: ConfigInput;
    try {
      input = await this.#configFor(updating, version);
    } catch (error) {
      const back = await moves.refuse(updating, because, error);
      await changes.record(
        guildId,
        actor,
        'installation.rolled_back',
        pluginId,
        version.version,
        back.version,
      );
      return back;
    }
    const check = await checks.check(guildId, version, input, 'en').catch(async (error: unknown) => {
      await moves.abandon(updating, because);
      throw error;
    });
    if (!check.ok) {
      await moves.abandon(updating, because);
      throw configInvalid(pluginId, check.problems);
    }
    const at = new Date(clock.now());
    const moved = movedTo(updating, version, check.config, actor, at);
    const difference = this.difference(updating, version);
    // What was allowed was allowed for the hosts of then.
    const stays = difference.hosts.length + difference.dataLeaving.length === 0;
    const shares = sharesContent ?? (stays && updating.consent.sharesContent === true);
    const consent = {
      ...(manifestHash === undefined && !difference.required
        ? { userId: updating.consent.userId, at: updating.consent.at }
        : { userId: userOf(actor), at }),
      manifestHash: version.manifestHash,
      ...(shares ? { sharesContent: true } : {}),
    };
    await store.remember(updating);
    crashes.forget(guildId, pluginId);
    const { document, failure } = await moves.carryOut(updating, { config: moved.config, consent });
    await syncCommands(guildId);
    await changes.record(
      guildId,
      actor,
      failure === undefined ? 'installation.updated' : 'installation.rolled_back',
      pluginId,
      updating.version,
      failure === undefined ? version.version : document.version,
    );
    return document;
  }

  /** What the version asks for beyond what is consented. */
  difference(current: InstallationDocument, version: PluginVersion): ConsentDifference {
    const consented = this.#parts.catalogue.get(current.pluginId, current.hash);
    if (!consented && current.consent.manifestHash === version.manifestHash) {
      return consentDifference(version.manifest, version.manifest);
    }
    return consentDifference(consented?.manifest, version.manifest);
  }

  /** Marks an installation whose newer version waits for consent; the version that it has goes on. */
  async requireConsent(document: InstallationDocument, newest: PluginVersion): Promise<InstallationDocument> {
    if (document.state !== 'enabled') return document;
    return this.#parts.store.change(
      document,
      { state: 'consent_required' },
      { actor: { kind: 'system', reason: 'update' }, reason: `CONSENT_REQUIRED ${newest.version}` },
    );
  }

  /** The configuration for another version: migrated for a newer one, the last that fitted for an older one. */
  async #configFor(document: InstallationDocument, version: PluginVersion): Promise<ConfigInput> {
    const wanted = version.manifest.config.version;
    if (wanted >= document.config.configVersion) {
      return migrateConfig(await loadCode(version), version, document.config);
    }
    const history = await this.#parts.store.history(document, 1_000);
    const fitting = history.find(({ configVersion }) => configVersion <= wanted);
    return migrateConfig(await loadCode(version), version, fitting ?? { configVersion: wanted, values: {} });
  }

  #checkConsent(
    current: InstallationDocument,
    version: PluginVersion,
    manifestHash: string | undefined,
  ): void {
    const { pluginId } = current;
    if (manifestHash !== undefined) {
      if (manifestHash === version.manifestHash) return;
      throw new InstallationError(
        'CONSENT_OUTDATED',
        `${pluginId} has changed since its consent screen was opened. Read it again.`,
      );
    }
    const difference = this.difference(current, version);
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

  /** @throws `InstallationError` when the version could not run here, or others here could not run with it */
  async #checkMove(current: InstallationDocument, version: PluginVersion): Promise<void> {
    const { catalogue, dependencies } = this.#parts;
    const { guildId, pluginId } = current;
    await dependencies.check(guildId, version);
    const held = catalogue.get(pluginId, current.hash);
    changedCollections(current.dataVersions ?? (held ? dataVersions(held) : {}), version);
    if (held) dependencies.refuseToLeaveBehind(guildId, held, version);
  }
}
