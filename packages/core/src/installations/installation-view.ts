import { carriedAliases } from '../commands/index.ts';
import type { InstallationDocument } from '../database/index.ts';
import type { KilledPlugin } from '../kill-switch/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import { withoutSecrets } from './config/index.ts';
import { viewRevision } from './installation-store.ts';
import type { Installation } from './types.ts';

/**
 * An installation as the API shows it; `undefined` when this Guildhall no longer holds the plugin at all. Of a version that is
 * gone, the newest one's manifest is shown, so that an admin can see the problem and uninstall it.
 */
export function viewInstallation(
  document: InstallationDocument,
  catalogue: PluginCatalogue,
  problems: Installation['problems'] = [],
  killed?: KilledPlugin,
): Installation | undefined {
  const newest = catalogue.newest(document.pluginId);
  const version = catalogue.get(document.pluginId, document.hash) ?? (newest && gone(document, newest));
  if (!version) return undefined;
  const { guildId, pluginId, state, revision, consent, installedAt, updatedAt } = document;
  return {
    guildId,
    pluginId,
    state,
    revision,
    version,
    consent,
    config: withoutSecrets(viewRevision(document.config)),
    installedAt,
    updatedAt,
    ...(newest && newest.hash !== document.hash ? { updateTo: newest.version } : {}),
    aliases: carriedAliases(version.manifest, document.aliases ?? {}),
    pinned: document.pinned === true,
    ...(document.previous
      ? {
          rollbackTo: {
            version: document.previous.version,
            hash: document.previous.hash,
            until: document.previous.until,
          },
        }
      : {}),
    ...(document.shadow ? { shadow: document.shadow } : {}),
    ...(killed ? { killed: { reason: killed.reason, at: killed.at } } : {}),
    problems,
  };
}

function gone(document: InstallationDocument, newest: PluginVersion): PluginVersion {
  const { version, hash } = document;
  return {
    ...newest,
    version,
    hash,
    load: () => Promise.reject(new Error(`${newest.id} ${version} is no longer held by this Guildhall`)),
  };
}
