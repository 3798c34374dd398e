import type { ConfigProblem, ConsentDifference } from './types.ts';

export type InstallationErrorCode =
  | 'PLUGIN_UNKNOWN'
  | 'GUILD_UNKNOWN'
  | 'ALREADY_INSTALLED'
  | 'NOT_INSTALLED'
  | 'CONSENT_OUTDATED'
  /** The version asks for more than has been consented to; `difference` says what. */
  | 'CONSENT_REQUIRED'
  | 'REVISION_MISMATCH'
  | 'CONFIG_INVALID'
  | 'MISSING_PERMISSIONS'
  | 'MISSING_INTENT'
  | 'STATE_CONFLICT'
  | 'REQUIREMENT_MISSING'
  /** The version was built for another range of the SDK. */
  | 'SDK_UNSUPPORTED'
  /** This Guildhall does not hold that version of the plugin. */
  | 'VERSION_UNKNOWN'
  /** There was no update, or it has been confirmed. */
  | 'NOTHING_TO_ROLL_BACK'
  /** An operator has switched the plugin off everywhere. */
  | 'KILLED_BY_OPERATOR'
  /** The plugin's code could not be loaded. */
  | 'PLUGIN_BROKEN';

/** A change of an installation that did not come about; nothing has changed. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
  readonly code: InstallationErrorCode;
  /** Of `CONFIG_INVALID`. */
  readonly problems: readonly ConfigProblem[];
  /** Of `CONSENT_REQUIRED`. */
  readonly difference: ConsentDifference | undefined;

  constructor(
    code: InstallationErrorCode,
    message: string,
    details: {
      readonly problems?: readonly ConfigProblem[];
      readonly difference?: ConsentDifference;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.problems = details.problems ?? [];
    this.difference = details.difference;
  }
}
