/** A plugin's package that can't be taken in, or code that isn't what its manifest says. */
export class PluginStoreError extends Error {
  override readonly name = 'PluginStoreError';
  readonly code:
    | 'MANIFEST_MISSING'
    | 'MANIFEST_INVALID'
    | 'ENTRY_MISSING'
    | 'LINK_REFUSED'
    | 'TOO_LARGE'
    | 'TARBALL_INVALID'
    | 'PATH_REFUSED'
    | 'NATIVE_REFUSED'
    | 'SCRIPTS_REFUSED'
    | 'INTEGRITY_MISMATCH'
    | 'REGISTRY_UNREACHABLE'
    | 'REGISTRY_INVALID'
    | 'VERSION_NOT_FOUND'
    | 'VERSION_IN_USE'
    | 'COMES_WITH_GUILDHALL'
    | 'ID_TAKEN'
    | 'CODE_MISMATCH'
    | 'NOT_A_PLUGIN'
    | 'ENDS_THE_PROCESS';
  readonly remedy: string;

  constructor(code: PluginStoreError['code'], message: string, remedy: string, cause?: unknown) {
    super(`${message} ${remedy}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.remedy = remedy;
  }
}
