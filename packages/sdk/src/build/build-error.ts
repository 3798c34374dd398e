import { SdkError } from '../errors.ts';

/**
 * A plugin's folder that can't be built. `code`: `PACKAGE_UNREADABLE`, `ENTRY_MISSING`, `BUNDLE_FAILED`, `IMPORT_FAILED`
 * or `NOT_A_PLUGIN`. Mistakes in the definition itself are a `PluginDefinitionError`.
 */
export class BuildError extends SdkError {}
