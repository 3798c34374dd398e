export { InstallationError, type InstallationErrorCode } from './errors.ts';
export { missingPermissions } from './requirements.ts';
export type {
  ConfigProblem,
  ConfigRevision,
  Installation,
  InstallationEvent,
  InstallationState,
  Installations,
  InstallRequest,
  Problem,
} from './types.ts';
