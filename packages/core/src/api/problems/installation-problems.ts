import {
  type ConfigProblem,
  InstallationError,
  type InstallationErrorCode,
} from '../../installations/index.ts';
import type { ProblemCode } from '../contract/problem-codes.ts';
import { type FieldError, RequestProblem } from './request-problem.ts';

/** The installations' stable codes and what they are over HTTP. */
const codes: Readonly<Record<InstallationErrorCode, ProblemCode>> = {
  PLUGIN_UNKNOWN: 'plugin_not_found',
  GUILD_UNKNOWN: 'guild_not_found',
  ALREADY_INSTALLED: 'already_installed',
  NOT_INSTALLED: 'not_installed',
  CONSENT_OUTDATED: 'consent_outdated',
  CONSENT_REQUIRED: 'consent_required',
  REVISION_MISMATCH: 'revision_mismatch',
  CONFIG_INVALID: 'config_invalid',
  MISSING_PERMISSIONS: 'missing_permissions',
  MISSING_INTENT: 'missing_intent',
  STATE_CONFLICT: 'state_conflict',
  REQUIREMENT_MISSING: 'requirement_missing',
  SDK_UNSUPPORTED: 'sdk_unsupported',
  VERSION_UNKNOWN: 'version_not_found',
  NOTHING_TO_ROLL_BACK: 'nothing_to_roll_back',
  KILLED_BY_OPERATOR: 'killed_by_operator',
  PLUGIN_BROKEN: 'plugin_broken',
};

/** @returns `undefined` for an error that is not one of theirs. */
export function problemOfInstallation(error: unknown): RequestProblem | undefined {
  if (!(error instanceof InstallationError)) return undefined;
  const { problems } = error;
  return new RequestProblem(codes[error.code], {
    cause: error,
    // Says which permission, which intent, which state; the installations write in English.
    english: error.message,
    ...(problems.length > 0 ? { errors: fieldErrors(problems) } : {}),
  });
}

/** Pointers of the configuration start at the values, or at an override's value; those of a request at its body. */
export function fieldErrors(problems: readonly ConfigProblem[]): FieldError[] {
  return problems.map(({ pointer, override, code, message }) => ({
    in: 'body',
    pointer: override === undefined ? `/values${pointer}` : `/overrides/${override}/value${pointer}`,
    code,
    message,
  }));
}
