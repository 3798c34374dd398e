export { canonicalJson, sha256 } from './canonical-json.ts';

export {
  type AddOptions,
  createPluginStore,
  type PluginStore,
  type PluginStoreOptions,
} from './plugin-store.ts';
export type { RegistryRequest } from './registry.ts';
export type { PluginCatalogue, PluginVersion } from './types.ts';
export { integrityOf } from './unpack-tarball.ts';
export { compareVersions } from './versions.ts';
