export {
  createGuildSettings,
  type GuildSettingsPatch,
  type GuildSettingsStore,
  SettingsRevisionError,
} from './guild-settings.ts';
