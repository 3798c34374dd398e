export { BuildError } from './build-error.ts';
export { type BuiltPlugin, buildPlugin, validatePlugin } from './build-plugin.ts';
export type { DevOptions, DevSession, StartDev } from './dev-server.ts';
export { type PackedPlugin, packLimits, packPlugin } from './pack-plugin.ts';
