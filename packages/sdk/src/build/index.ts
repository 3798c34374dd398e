export { BuildError } from './build-error.ts';
export { type BuiltPlugin, buildPlugin, validatePlugin } from './build-plugin.ts';
