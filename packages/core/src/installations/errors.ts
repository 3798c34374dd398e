import type { ConfigProblem } from './types.ts';

export type InstallationErrorCode =
  | 'PLUGIN_UNKNOWN'
  | 'GUILD_UNKNOWN'
  | 'ALREADY_INSTALLED'
  | 'NOT_INSTALLED'
  | 'CONSENT_OUTDATED'
  | 'REVISION_MISMATCH'
  | 'CONFIG_INVALID'
  | 'MISSING_PERMISSIONS'
  | 'MISSING_INTENT'
  | 'STATE_CONFLICT'
  | 'REQUIREMENT_MISSING'
  /** The plugin's code could not be loaded. */
  | 'PLUGIN_BROKEN';

/** A change of an installation that did not come about; nothing has changed. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError';
  readonly code: InstallationErrorCode;
  /** Of `CONFIG_INVALID`. */
  readonly problems: readonly ConfigProblem[];

  constructor(
    code: InstallationErrorCode,
    message: string,
    details: { readonly problems?: readonly ConfigProblem[]; readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.problems = details.problems ?? [];
  }
}
