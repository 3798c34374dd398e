import type { Clock, Logger } from '@guildhall/sdk';
import type { AuditLog } from '../audit/types.ts';
import type { Database, InstallationDocument } from '../database/index.ts';
import type { KillSwitch } from '../kill-switch/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import { collectionName, dropUnusedIndexes, type Indexed, purgeData } from '../runtime/data/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import { checkSdk } from './dependencies/index.ts';
import type { InstallationService } from './installation-service.ts';
import { type InstallationStore, isRunning, runningStates } from './installation-store.ts';
import {
  changedCollections,
  consentDifference,
  type DataMigration,
  dataVersions,
  movedTo,
  versionsInUse,
} from './versions/index.ts';

/** What a version that was rolled back has left is kept for this long. */
const leftMs = 30 * 24 * 60 * 60_000;

export interface RecoveryParts {
  /** Deletes why a plugin did what it did. */
  readonly forgetReasons: (guildId: string, pluginId: string) => Promise<void>;
  readonly store: InstallationStore;
  readonly service: InstallationService;
  readonly catalogue: PluginCatalogue;
  readonly runtime: PluginRuntime;
  readonly problems: ProblemBook;
  readonly database: Database;
  readonly applicationId: string;
  readonly migration: DataMigration;
  /** Safe mode: nothing is brought to life, and nothing is moved to another version. */
  readonly safeMode?: boolean;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly killSwitch: KillSwitch;
  readonly logger: Logger;
}

/**
 * At start: finishes what a former process was in the middle of, moves first-party plugins to the version that came with this
 * Guildhall, and brings every enabled installation to life. One that can't be is reported under its problems; the others go on.
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { store, service, catalogue, killSwitch, runtime } = parts;
  if (parts.safeMode) return;
  for (const document of await store.inStates(['uninstalling'])) {
    await guarded(parts, document, async () => {
      await service.finishUninstalling(document);
    });
  }
  for (const document of await store.inStates(['installing'])) {
    await guarded(parts, document, async () => {
      const version = catalogue.get(document.pluginId, document.hash);
      if (version) await service.finishInstalling(document, version);
      else await service.finishUninstalling(document);
    });
  }
  for (const document of await store.inStates(['updating', 'migrating'])) {
    await guarded(parts, document, async () => {
      await service.moves.resume(document);
    });
  }
  for (const document of await store.inStates([...runningStates, 'disabled', 'quarantined'])) {
    await guarded(parts, document, async () => {
      await store.logTransition(document);
      const isKilled = killSwitch.of(document.pluginId) !== undefined;
      const current = isKilled ? document : await bringUpToDate(parts, document);
      if (isRunning(current.state) && !runtime.live.get(current.guildId, current.pluginId)) {
        await service.apply(current);
      }
    });
  }
}

/** Deletes what uninstalled plugins have left, once its 30 days are over. */
export async function purgeRetained(parts: RecoveryParts): Promise<void> {
  const { store, database, runtime, problems, catalogue, clock } = parts;
  for (const document of await store.toPurge(new Date(clock.now()))) {
    await guarded(parts, document, async () => {
      const { guildId, pluginId, hash } = document;
      const version = catalogue.get(pluginId, hash) ?? catalogue.newest(pluginId);
      // Of a plugin that this Guildhall no longer holds we do not know the collections: its data waits for it.
      if (!version) return;
      await purgeData(database, pluginId, guildId, Object.keys(version.manifest.data));
      await runtime.jobs.forget(guildId, pluginId);
      await problems.forget(guildId, pluginId);
      await parts.forgetReasons(guildId, pluginId);
      await store.remove(guildId, pluginId);
    });
  }
}

