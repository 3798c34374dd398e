export { connectDatabase, type Database, type DatabaseOptions } from './connect-database.ts';

export { type Migration, migrate } from './migrations.ts';
export type {
  CapturedWriteDocument,
  CommandSetDocument,
  ConfigRevisionDocument,
  DeadLetterDocument,
  ExplanationDocument,
  GuildSettings,
  InstallationDocument,
  InstallationEventDocument,
  JobDocument,
  KilledPluginDocument,
  Models,
  PlanGrantDocument,
  PreviousVersion,
  ProblemDocument,
  ProblemSceneDocument,
  ShardDocument,
  TransitionFields,
  UnderWay,
  VersionSide,
} from './models/index.ts';
export { type AcrossGuilds, guildOwned } from './tenant-guard.ts';
