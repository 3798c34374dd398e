export {
  type GivenPlugin,
  type Guildhall,
  type GuildhallOptions,
  type Links,
  startGuildhall,
} from './app/index.ts';
export { type CallOwner, currentOwner } from './discord/index.ts';
export type { Hop, HopAnswer, Internet } from './egress/index.ts';
export type {
  ConfigOverride,
  Installation,
  InstallationEvent,
  Installations,
} from './installations/index.ts';
export { createLogger } from './observability/index.ts';
export type { PluginCatalogue, PluginVersion } from './plugins/index.ts';
export type { ProblemScene, SceneStep, SceneValue } from './reproduction/index.ts';
export {
  type Environment,
  loadSettings,
  readSettings,
  type Settings,
  SettingsError,
} from './settings/index.ts';
