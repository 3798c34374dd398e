export {
  ConfigChecks,
  type ConfigInput,
  configInvalid,
  type FittingConfig,
  loadCode,
  migrateConfig,
} from './config-checks.ts';
export { Configuring } from './configuring.ts';
export { ConfigSecrets, type SecretBox, type SecretOwner, withoutSecrets } from './secrets.ts';
