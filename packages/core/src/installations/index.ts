export type { SecretBox } from './config/index.ts';
export { InstallationError, type InstallationErrorCode } from './errors.ts';
export { failureCodes } from './failure-codes.ts';
export { InstallationService, type InstallationServiceOptions } from './installation-service.ts';
export { InstallationStore, isRunning } from './installation-store.ts';
export {
  confirmUpdates,
  dropIndexesOfFormerVersions,
  endShadows,
  purgeRetained,
  type RecoveryParts,
  recover,
} from './recover.ts';
export { shadowHours } from './shadowing.ts';
export type {
  ConfigOverride,
  ConfigProblem,
  ConfigRevision,
  ConsentDifference,
  Dependant,
  Installation,
  InstallationEvent,
  InstallationState,
  Installations,
  InstallationTransition,
  InstallRequest,
  Problem,
  RollbackRequest,
  UpdateRequest,
} from './types.ts';
export { consentDifference, DataMigration } from './versions/index.ts';
export { countVersionUse } from './versions/version-use.ts';
export { watchInstallations } from './watch-installations.ts';
