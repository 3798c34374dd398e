export { DataFolderError, keptSecretKey, prepareDataFolder } from './data-folder.ts';
export { loadSettings } from './load-settings.ts';
export { type DiscordCredentials, type Environment, readSettings, type Settings } from './read-settings.ts';
export { type SettingProblem, SettingsError } from './settings-error.ts';
export {
  type LogLevel,
  type Variable,
  type VariableName,
  variableNames,
  variables,
} from './variables.ts';
