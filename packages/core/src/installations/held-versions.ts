import type { InstallationDocument } from '../database/index.ts';
import type { PluginCatalogue, PluginVersion } from '../plugins/index.ts';
import { InstallationError } from './errors.ts';

/** Versions in the store, or why they are not there. */
export class HeldVersions {
  readonly #catalogue: PluginCatalogue;

  constructor(catalogue: PluginCatalogue) {
    this.#catalogue = catalogue;
  }

  /** @throws `InstallationError` `PLUGIN_UNKNOWN` */
  of(document: InstallationDocument): PluginVersion {
    return this.held(document.pluginId, document.hash, document.version);
  }

  /** @throws `InstallationError` `PLUGIN_UNKNOWN` */
  held(pluginId: string, hash: string, name: string): PluginVersion {
    const version = this.#catalogue.get(pluginId, hash);
    if (version) return version;
    throw new InstallationError(
      'PLUGIN_UNKNOWN',
      `${pluginId} ${name} is installed but no longer held by this Guildhall. Uninstall it, or add that version again.`,
    );
  }

  newest(pluginId: string): PluginVersion {
    const newest = this.#catalogue.newest(pluginId);
    if (newest) return newest;
    throw new InstallationError('PLUGIN_UNKNOWN', `There is no plugin "${pluginId}" here.`);
  }

  /** The one of that hash, or of that semantic version, or the newest. @throws `InstallationError` `PLUGIN_UNKNOWN`, `VERSION_UNKNOWN` */
  wanted(
    pluginId: string,
    { toHash, version }: { readonly toHash?: string | undefined; readonly version?: string | undefined },
  ): PluginVersion {
    const newest = this.newest(pluginId);
    if (toHash === undefined && version === undefined) return newest;
    const versions = this.#catalogue.versions(pluginId);
    const found = versions.find((held) =>
      toHash === undefined ? held.version === version : held.hash === toHash,
    );
    if (found) return found;
    const held = versions.map((one) => one.version);
    throw new InstallationError(
      'VERSION_UNKNOWN',
      `This Guildhall does not hold ${version ?? `version ${toHash}`} of ${pluginId}. It holds ${held.join(', ')}.`,
    );
  }
}
