import type { Actor } from '../../audit/types.ts';
import type { InstallationDocument } from '../../database/index.ts';
import type { PluginVersion } from '../../plugins/index.ts';
import type { FittingConfig } from '../config/index.ts';

/**
 * What changes in an installation when it moves to another version. The configuration gets a new number only when it
 * was migrated: otherwise the admin's values are the same, and only the defaults may differ.
 */
export function movedTo(
  document: InstallationDocument,
  version: PluginVersion,
  config: FittingConfig,
  actor: Actor,
  at: Date,
): Pick<InstallationDocument, 'version' | 'hash' | 'updatedAt' | 'config'> {
  const configVersion = version.manifest.config.version;
  const migrated = configVersion !== document.config.configVersion;
  return {
    version: version.version,
    hash: version.hash,
    updatedAt: at,
    config: {
      ...document.config,
      effective: config.effective,
      overrides: config.overrides,
      ...(migrated
        ? { number: document.config.number + 1, configVersion, values: config.values, actor, at }
        : {}),
    },
  };
}