/** Drops the indexes that only versions had which no guild needs any more. */
export async function dropIndexesOfFormerVersions(parts: RecoveryParts): Promise<void> {
  const { database, catalogue, logger, applicationId } = parts;
  const inUse = await versionsInUse(database, applicationId);
  for (const [pluginId, hashes] of inUse) {
    const manifests = [...hashes].map((hash) => catalogue.get(pluginId, hash)?.manifest);
    // Of one that this Guildhall does not hold it is not known what it needs.
    if (manifests.includes(undefined)) continue;
    const names = new Set(manifests.flatMap((manifest) => Object.keys(manifest?.data ?? {})));
    for (const name of names) {
      const declared = async (): Promise<readonly Indexed[]> =>
        [...((await versionsInUse(database, applicationId)).get(pluginId) ?? [])].flatMap(
          (hash) => catalogue.get(pluginId, hash)?.manifest.data[name] ?? [],
        );
      const dropped = await dropUnusedIndexes(database, collectionName(pluginId, name), declared);
      if (dropped.length > 0)
        logger.info('indexes that no version needs any more were dropped', { pluginId, dropped });
    }
  }
}

/** Plugins whose time in shadow is over are switched off until an admin decides. */
export async function endShadows(parts: RecoveryParts): Promise<void> {
  const { store, service, clock } = parts;
  for (const document of await store.toEndShadow(new Date(clock.now()))) {
    await guarded(parts, document, () => service.endShadow(document.guildId, document.pluginId));
  }
}

/** Updates that nobody has taken back for a day count as confirmed: their former data are deleted. */
export async function confirmUpdates(parts: RecoveryParts): Promise<void> {
  const { store, service, clock, migration } = parts;
  for (const document of await store.toConfirm(new Date(clock.now()))) {
    await guarded(parts, document, async () => {
      const { guildId, pluginId } = document;
      await service.confirmUpdate({ guildId, pluginId, actor: { kind: 'system', reason: 'update' } });
    });
  }
  await migration.purge(new Date(clock.now() - leftMs));
}

/**
 * Moves to the newest first-party version when it asks for nothing that the admin has not consented to, and when nobody has
 * pinned another one.
 */
async function bringUpToDate(
  parts: RecoveryParts,
  document: InstallationDocument,
): Promise<InstallationDocument> {
  const { store, service, catalogue, clock, audit } = parts;
  const { guildId, pluginId } = document;
  const newest = catalogue.newest(pluginId);
  if (!newest?.firstParty || newest.hash === document.hash) return document;
  if (document.pinned || (document.state !== 'enabled' && document.state !== 'disabled')) return document;
  const former = catalogue.get(pluginId, document.hash);
  if (former && consentDifference(former.manifest, newest.manifest).required) {
    return service.requireConsent(document, newest);
  }
  if (!former && newest.manifestHash !== document.consent.manifestHash) return document;
  const held = document.dataVersions ?? dataVersions(former ?? newest);
  const fitting = await fittingConfig(service, newest, document, held);
  if (!fitting) return document;
  const actor = { kind: 'system', reason: 'update' } as const;
  await store.remember(document);
  const { config, ...moved } = movedTo(document, newest, fitting, actor, new Date(clock.now()));
  const consent = { ...document.consent, manifestHash: newest.manifestHash };
  let updated: InstallationDocument;
  if (former) {
    const updating = await service.moves.begin(document, newest, { actor, pinned: false });
    ({ document: updated } = await service.moves.carryOut(updating, { config, consent }));
  } else {
    // There is nothing to go back to.
    if (changedCollections(held, newest).length > 0) return document;
    await parts.runtime.adoptData(guildId, newest, { strict: true });
    updated = await store.change(document, { ...moved, config, consent }, { actor });
  }
  if (updated.hash !== newest.hash) return updated;
  await audit.record({
    guildId,
    actor,
    action: 'installation.updated',
    target: pluginId,
    before: document.version,
    after: newest.version,
  });
  return updated;
}

/** The configuration for the newest version; `undefined` when an admin has to see to the update. */
async function fittingConfig(
  service: InstallationService,
  newest: PluginVersion,
  document: InstallationDocument,
  held: Readonly<Record<string, number>>,
) {
  checkSdk(newest);
  changedCollections(held, newest);
  return service.checks.fitting(newest, document);
}

async function guarded(
  { logger, problems, service }: RecoveryParts,
  document: InstallationDocument,
  work: () => Promise<void>,
): Promise<void> {
  const { guildId, pluginId } = document;
  try {
    await work();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    logger.error('an installation could not be brought back', { guildId, pluginId, error: message });
    await problems.record(guildId, pluginId, { code: 'NOT_RUNNING', message });
    await service.endedTheProcess(guildId, pluginId, error);
  }
}
