/** A plugin's process that ended, was ended, or can't be reached; what was under way in it ends with this. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: /** It ended by itself: a crash, an exit, a rejection that nobody handled. */
    | 'SANDBOX_CRASHED'
    /** It did not answer for 2 seconds. */
    | 'SANDBOX_HUNG'
    /** It took more memory than it may. */
    | 'SANDBOX_TOO_LARGE'
    /** It broke the protocol, or flooded the host. */
    | 'SANDBOX_BROKE_PROTOCOL'
    /** Its code could not be loaded. */
    | 'SANDBOX_NOT_LOADED'
    /** This machine can't lock it up as well as the operator demands. */
    | 'SANDBOX_TOO_WEAK'
    /** It was switched off. */
    | 'SANDBOX_STOPPED';
  readonly remedy: string;

  constructor(code: SandboxError['code'], message: string, remedy: string) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }
}
