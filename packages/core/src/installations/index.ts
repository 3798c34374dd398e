export { InstallationError, type InstallationErrorCode } from './errors.ts';
export { InstallationService, type InstallationServiceOptions } from './installation-service.ts';
export { InstallationStore } from './installation-store.ts';
export { purgeRetained, type RecoveryParts, recover } from './recover.ts';
export type {
  ConfigProblem,
  ConfigRevision,
  Installation,
  InstallationEvent,
  InstallationState,
  Installations,
  InstallRequest,
  Problem,
  UpdateRequest,
} from './types.ts';
export { watchInstallations } from './watch-installations.ts';
