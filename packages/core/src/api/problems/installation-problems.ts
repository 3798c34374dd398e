import type { ConfigProblem } from '../../installations/types.ts';
import type { ProblemCode } from '../contract/problem-codes.ts';
import { type FieldError, RequestProblem } from './request-problem.ts';

/** The installations' stable codes and what they are over HTTP. */
const codes: Readonly<Record<string, ProblemCode>> = {
  PLUGIN_UNKNOWN: 'plugin_not_found',
  GUILD_UNKNOWN: 'guild_not_found',
  ALREADY_INSTALLED: 'already_installed',
  NOT_INSTALLED: 'not_installed',
  CONSENT_OUTDATED: 'consent_outdated',
  REVISION_MISMATCH: 'revision_mismatch',
  REVISION_UNKNOWN: 'revision_not_found',
  PROBLEM_UNKNOWN: 'problem_not_found',
  CONFIG_INVALID: 'config_invalid',
  MISSING_PERMISSIONS: 'missing_permissions',
  MISSING_INTENT: 'missing_intent',
  STATE_CONFLICT: 'state_conflict',
  REQUIREMENT_MISSING: 'requirement_missing',
};

/** @returns `undefined` for an error that is not one of theirs. */
export function problemOfInstallation(error: unknown): RequestProblem | undefined {
  if (!(error instanceof Error) || error.name !== 'InstallationError' || !('code' in error)) return undefined;
  const code = codes[String(error.code)];
  if (!code) return undefined;
  const problems =
    'problems' in error && Array.isArray(error.problems) ? (error.problems as ConfigProblem[]) : [];
  return new RequestProblem(code, {
    cause: error,
    ...(problems.length > 0 ? { errors: fieldErrors(problems) } : {}),
  });
}

/** Pointers of the configuration start at the values; those of a request at its body. */
export function fieldErrors(problems: readonly ConfigProblem[]): FieldError[] {
  return problems.map(({ pointer, code, message }) => ({
    in: 'body',
    pointer: `/values${pointer}`,
    code,
    message,
  }));
}
