import type { Clock, Logger } from '@guildhall/sdk';
import type { AuditLog } from '../audit/types.ts';
import type { Database, InstallationDocument } from '../database/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import { purgeData } from '../runtime/data/index.ts';
import type { PluginRuntime, ProblemBook } from '../runtime/index.ts';
import { migrateConfig } from './config-checks.ts';
import { checkSchema } from './config-schema.ts';
import type { InstallationService } from './installation-service.ts';
import type { InstallationStore } from './installation-store.ts';
import { movedTo } from './moved-to.ts';

export interface RecoveryParts {
  readonly store: InstallationStore;
  readonly service: InstallationService;
  readonly catalogue: PluginCatalogue;
  readonly runtime: PluginRuntime;
  readonly problems: ProblemBook;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * At start: finishes what a former process was in the middle of, moves first-party plugins to the version that came with this
 * Guildhall, and brings every enabled installation to life. One that can't be is reported under its problems; the others go on.
 */
export async function recover(parts: RecoveryParts): Promise<void> {
  const { store, service, catalogue, runtime } = parts;
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
  for (const document of await store.inStates(['enabled', 'disabled'])) {
    await guarded(parts, document, async () => {
      const current = await bringUpToDate(parts, document);
      if (current.state === 'enabled' && !runtime.live.get(current.guildId, current.pluginId)) {
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
      await store.remove(guildId, pluginId);
    });
  }
}

/** Moves to the newest first-party version when it asks for nothing that the admin has not consented to. */
async function bringUpToDate(
  parts: RecoveryParts,
  document: InstallationDocument,
): Promise<InstallationDocument> {
  const { store, catalogue, clock, audit } = parts;
  const { guildId, pluginId } = document;
  const newest = catalogue.newest(pluginId);
  if (!newest?.firstParty || newest.hash === document.hash) return document;
  const former = catalogue.get(pluginId, document.hash);
  const isConsented = former
    ? !asksForMore(former, newest)
    : newest.manifestHash === document.consent.manifestHash;
  if (!isConsented) return document;
  const plugin = await newest.load();
  const values = migrateConfig(plugin, document.config);
  if (checkSchema(newest.manifest.config.schema, values, 'en').length > 0) return document;
  const parsed = plugin.declaration.config.schema.safeParse(values);
  if (!parsed.success) return document;
  const actor = { kind: 'system', reason: 'update' } as const;
  await store.remember(document);
  const config = { values, effective: parsed.data as Record<string, unknown> };
  const updated = await store.change(
    document,
    movedTo(document, newest, config, actor, new Date(clock.now())),
  );
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

function asksForMore(former: PluginVersion, newest: PluginVersion): boolean {
  const asked = ({ manifest }: PluginVersion) => [
    ...manifest.capabilities.map(({ id }) => `capability ${id}`),
    ...manifest.intents.privileged.map(({ name }) => `intent ${name}`),
    ...manifest.hosts.map((host) => `host ${host}`),
  ];
  const consented = new Set(asked(former));
  return asked(newest).some((one) => !consented.has(one));
}

async function guarded(
  { logger, problems }: RecoveryParts,
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
  }
}
