export { canonicalJson, sha256 } from './canonical-json.ts';
export { changelogBetween } from './changelog-between.ts';
export { PluginStoreError } from './errors.ts';
export {
  type AddOptions,
  createPluginStore,
  type PluginStore,
  type PluginStoreOptions,
  type SandboxedLoader,
} from './plugin-store.ts';
export type { RegistryRequest } from './registry.ts';
export { removeVersion } from './remove-version.ts';
export { tierOf } from './tier-of.ts';
export type { PluginCatalogue, PluginVersion, VersionOrigin } from './types.ts';
export { integrityOf, tarballLimits } from './unpack-tarball.ts';
export { compareVersions } from './versions.ts';
