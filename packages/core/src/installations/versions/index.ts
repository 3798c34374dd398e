export { consentDifference } from './consent.ts';
export { CrashWatch } from './crash-watch.ts';
export { DataMigration } from './data-migration.ts';
export { movedTo } from './moved-to.ts';
export { SteppingIn } from './stepping-in.ts';
export { Updating } from './updating.ts';
export { changedCollections, dataVersions, VersionMoves } from './version-moves.ts';
export { versionsInUse } from './versions-in-use.ts';
