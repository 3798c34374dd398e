export { ConfigChecks, configInvalid, loadCode, migrateConfig } from './config-checks.ts';
export { checkSchema } from './config-schema.ts';
export { Configuring } from './configuring.ts';
