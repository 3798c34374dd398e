import { PluginStoreError } from '../../plugins/index.ts';
import type { ProblemCode } from '../contract/problem-codes.ts';
import { RequestProblem } from './request-problem.ts';

/** The store's stable codes and what they are over HTTP. */
const codes: Readonly<Record<PluginStoreError['code'], ProblemCode>> = {
  MANIFEST_MISSING: 'manifest_missing',
  MANIFEST_INVALID: 'manifest_invalid',
  ENTRY_MISSING: 'entry_missing',
  LINK_REFUSED: 'link_refused',
  TOO_LARGE: 'package_too_large',
  TARBALL_INVALID: 'tarball_invalid',
  PATH_REFUSED: 'path_refused',
  NATIVE_REFUSED: 'native_refused',
  SCRIPTS_REFUSED: 'scripts_refused',
  INTEGRITY_MISMATCH: 'integrity_mismatch',
  REGISTRY_UNREACHABLE: 'registry_unreachable',
  REGISTRY_INVALID: 'registry_invalid',
  VERSION_NOT_FOUND: 'registry_version_not_found',
  VERSION_IN_USE: 'version_in_use',
  COMES_WITH_GUILDHALL: 'comes_with_guildhall',
  ID_TAKEN: 'plugin_id_taken',
  CODE_MISMATCH: 'code_mismatch',
  NOT_A_PLUGIN: 'code_mismatch',
  ENDS_THE_PROCESS: 'plugin_broken',
};

/** Every problem that adding a package can end in. */
export const packageProblems = [...new Set(Object.values(codes))].filter(
  (code) => code !== 'version_in_use' && code !== 'comes_with_guildhall',
);

/** @returns `undefined` for an error that is not one of theirs. */
export function problemOfStore(error: unknown): RequestProblem | undefined {
  if (!(error instanceof PluginStoreError)) return undefined;
  return new RequestProblem(codes[error.code], {
    cause: error,
    // Says which file, which version, which address; the store writes in English, with the remedy at the end.
    english: error.message.replace(error.remedy, '').trim(),
  });
}
