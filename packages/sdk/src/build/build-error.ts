import { SdkError } from '../errors.ts';

/**
 * A plugin's folder that can't be built. `code`: `PACKAGE_UNREADABLE`, `SDK_RANGE`, `ENTRY_MISSING`, `BUNDLE_FAILED`, `IMPORT_FAILED`,
 * `NOT_A_PLUGIN`, `PATTERN_UNSAFE`, `LINK_REFUSED`, `NATIVE_CODE` or `TOO_LARGE`. Mistakes in the definition itself are a `PluginDefinitionError`.
 */
export class BuildError extends SdkError {}
